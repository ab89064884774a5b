"""`python -m bot clock`: what the machine's clock says, what the bot makes of it, and that it is right."""

from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo

import click

from bot.clock import FRESH, SLACK, Credence, is_doubtful
from bot.exits import FAILED, give_up, of_clinic, or_give_up, settings_or_give_up
from bot.store import vitals
from bot.store.pulse import Pulse
from bot.typed import PROGRAM

FORM = "%A %d %B %Y, %H:%M:%S"
QUIET = timedelta(minutes=1)  # after which nobody runs who leaves a sign every ten seconds
BECAME = {
    Credence.TAKEN: "An operator's word for the clock was taken.",
    Credence.OLD: "An operator's word for the clock was not taken: it was old, or the clock was set since.",
    Credence.DENIED: "An operator's word for the clock was not taken: Telegram says that it is wrong.",
}


@click.command()
@of_clinic
@click.option(
    "--right", is_flag=True, help="Say that the machine's clock is right, so that the bot trusts it."
)
@click.option("--yes", is_flag=True, help="Do not ask whether the time that is shown is right.")
def clock(right: bool, yes: bool) -> None:
    """Show what the machine's clock says, by what time the bot goes, and whether that is in doubt."""
    from bot.app import now_utc, read_pulse

    found, now = settings_or_give_up(), now_utc()
    pulse = or_give_up(lambda: read_pulse(found, now))
    for line in report(pulse, now, found.zone):
        click.echo(line)
    if right:
        _vouch(yes=yes)


def _vouch(*, yes: bool) -> None:
    """Leave word for the clock as it is; not where it was set while somebody looked at what it showed."""
    from bot.app import leave_vouch, vouch_now

    found, looked = settings_or_give_up(), vouch_now()
    if not yes and not click.confirm(f"Is it {_said(looked.shown, found.zone)}?"):
        give_up(["Nothing is changed. Set the machine's clock first."], FAILED)
    word = vouch_now()
    if abs(word.shown - looked.shown - timedelta(seconds=word.seconds - looked.seconds)) > SLACK:
        give_up(["The clock was set meanwhile; nothing is changed. Look again."], FAILED)
    or_give_up(lambda: leave_vouch(found, word))
    click.echo(
        f"Noted. The bot takes it within seconds, or at a start within {FRESH.seconds // 60} minutes, "
        f"unless the clock is set again; `{PROGRAM} clock` shows what came of it."
    )


def report(pulse: Pulse, now: datetime, zone: tzinfo) -> Iterator[str]:
    """A line for each thing to know; `now` is by the machine's clock, aware, UTC."""
    yield f"The machine's clock says {_said(now, zone)}."
    looked = pulse.signs.get(vitals.CLOCK)
    if looked and abs(now - pulse.off - looked[1]) <= QUIET:
        yield from _running(pulse, now, zone)
    else:
        yield from _stopped(pulse, now, zone)
    if (word := pulse.signs.get(vitals.VOUCH)) is not None:
        yield BECAME[Credence(word[0])] if word[0] in [*Credence] else "An operator's word for it waits."


def _running(pulse: Pulse, now: datetime, zone: tzinfo) -> Iterator[str]:
    if pulse.off:
        yield f"The bot goes by {_said(now - pulse.off, zone)}: the machine is {_apart(pulse.off)}."
    else:
        yield "The bot goes by the same time."
    if pulse.doubted is None:
        yield "It is not in doubt."
    else:
        yield f"It has been in doubt for {int(pulse.doubted.total_seconds())} s: nothing final is done by it."
        yield from _last(pulse, zone)


def _stopped(pulse: Pulse, now: datetime, zone: tzinfo) -> Iterator[str]:
    yield "The bot leaves no sign of life by that time: it does not run, or the clock was just set."
    yield from _last(pulse, zone)
    last = pulse.signs.get(vitals.ALIVE)
    if last and is_doubtful(now, last[1]):
        yield f"At a start the clock would be in doubt: it is {_apart(now - last[1])} of that."


def _last(pulse: Pulse, zone: tzinfo) -> Iterator[str]:
    last = pulse.signs.get(vitals.ALIVE)
    yield f"The last sign of life is of {_said(last[1], zone)}." if last else "There is no sign of life yet."


def _said(at: datetime, zone: tzinfo) -> str:
    """On the clinic's clock, where that can be said."""
    try:
        return f"{at.astimezone(zone):{FORM}} ({zone})"
    except OverflowError:
        return f"{at:{FORM}} (UTC)"


def _apart(span: timedelta) -> str:
    """How far, in seconds, and in days where there are some."""
    days = f" ({abs(span).days} days)" if abs(span) >= timedelta(days=1) else ""
    return f"{abs(int(span.total_seconds()))} s{days} {'behind' if span < timedelta() else 'ahead'}"
