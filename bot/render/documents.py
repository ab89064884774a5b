"""Which messages come with a file, and what is in it."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from bot.care.clinic import figures, notes
from bot.care.ground.desk import Desk
from bot.care.ground.says.day_sheet import DaySlips
from bot.care.ground.says.documents import ExportData, ExportPage, NotesData, NotesPage, PlanFile
from bot.care.ground.says.figures import PeriodTable
from bot.care.ground.says.message import Message
from bot.care.patient import export as held
from bot.care.patient import plan_file as ahead
from bot.model import Outgoing
from bot.render import export, export_page, fhir, figures_table, notes_page, plan_file, slips
from bot.render.export import Say
from bot.render.gathered import Draw, Gathered
from bot.render.paper import Paper
from bot.render.words import Words
from bot.store import patients
from bot.store.tx import instant
from messages.heard.times.period import Period

Files = Callable[[Words, Outgoing, Say], Gathered]


SUMMARY = "summary-{day:%Y-%m-%d}.{kind}"


def of_message(words: Words, message: Message, row: Outgoing, say: Say) -> Paper | Gathered | None:
    """The file of a message, still to be made; `say` tells other messages in words."""
    if isinstance(message, DaySlips):
        return slips.paper(words, message)
    makes = FILES.get(type(message))
    return makes(words, row, say) if makes else None


def _page(words: Words, row: Outgoing, say: Say) -> Gathered:
    return Gathered(
        export.name(words, "html"),
        lambda desk: partial(export_page.page, words, held.gathered(desk, row.patient_id), say),
    )


def _data(words: Words, row: Outgoing, say: Say) -> Gathered:
    return Gathered(
        export.name(words, "json"),
        lambda desk: partial(export.data, words, held.gathered(desk, row.patient_id), say),
    )


def _plan(words: Words, row: Outgoing, _: Say) -> Gathered:
    def gather(desk: Desk) -> Draw:
        patient = patients.by_id(desk.tx, row.patient_id or 0)
        zone = desk.zone_of(patient) if patient else desk.house.clinic.zone
        return partial(plan_file.ics, words, zone, ahead.ahead(desk, row.treatment_id))

    return Gathered(plan_file.name(words), gather)


def _notes(words: Words, row: Outgoing, _: Say) -> Gathered:
    return Gathered(
        SUMMARY.format(day=instant(words.now), kind="pdf"),
        lambda desk: partial(notes_page.pdf, words, _noted(desk, row)),
    )


def _record(words: Words, row: Outgoing, _: Say) -> Gathered:
    return Gathered(
        SUMMARY.format(day=instant(words.now), kind="fhir.json"),
        lambda desk: partial(fhir.bundle, words, _noted(desk, row)),
    )


def _figures(words: Words, row: Outgoing, _: Say) -> Gathered:
    first, last = (date.fromisoformat(row.facts[name]) for name in ("first", "last"))
    period = Period(first, last)

    def gather(desk: Desk) -> Draw:
        """As whoever it goes to may see it when it goes."""
        return partial(figures_table.table, words, period, figures.of_chat(desk, row.chat_id, period))

    return Gathered(figures_table.name(period), gather)


def _noted(desk: Desk, row: Outgoing) -> notes.CourseNoted:
    """As whoever it goes to may see it when it goes."""
    return notes.gathered(desk, row.chat_id, str(row.facts.get("case", "")))


FILES: Mapping[type[Message], Files] = {
    ExportPage: _page,
    ExportData: _data,
    PlanFile: _plan,
    NotesPage: _notes,
    NotesData: _record,
    PeriodTable: _figures,
}
