"""Whatever is typed while somebody is asked for a consent, the same consent is asked again, and no other."""

import pytest

from bot.care.ground.says.people import KeptForAnother
from tests.bot.care.conversation.states import press, write
from tests.bot.care.floor import JO, PAT, SAM, Floor, Said

pytestmark = pytest.mark.jo_alone

TEXTS = ("Mia", "who sees what I write?", "May", "14:30", "🙂", "stop", "/plan", "Mia, she is 12")
BY = {
    "parent": "My child, under 16",
    "self": "Somebody of 16 or over",
    "guardian": "I am their legal guardian",
}
WHO = {"": "self", **{by: by for by in BY}}


def opens(floor: Floor, *, invited: bool) -> str:
    """Sam comes, by a link or alone; the code of the link."""
    if not invited:
        write(floor, SAM, "/start")
        return ""
    write(floor, JO, "/enroll GH 14:00 jaw")
    write(floor, SAM, f"/start {floor.link(JO)}")
    return str(floor.rows("SELECT code FROM invitations WHERE opens = 'patient'")[0]["code"])


def last(floor: Floor, chat: int = SAM) -> Said:
    return next(one for one in reversed(floor.said) if one.message.chat_id == chat and one.taps)


def yes(said: Said) -> str:
    """What the button of the yes says; there is one."""
    (found,) = [
        tap for tap in said.taps if tap.split(":")[0] in ("consent", "agreed", "carer") and ":yes" in tap
    ]
    return found


@pytest.mark.parametrize("invited", [True, False])
@pytest.mark.parametrize("by", WHO)
def test_who_it_is_for_and_the_link_stay_whatever_is_typed(floor: Floor, by: str, invited: bool) -> None:
    code = opens(floor, invited=invited)
    if by:
        press(floor, SAM, "For somebody else", BY[by])
    asked = last(floor)
    for text in TEXTS:
        write(floor, SAM, text)
        assert yes(last(floor)) == yes(asked), text
        if by:
            assert last(floor).message.key in (asked.message.key, KeptForAnother.key), text
    assert floor.rows("SELECT * FROM patients") == []
    write(floor, SAM, "yes")
    assert [row["given_by"] for row in floor.rows("SELECT given_by FROM consents")] == [WHO[by]]
    taken = floor.rows("SELECT code FROM invitations WHERE patient_id IS NOT NULL")
    assert [row["code"] for row in taken] == ([code] if code else [])


def test_who_was_treated_is_asked_again_whatever_is_typed_but_an_age(floor: Floor) -> None:
    opens(floor, invited=True)
    press(floor, SAM, "For somebody else")
    asked = last(floor)
    for text in ("Mia", "hello", "yes", "who sees what I write?"):
        write(floor, SAM, text)
        assert last(floor).taps == asked.taps, text
        assert last(floor).words.text.endswith(asked.words.text), text
    write(floor, SAM, "7")
    assert "Are you their parent" in last(floor).words.text


def test_whose_phone_shall_hear_along_is_asked_the_same_again(floor: Floor) -> None:
    """They are no patient, and do not become one by it."""
    floor.follow(JO, PAT, "JD 14:30 left shoulder")
    write(floor, PAT, "/carer")
    press(floor, PAT, next(label for label in labels(last(floor, PAT)) if "link" in label.lower()))
    write(floor, SAM, f"/start {floor.link(PAT)}")
    asked = last(floor)
    for text in ("Mia", "hello", "7"):
        write(floor, SAM, text)
        assert last(floor).taps == asked.taps, text
    press(floor, SAM, "I agree")
    assert len(floor.rows("SELECT id FROM patients")) == 1


def labels(said: Said) -> list[str]:
    return [shown for row in said.words.buttons for shown, _ in row]
