"""What is said to whoever holds a phone calls nothing "yours" that is another's."""

import re

import pytest

from bot.care.ground.says.message import MESSAGES
from bot.model import Audience
from messages.languages import REFERENCE, packaged
from messages.said import catalog
from messages.said.catalog import placeholders

WORDS = catalog.load(packaged())[0].languages[REFERENCE]
# What is said of whoever was treated, as if they read it.
OF_THEM = re.compile(
    r"\byour (session|plan|reminders|course|treatment|answers and your consent)\b|\babout you\b"
    r"|\byou had dry needling\b|\bsession of yours\b|\bhow sore are you\b|\bsore you are\b|\bknow you\b",
    re.IGNORECASE,
)
# Said before it is known whose a session is, or of the phone and of everybody on it, or to who holds it.
OF_THE_PHONE = {
    *("welcome", "welcome_invited", "welcome_myself", "welcome_another", "not_now", "not_now_invited"),
    *(
        "forgotten",
        "forget_nothing",
        "carer_ended",
        "erased_by_clinic",
        "privacy",
        "privacy_more",
        "no_words",
    ),
    *(
        "which_session",
        "sheet_emergency",
        "sheet_same_day",
        "repaired",
        "resting",
        "which_stop",
        "resumed_already",
    ),
}
PATIENTS = sorted(
    key.removeprefix("bot.") for key, kind in MESSAGES.items() if kind.audience is Audience.PATIENT
)

STEPS = sorted(key for key in WORDS if key.partition(".")[0] in ("dry_needling", "light"))


@pytest.mark.parametrize("name", [one for one in PATIENTS if one not in OF_THE_PHONE])
def test_what_is_said_of_another_does_not_say_you(name: str) -> None:
    said = WORDS.get(f"theirs.{name}") or WORDS.get(f"bot.{name}", "")
    assert OF_THEM.search(str(said)) is None


@pytest.mark.parametrize("step", STEPS)
def test_no_step_of_a_plan_for_another_speaks_to_whoever_holds_the_phone_of_their_body(step: str) -> None:
    """Whoever reads "How sore are you?" below "For Tom:" may answer for themselves."""
    said = str(WORDS.get(f"theirs.{step}") or WORDS[step])
    assert not re.search(r"\b(you|your|yours)\b", said, re.IGNORECASE)
    assert {"course", "watch_on"}.isdisjoint(placeholders(said))  # which do
    assert "about {them}" in str(WORDS["theirs.shared.erasure"])


@pytest.mark.parametrize("key", [one for one in WORDS if one.startswith("theirs.")])
def test_it_stands_for_a_text_and_holds_nothing_that_nobody_fills(key: str) -> None:
    name = key.removeprefix("theirs.")
    own = str(WORDS.get(f"bot.{name}") or WORDS[name])
    allowed = {*placeholders(own), "them", "clinic", "phone", "emergency", "days", "unwell"}
    assert placeholders(str(WORDS[key])) <= allowed
