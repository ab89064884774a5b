"""Composition root: settings, clock, store, Telegram and scheduler meet only here."""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot import handlers, heap, now
from bot.care.clinic import advice_topics
from bot.care.ground.house import Clinic, House
from bot.clinic_name import AT_WORK
from bot.clock import SteadyClock, Vouch
from bot.companion import Companion
from bot.content import Content
from bot.delivery.together import Together
from bot.files import database_of, key_of, memory_of, roots_of
from bot.readers import Readers
from bot.settings import Settings
from bot.store import advice, audit, inbox, pulse, topics_asked, vitals
from bot.store.advice import Advice
from bot.store.backup import reading, writing
from bot.store.inbox import UpdateSetAside
from bot.store.opening import Begin
from bot.store.pulse import Pulse
from bot.store.store import Store
from bot.store.tx import Row, Tx
from messages.heard.body import Body
from messages.heard.diary.table import parse_columns
from messages.heard.ratings import RatingReader
from messages.heard.times.candidates import ALL_WEEK, UsualHours
from messages.heard.times.when import TimeReader
from messages.languages import REFERENCE
from schedules.clinical import CLINICAL
from schedules.clock import instants
from schedules.duration import parse_duration
from schedules.hours import parse_working_hours
from schedules.quiet import parse_quiet_hours

T = TypeVar("T")
now_utc = now.now_utc


def open_store(
    settings: Settings, begin: Begin = Begin.AS_REMEMBERED, clock: Callable[[], datetime] = now_utc
) -> Store:
    """The database of these settings; `clock` gives aware UTC instants. Raises StoreError."""
    key = key_of(settings, new=begin is Begin.NEW)
    return Store(settings.database_path, key, memory_of(settings, key, clock), begin)


def clinic_of(settings: Settings) -> Clinic:
    return Clinic(
        settings.clinic_name,
        settings.clinic_phone,
        ZoneInfo(settings.clinic_timezone),
        settings.emergency_number,
        settings.retention_days,
    )


def house_of(settings: Settings, found: Content) -> House:
    table, heard = found.catalog.table, found.vocabularies.items()
    hours = parse_working_hours(settings.clinic_hours)
    usual = UsualHours(hours.start, hours.end, hours.days) if hours else ALL_WEEK
    return House(
        clinic=clinic_of(settings),
        protocols=found.protocols,
        quiet=parse_quiet_hours(settings.quiet_hours),
        owners=settings.owner_ids,
        self_registration=settings.self_registration,
        hours=hours,
        invite_ttl=parse_duration(settings.invite_ttl),
        link_key=roots_of(settings, key_of(settings)).links,
        parts=tuple(table(REFERENCE, "body.parts")),
        sides=tuple(table(REFERENCE, "body.sides")),
        menus=handlers.menus(),
        times={name: TimeReader(one.times, instants, CLINICAL.oldest_session, usual) for name, one in heard},
        ratings={name: RatingReader(one.ratings, CLINICAL.severe, one.times.numbers) for name, one in heard},
        bodies={
            name: Body.called(partial(table, name), partial(found.catalog.list, name)) for name, _ in heard
        },
        books={name: one.book for name, one in heard},
        diary_columns=parse_columns(settings.diary_columns),
        proposals={name: one.topics.proposals for name, one in found.readers.items()},
        two_sign=settings.advice_needs_two,
        sheets=frozenset(found.sheets),
    )


def compose(
    found: Settings,
    words: Content,
    store: Store,
    clock: Callable[[], datetime] | None = None,
    readers: Readers | None = None,
    together: Together | None = None,
) -> Companion:
    """The bot of these settings; `clock` gives aware UTC instants, and else is the machine's, doubted.

    With other clinics it may share the `readers`, and takes turns at what they do `together`.
    """
    house = house_of(found, words)
    return Companion(
        found,
        house,
        words.catalog,
        store,
        clock=clock or SteadyClock(now_utc, time.monotonic),
        monotonic=time.monotonic,
        readers=readers or Readers(found.content_dir, words.readers),
        tell_operator=_show,
        together=together,
        settle=heap.settle,
    )


def _show(line: str) -> None:
    """On the screen, and in no log."""
    print(f"{clinic}: {line}" if (clinic := AT_WORK.get()) else line, flush=True)  # noqa: T201  (the same)


def read_audit(settings: Settings) -> list[Row]:
    """The record of who did what, read while the database may be in use. Raises StoreError."""
    return _beside(settings, audit.entries)


def read_pulse(settings: Settings, at: datetime) -> Pulse:
    """The signs of life, and what waits. Raises StoreError."""
    return _beside(settings, lambda tx: pulse.look(tx, at))


def read_advice(settings: Settings, at: datetime) -> tuple[list[Advice], Mapping[str, int]]:
    """What the clinic has decided on topics, and how often others were asked about. Raises StoreError."""
    lately = at - advice_topics.LATELY
    return _beside(settings, lambda tx: (advice.all_current(tx), topics_asked.since(tx, lately)))


def read_inbox(settings: Settings) -> list[UpdateSetAside]:
    """The updates that were set aside. Raises StoreError."""
    return _beside(settings, inbox.all_set_aside)


def change_inbox(settings: Settings, change: Callable[[Tx, int], bool], numbers: Sequence[int]) -> list[int]:
    """Do that with each of these updates, also beside the running bot; with which. Raises StoreError."""
    path, key = database_of(settings)
    return writing(path, key, lambda tx: [one for one in numbers if change(tx, one)])


def vouch_now() -> Vouch:
    """What an operator's word for the machine's clock would be bound to at this moment."""
    return Vouch(now_utc(), time.monotonic())


def leave_vouch(settings: Settings, word: Vouch) -> None:
    """Leave an operator's word where the bot looks, now or at its next start. Raises StoreError."""
    path, key = database_of(settings)
    writing(path, key, lambda tx: vitals.vouch(tx, word))


def _beside(settings: Settings, look: Callable[[Tx], T]) -> T:
    path, key = database_of(settings)
    return reading(path, key, look)
