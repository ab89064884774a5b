"""A summary for the notes: what the actor may see, on paper and as FHIR R4, and nothing else."""

import io
import json
from datetime import datetime
from typing import Any

import pytest
from fhir.resources.R4B.adverseevent import AdverseEvent
from fhir.resources.R4B.bundle import Bundle
from fhir.resources.R4B.observation import Observation
from fhir.resources.R4B.patient import Patient
from fhir.resources.R4B.procedure import Procedure
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse
from pypdf import PdfReader

from tests.bot.care.floor import JO, KIM, LEE, PAT, QUIN, RAE, SAM, Floor, Said

DANGER = "my chest hurts when I breathe"
KINDS = {
    kind.__name__: kind for kind in (AdverseEvent, Observation, Patient, Procedure, QuestionnaireResponse)
}


def card(floor: Floor, who: int, code: str = "JD") -> Said:
    floor.say(who, f"/patient {code}")
    floor.deliver()
    cards = [one for one in floor.said if one.message.chat_id == who and one.message.key == "staff.case"]
    return cards[-1]


def tap_of(shown: Said) -> str:
    return next(tap for tap in shown.taps if tap.startswith("notes:"))


def summary(floor: Floor, who: int, code: str = "JD") -> tuple[Said, Said]:
    floor.tap(who, tap_of(card(floor, who, code)))
    paper, record = (said for said in floor.deliver() if said.words.paper)
    return paper, record


def pages(floor: Floor, said: Said) -> list[str]:
    read = PdfReader(io.BytesIO(floor.file(said)))
    return [" ".join(page.extract_text().split()) for page in read.pages]


def resources(floor: Floor, said: Said) -> dict[str, list[Any]]:
    """The resources of a bundle by kind, each read by a library that knows FHIR R4 and refuses all else."""
    whole = json.loads(floor.file(said))
    Bundle.model_validate(whole)
    found: dict[str, list[Any]] = {name: [] for name in KINDS}
    for entry in whole["entry"]:
        kind = entry["resource"]["resourceType"]
        found[kind].append(KINDS[kind].model_validate(entry["resource"]))
    return found


def rate(floor: Floor, value: int) -> None:
    """The next check-in of the plan, answered when it comes."""
    asked: list[Said] = []
    while not asked:
        floor.move(hours=1)
        asked = [one for one in floor.deliver() if any(tap.startswith("sore:") for tap in one.taps)]
    floor.tap(PAT, next(tap for tap in asked[0].taps if tap.endswith(f":{value}")))
    floor.deliver()


@pytest.fixture
def lived(floor: Floor) -> Floor:
    """Two check-ins answered, a rating of their own accord between, and a red flag that Jo has read."""
    floor.follow(JO, PAT, "JD 14:30 left shoulder")
    rate(floor, 6)
    floor.say(PAT, "/sore 5")
    floor.deliver()
    rate(floor, 3)
    floor.say(PAT, DANGER)
    floor.deliver()
    floor.tap(JO, next(tap for one in floor.said[::-1] for tap in one.taps if tap.startswith("alert:seen")))
    floor.deliver()
    return floor


def test_a_page_says_what_was_reported_after_a_session(lived: Floor) -> None:
    paper, _ = summary(lived, JO)
    (page,) = pages(lived, paper)
    for words in (
        "Aftercare summary: JD",
        "Left shoulder, 2026-11-23 14:30",
        "followed by Jo",
        "Check-ins answered: 2 of 2",
        "Soreness: 6 at first, 6 at most, 3 at the last",
        "6 of 10, asked by a check-in",
        "5 of 10, of their own accord",
        f"emergency: “{DANGER}”",
        "read by Jo",
        "no examination and no diagnosis",
    ):
        assert words in page, words


def test_each_session_of_a_course_has_its_page_and_a_red_flag_stands_on_one(lived: Floor) -> None:
    lived.move(days=4)
    lived.tap(JO, next(tap for tap in card(lived, JO).taps if tap.startswith("case:next_session")))
    lived.deliver()
    confirm = next(said for said in reversed(lived.said) if said.message.chat_id == PAT and said.taps)
    lived.tap(PAT, confirm.taps[0])
    lived.deliver()
    paper, record = summary(lived, JO)
    first, second = pages(lived, paper)
    assert "Session 1 of 2" in first
    assert "Session 2 of 2" in second
    assert DANGER in first
    assert DANGER not in second
    assert "No rating was given." in second
    assert len(resources(lived, record)["Procedure"]) == 2


def test_the_bundle_is_fhir_and_holds_ratings_check_ins_and_red_flags(lived: Floor) -> None:
    _, record = summary(lived, JO)
    found = resources(lived, record)
    values = [float(one.valueQuantity.value) for one in found["Observation"]]
    assert values == [6, 5, 3]
    assert {one.code.coding[0].code for one in found["Observation"]} == {"72514-3"}
    assert {one.code.coding[0].system for one in found["Observation"]} == {"http://loinc.org"}
    asked = [one for one in found["Observation"] if one.derivedFrom]
    assert len(asked) == len(found["QuestionnaireResponse"]) == 2
    (event,) = found["AdverseEvent"]
    assert event.actuality == "potential"
    assert event.event.text == f"emergency: {DANGER}"
    (patient,) = found["Patient"]
    assert "JD" in [one.value for one in patient.identifier]
    assert patient.name is None
    times = [one.effectiveDateTime for one in found["Observation"]]
    assert all(isinstance(at, datetime) and at.utcoffset() is not None for at in times)
    assert times == sorted(times)


def test_every_reference_leads_to_a_resource_of_the_bundle_which_keeps_its_name(lived: Floor) -> None:
    _, record = summary(lived, JO)
    whole = json.loads(lived.file(record))
    names = [entry["fullUrl"] for entry in whole["entry"]]
    assert len(names) == len({*names})
    assert {*references(whole)} <= {*names}
    _, again = summary(lived, JO)
    assert [entry["fullUrl"] for entry in json.loads(lived.file(again))["entry"]] == names


def references(value: Any) -> list[str]:  # noqa: ANN401  (any JSON)
    if isinstance(value, list):
        return [found for one in value for found in references(one)]
    if not isinstance(value, dict):
        return []
    own = [value["reference"]] if "reference" in value else []
    return own + [found for one in value.values() for found in references(one)]


def test_a_false_alarm_is_no_adverse_event_and_stands_on_paper_as_what_it_is(lived: Floor) -> None:
    lived.store.run_now(lambda tx: tx.run("UPDATE alerts SET false_alarm = 1"))
    paper, record = summary(lived, JO)
    assert not resources(lived, record)["AdverseEvent"]
    assert "a false alarm, by Jo" in pages(lived, paper)[0]


def test_what_the_clinic_has_noted_is_an_adverse_event_that_has_happened(lived: Floor) -> None:
    lived.store.run_now(lambda tx: tx.run("UPDATE alerts SET false_alarm = 1"))
    begin = next(tap for tap in card(lived, JO).taps if tap.startswith("adverses:"))
    lived.tap(JO, begin.replace("adverses", "adversenote") + ":-:bruising:mild")
    paper, record = summary(lived, JO)
    (event,) = resources(lived, record)["AdverseEvent"]
    assert (event.actuality, event.event.text, event.severity.text) == ("actual", "Bruising", "mild")
    assert "Bruising, mild (noted by Jo" in pages(lived, paper)[0]


def test_what_else_it_was_stands_on_paper_and_in_the_record_as_the_clinic_said_it(lived: Floor) -> None:
    begin = next(tap for tap in card(lived, JO).taps if tap.startswith("adverses:"))
    lived.tap(JO, begin.replace("adverses", "adversenote") + ":-:other:mild")
    lived.say(JO, "a locked jaw")
    paper, record = summary(lived, JO)
    texts = [event.event.text for event in resources(lived, record)["AdverseEvent"]]
    assert "Something else (“a locked jaw”)" in texts
    assert "Something else (“a locked jaw”), mild (noted by Jo" in pages(lived, paper)[0]


@pytest.mark.parametrize("who", [LEE, RAE, PAT, QUIN, SAM])
def test_nobody_else_gets_it_by_the_button_of_who_follows(lived: Floor, who: int) -> None:
    lived.follow(LEE, QUIN, "QQ 14:30 knee")
    lived.hear_along(PAT, SAM)
    lived.tap(who, tap_of(card(lived, JO)))
    assert not [said for said in lived.deliver() if said.words.paper]


def test_an_owner_may_and_who_has_handed_over_may_no_more_not_even_what_was_asked_for_before(
    lived: Floor,
) -> None:
    assert DANGER in pages(lived, summary(lived, KIM)[0])[0]
    mine, _ = summary(lived, JO)
    lived.store.run_now(lambda tx: tx.run("UPDATE treatments SET clinician_id = clinician_id + 1"))
    with pytest.raises(LookupError):
        lived.file(mine)


def test_it_is_noted_who_took_one_of_whom_and_no_name_of_a_file_says_so(lived: Floor) -> None:
    paper, record = summary(lived, JO)
    (noted,) = lived.rows("SELECT actor, subject FROM audit WHERE action = 'took a summary'")
    (jo,) = lived.rows("SELECT code FROM staff WHERE chat_id = :chat", chat=JO)
    (pat,) = lived.rows("SELECT code FROM patients")
    assert (noted["actor"], noted["subject"]) == (f"clinic:{jo['code']}", pat["code"])
    names = [said.words.paper.name for said in (paper, record) if said.words.paper]
    assert names == ["summary-2026-11-24.pdf", "summary-2026-11-24.fhir.json"]


def test_much_that_was_said_stays_on_its_page_and_letters_that_cannot_be_printed_are_told(
    lived: Floor,
) -> None:
    lived.store.run_now(lambda tx: tx.run("UPDATE alert_words SET words = '胸が痛い'"))
    for number in range(60):
        lived.say(PAT, f"/sore {number % 3}")
        lived.move(minutes=61)
    lived.deliver()
    paper, record = summary(lived, JO)
    (page,) = pages(lived, paper)
    assert "more are in the file for record systems" in page
    assert "in letters that cannot be printed here" in page
    assert "Made on" in page
    assert len(resources(lived, record)["Observation"]) == 63
