"""Triage first, always: what may be a red flag is dealt with before anything else is made of a text."""

from bot.care.alerts import warning_signs
from bot.care.conversation import talk
from bot.care.ground import red_flag
from bot.care.ground.desk import Desk, Toast
from bot.care.ground.heard import Heard
from bot.care.patient import check_ins
from bot.handlers.context import UseCase
from messages.heard.reader import Reading
from messages.heard.red_flags.finding import Tier
from messages.heard.red_flags.triage import LEANING

FEW = 2  # words


def triaged(use_case: UseCase) -> UseCase:
    """Triage first, always: what may be a red flag is dealt with before anything else is made of a text."""

    def safely(desk: Desk, heard: Heard) -> Toast | None:
        return None if alarming_words(desk, heard) else use_case(desk, heard)

    return safely


def alarming_words(desk: Desk, heard: Heard) -> bool:
    """Deal with a text that is a red flag, or may be one; False where it is neither, or not a patient's."""
    reading = heard.flag
    if reading is None or _is_the_clinics(desk, heard, reading):
        return False
    if _is_but_an_answer(desk, heard, reading):
        return False
    if reading.kind == "screen" and heard.is_command and len(heard.rest.split()) < FEW:
        return False  # a code after a command
    if reading.tier:
        red_flag.urgent(desk, heard.caller, reading.tier, heard.text, rule=reading.rule or "")
    else:
        warning_signs.ask(desk, heard.caller, heard.text)
    return True


def _is_the_clinics(desk: Desk, heard: Heard, reading: Reading) -> bool:
    """Whether a text is written for the clinic's work; who works there can be in need as well."""
    if talk.dictates(desk, heard.caller):
        return True
    works_only = heard.caller.clinician(desk) is not None and heard.caller.patient(desk) is None
    return works_only and (reading.kind == "screen" or heard.is_command)


def _is_but_an_answer(desk: Desk, heard: Heard, reading: Reading) -> bool:
    """Whether a text answers what was asked, and names no sign beside it: "it is an 8", "an hour ago"."""
    named = reading.tier not in (None, Tier.CLINICIAN) or (reading.tier is None and reading.rule != LEANING)
    if named:
        return False
    rating = check_ins.is_rating(desk, heard.caller, heard.said)
    return rating or (reading.rule == LEANING and talk.is_answer(desk, heard))
