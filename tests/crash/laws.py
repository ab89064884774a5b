"""What must hold whatever happened: the promises of delivery and of the inbox, as assertions."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.store.tx import Row, instant
from schedules.quiet import QuietHours, is_quiet
from tests.crash.network import Attempt, Outcome, Shown

TAPS = ("done", "later", "worried", "sore", "again", "helpful")
PROVEN_UNSENT = (Outcome.WAIT, Outcome.UNREACHABLE)
ENDED = {"sent", "unknown", "expired", "merged", "cancelled", "blocked"}
CAPS = ((timedelta(hours=1), 6), (timedelta(days=1), 20))  # messages that the bot starts, per patient


def unprompted(rows: Sequence[Row], shown: Iterable[Shown]) -> list[tuple[Row, Shown]]:
    """The messages that the bot started, with their rows."""
    by_id = {row["id"]: row for row in rows}
    pairs = [(by_id[message.row], message) for message in shown if message.row in by_id]
    return [(row, message) for row, message in pairs if row["unprompted"]]


def nothing_is_stuck(rows: Sequence[Row]) -> None:
    open_ones = [row for row in rows if row["state"] in ("due", "sending")]
    assert not open_ones, f"never ended: {[(row['id'], row['key'], row['state']) for row in open_ones]}"
    failed = [(row["id"], row["key"], row["error"]) for row in rows if row["state"] not in ENDED]
    assert not failed, f"failed: {failed}"


def no_step_is_shown_twice(rows: Sequence[Row], shown: Iterable[Shown]) -> None:
    shown = list(shown)
    times = Counter(message.row for message in shown if message.row is not None)
    assert not (twice := {row: n for row, n in times.items() if n > 1}), f"rows shown twice: {twice}"
    by_id = {row["id"]: row for row in rows}
    names = Counter(
        (row["treatment_id"], row["step"], row["round"]) for id_ in times if (row := by_id.get(id_ or 0))
    )
    assert not (again := {name: n for name, n in names.items() if n > 1}), f"steps shown twice: {again}"


def what_is_marked_is_true(rows: Sequence[Row], shown: Iterable[Shown]) -> None:
    """A step marked sent was shown; one that was shown is sent or honestly unknown."""
    seen = {message.row for message in shown}
    for row in rows:
        if row["step"] is None:
            continue
        assert row["state"] != "sent" or row["id"] in seen, f"{row['key']} is marked sent and was never shown"
        assert row["id"] not in seen or row["state"] in ("sent", "unknown"), (
            f"{row['key']} was shown and is marked {row['state']}"
        )


def tapped(did: Iterable[str]) -> set[int]:
    """The rows under which a button was pressed; a verb and the row's id are in the button's data."""
    acts = (act.split(":") for act in did)
    return {int(act[1]) for act in acts if len(act) > 1 and act[0] in TAPS and act[1].isdigit()}


def what_is_unclear_is_not_sent_again(
    rows: Sequence[Row], attempts: Iterable[Attempt], tapped: Collection[int]
) -> None:
    """Only what provably had no effect may leave a second time; what stays unclear is marked unknown.

    `tapped` are the rows under which a button was pressed, which proves that they came.
    """
    maybe = [found for found in attempts if found.row is not None and found.outcome not in PROVEN_UNSENT]
    left = Counter(found.row for found in maybe)
    assert not (twice := {row: n for row, n in left.items() if n > 1}), f"sent again, though unclear: {twice}"
    by_id = {row["id"]: row for row in rows}
    for found in maybe:
        row = by_id.get(found.row or 0)
        if row and found.outcome.unclear and row["id"] not in tapped:
            assert row["state"] == "unknown", f"{row['key']} is unclear and marked {row['state']}"


def replies_are_not_repeated(texts: Iterable[tuple[str, bool]], attempts: Iterable[Attempt]) -> None:
    """`texts` are the words of every row, and whether they may be repeated."""
    texts = list(texts)
    owed = Counter(text for text, _ in texts)
    free = {text for text, may_repeat in texts if may_repeat}
    said = Counter(found.text for found in attempts if found.outcome not in PROVEN_UNSENT)
    over = {text: n for text, n in said.items() if text not in free and n > owed[text]}
    assert not over, f"said more often than owed: {over}"


def the_night_is_quiet(pairs: Iterable[tuple[Row, Shown]], quiet: QuietHours | None) -> None:
    for row, message in pairs:
        assert message.zone, f"{row['key']} was shown before the zone was known"
        assert not is_quiet(message.at, ZoneInfo(message.zone), quiet), (
            f"{row['key']} rang at {message.at.astimezone(ZoneInfo(message.zone))}"
        )


def nothing_stale_is_shown(pairs: Iterable[tuple[Row, Shown]], wire: timedelta = timedelta()) -> None:
    """What left in time may be on the wire for so long."""
    for row, message in pairs:
        if row["expires_at"] is None:
            continue
        over = message.at - instant(row["expires_at"])
        assert over < wire or over < timedelta(), f"{row['key']} was stale by {over}"


def only_active_patients_are_reminded(pairs: Iterable[tuple[Row, Shown]]) -> None:
    for row, message in pairs:
        assert message.status == "active", f"{row['key']} went to a patient who is {message.status}"


def nobody_gets_too_much(pairs: Iterable[tuple[Row, Shown]]) -> None:
    """The hourly and the daily cap, over every window that ends with a message."""
    times: dict[int, list[datetime]] = {}
    for _, message in pairs:
        times.setdefault(message.chat, []).append(message.at)
    for chat, moments in times.items():
        for end in moments:
            for span, most in CAPS:
                found = sum(end - span < moment <= end for moment in moments)
                assert found <= most, f"{found} messages to {chat} in {span}"


def every_update_had_its_effect_once(sent: Iterable[int], inbox: Sequence[Row]) -> None:
    states = {row["update_id"]: row["state"] for row in inbox}
    undone = {update: states.get(update, "lost") for update in sent if states.get(update) != "done"}
    assert not undone, f"updates without effect: {undone}"


def a_replaced_treatment_is_silent(pairs: Iterable[tuple[Row, Shown]], treatments: Iterable[Row]) -> None:
    """After a new session was registered, the one before it reminds of nothing."""
    ended = {row["id"]: instant(row["ended_at"]) for row in treatments if row["ended_at"]}
    for row, message in pairs:
        end = ended.get(row["treatment_id"])
        assert end is None or message.at <= end, f"{row['key']} of an earlier session came at {message.at}"
