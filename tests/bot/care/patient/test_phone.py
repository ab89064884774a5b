"""A phone number is left by the patient's own tap, shown to few, and gone when the watch is over."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.rehearsal.people import Person
from tests.bot.alarm import write
from tests.bot.conftest import MONDAY
from tests.bot.staff import OLD, Practice, a_practice, data, said

DAY = timedelta(days=1)
OFFER = "you can leave your phone number"
NUMBER = "+15550100"


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    """Jo follows Pat."""
    async with a_practice(tmp_path) as opened:
        await opened.follow(opened.jo, opened.pat, "JD 14:30 left shoulder")
        yield opened


async def shared(practice: Practice, person: Person, words: str = "can call you on it") -> None:
    """The person sends their own contact."""
    sent = person.contact()
    await practice.clinic.says(person, words, sent.id)


def actions(practice: Practice) -> list[tuple[str, str]]:
    return [(row["actor"], row["action"]) for row in practice.rows("audit")]


def kept(practice: Practice) -> str:
    """All that is on file, in one text."""
    names = practice.clinic.bot.store.run_now(
        lambda tx: tx.all("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%sqli%'")
    )
    return "".join(repr(practice.rows(str(row["name"]))) for row in names)


async def test_it_is_offered_once_after_the_plan_and_asked_by_telegrams_own_button(
    practice: Practice,
) -> None:
    clinic, pat = practice.clinic, practice.pat
    await clinic.press(pat, "Leave my number", "Please tap the button")
    asked = next(
        call for call in reversed(clinic.telegram.calls) if "Please tap" in str(call.params.get("text"))
    )
    keyboard = asked.params["reply_markup"]["keyboard"]
    assert [key.get("request_contact", False) for row in keyboard for key in row] == [True, False]
    noted = await clinic.says(pat, "can call you on it", pat.press("Send my phone number").id)
    assert noted.labels == ()
    await practice.at(MONDAY + 3 * DAY)
    await clinic.hear(practice.jo, "/enroll JD 14:10 neck", "a session is noted")
    await clinic.press(pat, "Yes", "This is your plan.")
    await practice.at(MONDAY + 6 * DAY)
    assert said(pat, OFFER) == 1


async def test_who_came_alone_is_offered_it_after_their_name(practice: Practice) -> None:
    clinic, sam = practice.clinic, practice.sam
    await clinic.enrol(sam)
    assert said(sam, OFFER) == 0
    await clinic.hear(sam, "Samantha Dyk", "can look you up as")
    await clinic.says(sam, OFFER)


@pytest.mark.parametrize("how", ["No thanks", "typed"])
async def test_a_no_is_a_no_and_nothing_is_kept(practice: Practice, how: str) -> None:
    clinic, pat = practice.clinic, practice.pat
    if how == "typed":
        await clinic.press(pat, "Leave my number", "Please tap the button")
        await clinic.says(pat, "/privacy has the button", pat.press("No thanks").id)
    else:
        assert await clinic.toast(pat, lambda: pat.tap("No thanks")) == "Left as it is."
    assert [row["number"] for row in practice.rows("phones")] == [None]


async def test_somebody_elses_card_is_not_taken(practice: Practice) -> None:
    clinic, pat = practice.clinic, practice.pat
    sent = pat.contact("+447700900123", of=practice.quin)
    await clinic.says(pat, "I only take your own number", sent.id)
    assert "447700900123" not in kept(practice)


async def test_of_who_has_not_consented_nothing_is_kept(practice: Practice) -> None:
    for person in (practice.sam, practice.lee):
        await shared(practice, person, "I can only read typed words")
    assert "15550100" not in kept(practice)


async def test_an_alarm_and_call_them_show_the_number_and_that_is_recorded(practice: Practice) -> None:
    clinic, jo, pat = practice.clinic, practice.jo, practice.pat
    await shared(practice, pat)
    await write(practice, "i cant breathe")
    alert = await clinic.says(jo, "EMERGENCY")
    assert f"JD · Pat · {practice.patient(pat).code}\nPhone: {NUMBER}\nleft shoulder" in alert.words
    called = await clinic.press(jo, "Call them", f"call now, on {NUMBER}")
    assert called.words.startswith("JD · Pat · ")
    await clinic.says(pat, "has read your message")
    member = practice.member(jo)
    assert member is not None
    assert actions(practice).count((f"clinic:{member.code}", "was shown a phone number")) == 2
    assert NUMBER[1:] not in repr(practice.rows("audit"))


async def test_a_number_is_something_to_call_where_there_is_no_label(practice: Practice) -> None:
    await practice.clinic.enrol(practice.sam)
    await shared(practice, practice.sam)
    await write(practice, "i cant breathe", practice.sam)
    await practice.clinic.press(practice.kim, "Call them", f"call now, on {NUMBER}")


async def test_the_card_shows_it_to_who_follows_them_and_no_list_does(practice: Practice) -> None:
    clinic, jo, lee, pat = practice.clinic, practice.jo, practice.lee, practice.pat
    await shared(practice, pat)
    assert f"\nPhone: {NUMBER}\n" in (await practice.card(jo, pat)).words
    for line in ("/patients", "/report", "/unanswered", "/alerts"):
        sent = jo.say(line)
        assert NUMBER not in (await clinic.says(jo, "", sent.id)).words
    await clinic.hear(lee, f"/patient {practice.patient(pat).code}", "I do not find such a patient")
    assert said(lee, NUMBER) == 0


async def test_privacy_offers_it_and_takes_it_back_at_once(practice: Practice) -> None:
    clinic, jo, pat = practice.clinic, practice.jo, practice.pat
    offered = await clinic.hear(pat, "/privacy", "A phone number only if you leave one")
    assert offered.labels == ("More", "Leave my number")
    await shared(practice, pat)
    await practice.card(jo, pat)
    await write(practice, "i cant breathe")
    left = await clinic.hear(pat, "/privacy", "A phone number only if you leave one")
    assert left.labels == ("More", "Erase my phone number")
    await clinic.press(pat, "Erase my phone number", "Your phone number is erased.")
    assert "15550100" not in kept(practice)
    assert "Phone:" not in (await practice.card(jo, pat)).words
    erase = data(left, "Erase my phone number")
    assert await clinic.toast(pat, lambda: pat.tap_data(left, erase)) == OLD


async def test_it_is_erased_when_the_watch_of_the_last_session_is_over(practice: Practice) -> None:
    """Not of the first one: the course goes on."""
    clinic, pat = practice.clinic, practice.pat
    await shared(practice, pat)
    await practice.at(MONDAY + 7 * DAY)
    await clinic.hear(practice.jo, "/enroll JD 14:10 neck", "a session is noted")
    await clinic.press(pat, "Yes", "This is your plan.")
    await practice.card(practice.jo, pat)
    await practice.at(MONDAY + 15 * DAY)
    await clinic.bot.tidy()
    assert "15550100" in kept(practice)
    await practice.at(MONDAY + 22 * DAY)
    await clinic.bot.tidy()
    assert "15550100" not in kept(practice)
    assert ("bot", "erased a phone number after its time") in actions(practice)
    await shared(practice, pat, "while I watch over a session")
    assert "15550100" not in kept(practice)


async def test_forget_erases_it_with_all_the_rest(practice: Practice) -> None:
    clinic, pat = practice.clinic, practice.pat
    await shared(practice, pat)
    await practice.card(practice.jo, pat)
    await clinic.hear(pat, "/forget", "This cannot be undone")
    await clinic.press(pat, "Yes, erase everything", "is erased")
    assert "15550100" not in kept(practice)


async def test_another_number_takes_the_place_of_the_first(practice: Practice) -> None:
    pat = practice.pat
    await shared(practice, pat)
    await practice.clinic.says(pat, "can call you on it", pat.contact("44 7700 900123").id)
    assert "Phone: +447700900123" in (await practice.card(practice.jo, pat)).words
