"""What a run of kills came to: by the database, and by what the other side was asked and shows."""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

from bot.care.sending.catch_up import STANDSTILL
from bot.rehearsal import Person
from bot.store.tx import Row, instant
from tests.bot.alarm import STILL
from tests.crash import laws
from tests.crash.crowd import Effects, effects, shown
from tests.crash.network import Shown
from tests.torture.figures import Figures
from tests.torture.town import Town

CALL = "Call 112 now"
WIRE = timedelta(seconds=0.25)  # between two processes of one machine that is busy
PAST = ("expired", "merged", "cancelled")
KINDS = ("worry", "note", "welcome")


def judged(town: Town, kills: int) -> Figures:
    figures = Figures(kills=kills)
    _updates(figures, town)
    _reminders(figures, town)
    _alerts(figures, town)
    figures.complaints += _broken(town)
    return figures


def _updates(figures: Figures, town: Town) -> None:
    """Each is on file, and had its effect once: what people did stands against what came of it."""
    states = Counter(row["state"] for row in town.lives.rows("inbox"))
    wanted, found = _wanted(town), _found(town)
    missing, more = wanted - found, found - wanted
    figures.updates, figures.quarantined = town.updates, states["quarantined"]
    figures.updates_lost = town.updates - states["done"] - states["quarantined"] + missing.total()
    figures.updates_twice = more.total()
    figures.applied = states["done"] - missing.total() - more.total()
    figures.complaints += [f"no effect: {one} ({n})" for one, n in missing.items()]
    figures.complaints += [f"more than once: {one} ({n})" for one, n in more.items()]


def _wanted(town: Town) -> Effects:
    wanted = Counter(town.crowd.did)
    wanted.update(("flag", words) for words in town.flags)
    wanted.update(("seen", held) for held in town.seen)
    return wanted


def _found(town: Town) -> Effects:
    lives = town.lives
    found = effects(lives.rows(), lives.rows("worries"), lives.rows("patients"))
    found.update(("flag", row["words"]) for row in lives.rows("alert_words") if row["words"] in town.flags)
    seen = {row["code"] for row in lives.rows("alerts") if row["seen_at"] is not None}
    found.update(("seen", held) for held in town.seen if held.rpartition(":")[2] in seen)
    return found


def _reminders(figures: Figures, town: Town) -> None:
    """A step that was marked sent was shown, and no step was shown twice, by the chats themselves."""
    rows, seen = _steps(town), _shown(town)
    states = Counter(row["state"] for row in rows)
    times = Counter(message.row for message in seen if message.row is not None)
    steps = {row["id"]: row for row in rows}
    figures.due, figures.sent, figures.unknown = len(rows), states["sent"], states["unknown"]
    figures.past = sum(states[state] for state in PAST)
    unsaid = sum(row["state"] == "sent" and row["id"] not in times for row in rows)
    figures.reminders_lost = len(rows) - figures.sent - figures.unknown - figures.past + unsaid
    names = Counter(
        (row["treatment_id"], row["step"], row["round"])
        for one in times.elements()
        if (row := steps.get(one))
    )
    figures.reminders_twice = sum(n - 1 for n in names.values())


def _alerts(figures: Figures, town: Town) -> None:
    """Each red flag was brought to the clinic in the patient's own words, and answered with urgent ones."""
    told = town.told()
    figures.flags = len(town.flags)
    figures.told = sum(n > 0 for n in told.values())
    figures.alerts_lost = figures.flags - figures.told
    figures.said = sum(
        any(message.at >= at and _is_urgent(message.words) for message in person.chat.bot_messages)
        for person, at in town.flags.values()
    )
    figures.words_lost = figures.flags - figures.said


def _is_urgent(words: str) -> bool:
    """The urgent words, or what keeps them up where the same sign was named a moment before."""
    return CALL in words or STILL in words


def _steps(town: Town) -> list[Row]:
    return [row for row in town.lives.rows() if row["step"]]


def _people(town: Town) -> list[Person]:
    return [*town.crowd.patients, *town.breathless]


def _shown(town: Town) -> list[Shown]:
    return shown(_people(town))


def _broken(town: Town) -> Iterator[str]:
    """The laws that the crash tests hold the bot to, and those of a log."""
    rows, seen = town.lives.rows(), _shown(town)
    asked: Sequence[Callable[[], None]] = (
        lambda: laws.no_step_is_shown_twice(rows, seen),
        lambda: laws.what_is_marked_is_true(rows, seen),
        lambda: laws.nobody_gets_too_much(laws.unprompted(rows, seen)),
        lambda: laws.nothing_stale_is_shown(laws.unprompted(rows, seen), WIRE),
        lambda: _only_what_is_past_expires(rows),
    )
    for law in asked:
        try:
            law()
        except AssertionError as broken:
            yield str(broken)
    if "Traceback" in town.lives.log.read_text(encoding="utf-8", errors="replace"):
        yield "the log holds a traceback"


def _only_what_is_past_expires(rows: Sequence[Row]) -> None:
    """Or what gave way to a newer one when the oldest that waited with it had stood still for long."""
    for row in rows:
        if row["state"] == "expired":
            ended = row["settled_at"]
            beside = [other for other in rows if other["chat_id"] == row["chat_id"]]
            waited = [one["due_at"] for one in beside if (one["settled_at"] or math.inf) >= ended]
            ended, stood = instant(ended), instant(min(waited)) + STANDSTILL
            assert ended >= min(instant(row["expires_at"]), stood), f"{row['key']} expired too early"
