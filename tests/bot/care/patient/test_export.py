"""`/export` gives a patient all that is kept about them, to read and as data, and nobody else anything."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from bot.store.held import PARTS
from tests.bot.care.floor import JO, LEE, PAT, QUIN, SAM, Floor, Said
from tests.bot.conftest import Clinic
from tests.bot.staff import LINK, a_practice
from tests.surroundings import ROOT

SCHEMA = Draft202012Validator(
    json.loads((ROOT / "docs" / "export.schema.json").read_text(encoding="utf-8")),
    format_checker=Draft202012Validator.FORMAT_CHECKER,
)
ODD = '<script>alert("1")</script> & <img src=x onerror=alert(2)>'
DANGER = f"my chest hurts when I breathe {ODD}"
QUESTION = "can I drink a beer tonight"


class Markup(HTMLParser):
    """What a browser would make of a page: its elements, their attributes, and the text in them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


def lived(floor: Floor) -> None:
    """A patient with a bit of everything: ratings, an alarm, a question, a number, a carer, two sessions."""
    floor.follow(JO, PAT, "JD 14:30 left shoulder")
    floor.say(PAT, "Mrs Ödegård")
    floor.share(PAT, "+447700900123")
    floor.deliver()
    floor.hear_along(PAT, SAM)
    floor.move(hours=6)
    floor.deliver()
    floor.say(PAT, "/sore 4")
    floor.say(PAT, QUESTION)
    floor.deliver()
    floor.tap(PAT, next(tap for tap in floor.said[-1].taps if tap.startswith("pass")))
    floor.say(PAT, DANGER)
    floor.deliver()
    floor.store.run_now(
        lambda tx: tx.run("INSERT INTO alert_words (alert_id, words, said_at) VALUES (1, '[fever]', 1)")
    )
    floor.say(JO, f"/patient {code_of(floor, PAT)}")
    (session,) = floor.rows("SELECT code FROM treatments WHERE ended_at IS NULL")
    floor.tap(JO, f"adversenote:{session['code']}:-:bruising:mild")
    floor.deliver()


def code_of(floor: Floor, chat: int) -> str:
    return str(floor.rows("SELECT code FROM patients WHERE chat_id = :chat", chat=chat)[0]["code"])


def export(floor: Floor, chat: int) -> tuple[str, dict[str, Any]]:
    """What somebody gets who writes /export: the page, and the data, held against its schema."""
    floor.say(chat, "/export")
    page, data = [said for said in floor.deliver() if said.message.chat_id == chat]
    return taken(floor, page, data)


def taken(floor: Floor, page: Said, data: Said) -> tuple[str, dict[str, Any]]:
    content = json.loads(floor.file(data))
    assert not [*SCHEMA.iter_errors(content)]
    return floor.file(page).decode(), content


def test_what_erasure_takes_is_what_the_patient_can_have(floor: Floor) -> None:
    """Row by row; of messages, also what the clinic was told on the way."""
    lived(floor)
    _, content = export(floor, PAT)
    names = [part.table for part in PARTS]
    before = {name: floor.rows(f"SELECT * FROM {name}") for name in names}
    floor.say(PAT, "/forget")
    floor.deliver()
    floor.tap(PAT, next(tap for tap in floor.said[-1].taps if tap.startswith("forget:yes")))
    for name in names:
        after = floor.rows(f"SELECT * FROM {name}")
        gone = [row for row in before[name] if row not in after]
        if name == "outbox":
            gone = [row for row in gone if PAT_ID in (row["patient_id"], row["about_id"])]
        if name == "dialogues":
            gone = [row for row in gone if row["room"] == "patient"]
        assert len(content["tables"][name]) == len(gone) or name in ("audit", "inbox"), name
    for name in ("patients", "consents", "treatments", "answers", "alerts", "alert_words", "questions"):
        assert content["tables"][name], name
    for name in ("adverse_events", "phones", "carers", "invitations", "presence", "audit", "outbox"):
        assert content["tables"][name], name


PAT_ID = 1


def test_it_says_what_they_said_and_were_told_and_not_what_opens_anything(floor: Floor) -> None:
    lived(floor)
    page, content = export(floor, PAT)
    shown = Markup(page).text
    assert "(chosen) Fever, chills, cough" in shown
    for words in (DANGER, QUESTION, "Mrs Ödegård", "+447700900123", "JD", "Left shoulder", "Samname"):
        assert words in shown, words
    told = [row["words"] for row in content["tables"]["outbox"] if row["to"] == "patient"]
    assert sum("This is your plan." in words for words in told if words) == 1
    assert all(row["words"] is None for row in content["tables"]["outbox"] if row["to"] != "patient")
    assert {row["to"] for row in content["tables"]["outbox"]} == {"patient", "carer", "clinic"}
    whole = page + json.dumps(content)
    assert not LINK.search(whole)
    assert str(SAM) not in whole
    for secret in floor.rows("SELECT nonce, hash FROM invitations UNION SELECT nonce, hash FROM carers"):
        assert str(secret["nonce"]) not in whole
        assert str(secret["hash"]) not in whole


def test_what_came_after_an_alert_was_seen_does_not_count_as_read_then(floor: Floor) -> None:
    """Neither what was written later, nor what had not come to who saw it by then."""
    floor.follow(JO, PAT, "PX 14:30 left shoulder")
    floor.say(PAT, "I can't breathe and my chest hurts")
    floor.deliver()
    code = floor.rows("SELECT code FROM alerts")[0]["code"]
    floor.move(seconds=20)
    floor.say(PAT, "my wife is out")
    floor.move(seconds=10)
    floor.tap(JO, f"alert:seen:{code}")
    floor.move(seconds=10)
    floor.deliver()
    floor.say(PAT, "the door is open")
    floor.move(minutes=2)
    floor.deliver()
    page, _ = export(floor, PAT)
    places = [
        page.find(words) for words in ("my chest hurts", "Read on", "my wife is out", "the door is open")
    ]
    assert places == sorted(places)
    assert places[0] > 0


def test_nothing_that_was_typed_becomes_markup_and_nothing_comes_from_elsewhere(floor: Floor) -> None:
    lived(floor)
    page, _ = export(floor, PAT)
    markup = Markup(page)
    assert not markup.tags & {"script", "img", "iframe", "link", "object", "form", "svg", "base"}
    assert not [name for name, _ in markup.attributes if name in ("src", "href") or name.startswith("on")]
    assert not re.search(r"url\(|@import|https?:", page)
    assert ("content", "default-src 'none'; style-src 'unsafe-inline'") in markup.attributes
    assert ODD in markup.text


def test_each_of_several_on_a_phone_gets_theirs(floor: Floor) -> None:
    floor.follow(JO, PAT, "MOTHER 14:20 knee")
    floor.follow_another(JO, PAT, "CHILD1 14:10 left calf", "Tom")
    floor.follow_another(LEE, PAT, "CHILD2 14:30 neck", "Ann")
    floor.say(PAT, "/export")
    floor.deliver()
    choice = floor.said[-1]
    assert choice.words.text == "Whose data do you want to have?"
    floor.tap(PAT, choice.taps[-1])
    files = floor.deliver()
    people = (("MOTHER", "knee"), ("Tom", "CHILD1", "calf"), ("Ann", "CHILD2", "neck"))
    assert len(files) == 2 * len(people)
    for place, own in enumerate(people):
        page, data = files[2 * place : 2 * place + 2]
        assert page.words.text.startswith(f"For {own[0] if place else 'you'}:")
        for whole in (taken(floor, page, data)[0], floor.file(data).decode()):
            assert all(word in whole for word in own)
            assert not [word for one in people if one != own for word in one if word in whole]


@pytest.mark.parametrize("who", [SAM, QUIN, JO])
def test_who_is_no_patient_gets_no_file(floor: Floor, who: int) -> None:
    """A carer, a stranger, and whoever follows the patient."""
    lived(floor)
    floor.say(who, "/export")
    said = floor.deliver()
    assert said
    assert not [one for one in said if one.words.paper]
    assert not any("Ödegård" in one.words.text for one in said)


def test_a_file_is_gathered_when_it_leaves_and_never_of_who_is_erased(floor: Floor) -> None:
    lived(floor)
    floor.say(PAT, "/export")
    page, _ = (said for said in floor.deliver() if said.message.chat_id == PAT)
    floor.say(PAT, "/sore 2")
    assert "2 of 10" in floor.file(page).decode()
    floor.say(PAT, "/forget")
    floor.deliver()
    floor.tap(PAT, next(tap for tap in floor.said[-1].taps if tap.startswith("forget:yes")))
    with pytest.raises(LookupError):
        floor.file(page)


def test_no_word_of_a_patient_is_in_the_name_of_a_file(floor: Floor) -> None:
    lived(floor)
    floor.say(PAT, "/export")
    names = [said.words.paper.name for said in floor.deliver() if said.words.paper]
    assert names == ["my-data-2026-11-23.html", "my-data-2026-11-23.json"]


def files_with(folder: Path, words: bytes) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file() and words in file.read_bytes()]


async def test_both_files_come_over_the_wire_and_nothing_of_them_stays_when_they_are_erased(
    tmp_path: Path,
) -> None:
    async with a_practice(tmp_path) as practice:
        clinic: Clinic = practice.clinic
        await practice.follow(practice.jo, practice.pat, "ZEBRAFINCH 14:30 neck")
        first = await clinic.hear(practice.pat, "/export", "Here is everything that")
        second = await clinic.says(practice.pat, "The same for a program", first.id)
        for message, name in ((first, "my-data-2026-11-23.html"), (second, "my-data-2026-11-23.json")):
            assert message.body["document"]["file_name"] == name
            kept = clinic.telegram.world.files.get(message.body["document"]["file_id"])
            assert kept is not None
            assert b"ZEBRAFINCH" in kept.upload.content
        await clinic.settled()
        await clinic.hear(practice.pat, "/forget", "This cannot be undone")
        await clinic.press(practice.pat, "Yes, erase everything", "")
        await clinic.close()
        assert not files_with(tmp_path, b"ZEBRAFINCH")
