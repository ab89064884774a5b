"""The time that the bot goes by: the machine's clock, as far as it agrees with all else that is known."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

log = logging.getLogger(__name__)

SLACK = timedelta(seconds=2)  # a difference that clocks are put right by without a word
NEAR = timedelta(minutes=1)  # how exactly Telegram tells the time: by whole seconds, and what a request takes
AGREED = timedelta(hours=1)  # a reading that has held for so long is believed
REPEATED = timedelta(minutes=2)  # how long the same is said until it is believed against all else
FAR = timedelta(days=2)  # longer than that a bot is seldom off, and a wrong clock is often
FRESH = timedelta(minutes=5)  # how long an operator's word waits to be heard


@dataclass(frozen=True)
class Vouch:
    """An operator's word that the machine's clock is right.

    It is bound to its moment: `shown` is what that clock said then (aware, UTC), at so many `seconds` of the
    machine's clock that cannot be set, which all its processes share until it is started again.
    """

    shown: datetime
    seconds: float


class Credence(StrEnum):
    """What became of an operator's word."""

    TAKEN = "taken"
    OLD = "old"  # or the clock was set since, or the machine started again
    DENIED = "denied"  # Telegram says otherwise


def is_doubtful(now: datetime, last: datetime | None) -> bool:
    """Whether a clock that says `now` may be wrong, by when the bot last was alive, if it ever was."""
    return last is not None and not last - SLACK <= now <= last + FAR


class SteadyClock:
    """Called, it gives the time (aware, UTC), which goes on steadily whatever the machine's clock does.

    A machine's clock may be set, by hand or by a dead battery, to any other time at any moment. So time is
    counted on from where it was believed last, by a clock that cannot be set; the machine's is followed where
    it differs by little. After a jump of up to two days it is followed once it has held for an hour; after
    any jump once Telegram or an operator says so.
    """

    def __init__(self, wall: Callable[[], datetime], monotonic: Callable[[], float]) -> None:
        """`wall` gives aware UTC instants, `monotonic` the seconds of a clock that cannot be set."""
        self._wall, self._monotonic = wall, monotonic
        self._begun = monotonic()
        self._believed, self._at = wall(), self._begun
        self._doubted_since: float | None = None
        self._jump: tuple[timedelta, float] | None = None  # by how much, and since when
        self._rumour: tuple[timedelta, float] | None = None  # how far off somebody says it is, and since when
        self._agreed: float | None = None  # when Telegram last said that the time is what it is thought to be

    def __call__(self) -> datetime:
        steady, wall, now = self._steady(), self._wall(), self._monotonic()
        away = wall - steady
        if abs(away) <= SLACK:
            if self._jump:
                log.warning("the machine's clock is right again")
            self._believe(wall)
        elif self._jump is None or abs(self._jump[0] - away) > SLACK:
            self._jump = (away, now)
            log.warning("the machine's clock jumped by %d s; time is counted on without it", _seconds(away))
        elif abs(away) <= FAR and now - self._jump[1] >= AGREED.total_seconds():
            log.warning("the machine's clock has held for an hour and is followed again")
            self._believe(wall)
        return self._steady()

    @property
    def sure(self) -> bool:
        """Whether what is due by this time may be sent."""
        since = self._doubted_since
        return since is None or self._monotonic() - since >= AGREED.total_seconds()

    @property
    def certain(self) -> bool:
        """Whether even what cannot be taken back may be done by it: an old doubt erases nobody."""
        return self._doubted_since is None

    @property
    def off(self) -> timedelta:
        """How far the machine's clock is from the time that is gone by."""
        return self._wall() - self._steady()

    @property
    def doubted(self) -> timedelta | None:
        """For how long the time has been in doubt; None where it is not."""
        since = self._doubted_since
        return None if since is None else timedelta(seconds=self._monotonic() - since)

    def doubt(self, last: datetime | None) -> None:
        """At the start: `last` is when the bot last was alive for certain, if it ever was.

        It cannot be earlier than that by now; and where it seems to be long after, the clock may be wrong.
        """
        now = self()
        if last is None or not is_doubtful(now, last):
            return
        self._doubted_since = self._monotonic()
        log.warning(
            "the clock is %d s from the last sign of life; nothing final is done by it", _seconds(now - last)
        )
        if now < last:
            self._believe(last)

    def confirm(self, told: datetime, *, exact: bool = True) -> None:
        """Telegram has told the time, or (not `exact`) a time that is past by now.

        What is past shows no more than that it is later: it ends no doubt, however near it is.
        """
        steady = self()
        if exact and abs(told - steady) <= NEAR and not self._is_a_guess(told, steady):
            self._doubted_since, self._agreed = None, self._monotonic()
            if self._jump:
                self._jump = (self._jump[0], self._monotonic())  # it is the machine's clock that is wrong
        elif (exact or told > steady + SLACK) and self._is_credible(told, steady):
            log.warning("by Telegram it is %d s from what was thought; it is right", _seconds(told - steady))
            self._doubted_since = None if exact else self._doubted_since
            self._believe(told)

    def vouch(self, word: Vouch) -> Credence:
        """An operator has said that the machine's clock is right; it holds for what it showed then alone.

        What Telegram says stands above it: who vouches for a clock may have looked at the very same one.
        """
        credence = self._judge(word)
        if credence is Credence.TAKEN:
            away = _seconds(self.off)
            log.warning("by an operator the clock is right, %d s from what was thought; it is followed", away)
            self._doubted_since, self._rumour = None, None
            self._believe(self._wall())
        else:
            log.warning("an operator's word on the clock is not taken: %s", credence.value)
        return credence

    def _judge(self, word: Vouch) -> Credence:
        gone = timedelta(seconds=self._monotonic() - word.seconds)
        moved = self._wall() - word.shown - gone
        if not timedelta() <= gone <= FRESH or abs(moved) > SLACK:
            return Credence.OLD
        agreed = self._agreed is not None and self._monotonic() - self._agreed < AGREED.total_seconds()
        return Credence.DENIED if agreed and abs(self.off) > NEAR else Credence.TAKEN

    def _is_a_guess(self, told: datetime, steady: datetime) -> bool:
        """Whether the time is only known not to be earlier, and may be put right by seconds."""
        return self._doubted_since is not None and (told > steady or steady - told > SLACK)

    def _is_credible(self, told: datetime, steady: datetime) -> bool:
        """Whether a time is to be gone by that is far from all else: one odd answer is no reason.

        Where nothing else is in doubt, it has to be told again later, and to have gone on meanwhile.
        """
        away, now = told - steady, self._monotonic()
        doubted = self._doubted_since is not None or abs(self._wall() - told) <= NEAR
        if doubted or abs(away) <= FAR:
            return True
        if self._rumour and abs(self._rumour[0] - away) <= SLACK:
            return now - self._rumour[1] >= REPEATED.total_seconds()
        self._rumour = (away, now)
        return False

    def _steady(self) -> datetime:
        return self._believed + timedelta(seconds=self._monotonic() - self._at)

    def _believe(self, time: datetime) -> None:
        self._believed, self._at, self._jump = time, self._monotonic(), None


class Hearsay:
    """What the parts of the bot know of the time besides the time; any other clock is just believed."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._steady = clock if isinstance(clock, SteadyClock) else None

    def sure(self) -> bool:
        """Whether what is due may be sent."""
        return self._steady is None or self._steady.sure

    def certain(self) -> bool:
        """Whether what cannot be taken back may be done by it."""
        return self._steady is None or self._steady.certain

    def off(self) -> timedelta:
        """How far the machine's clock is from the time."""
        return self._steady.off if self._steady else timedelta()

    def doubted(self) -> timedelta | None:
        """For how long the time has been in doubt; None where it is not."""
        return self._steady.doubted if self._steady else None

    def doubt(self, last: datetime | None) -> None:
        if self._steady:
            self._steady.doubt(last)

    def vouch(self, word: Vouch) -> Credence:
        """An operator has said that the machine's clock is right."""
        return self._steady.vouch(word) if self._steady else Credence.TAKEN

    def confirm(self, told: object, *, exact: bool = True) -> None:
        """Telegram has told the time; what is none says nothing."""
        if self._steady and isinstance(told, datetime) and told.tzinfo is not None:
            self._steady.confirm(told, exact=exact)


def _seconds(span: timedelta) -> int:
    return int(span.total_seconds())
