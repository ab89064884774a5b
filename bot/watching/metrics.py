"""How the bot is, in numbers that Prometheus reads: counts and ages, and nothing of any person."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot import VERSION
from bot.health import CHECKS, NOT_RUNNING, How, Observation, is_well
from bot.store import vitals
from bot.store.pulse import Pulse


@dataclass(frozen=True)
class Looked:
    """One look: what the tables say, what was found in that, and when (UTC, by the machine's clock)."""

    pulse: Pulse
    found: list[Observation]
    now: datetime


Looks = Mapping[str, Looked]  # a look at each of several clinics, by name; at one alone, without one


def exposition(looks: Looks) -> bytes:
    """The text that a scrape gets."""
    registry = CollectorRegistry()
    registry.register(_OfClinics(looks))
    return generate_latest(registry)


class _OfClinics(Collector):
    """Every number of every clinic, with the clinic's name as a label where it has one."""

    def __init__(self, looks: Looks) -> None:
        self._looks = looks

    def collect(self) -> Iterable[Metric]:
        families: dict[str, Metric] = {}
        for name, looked in self._looks.items():
            label = {"clinic": name} if name else {}
            for found in _Numbers(looked).collect():
                family = families.setdefault(found.name, Metric(found.name, found.documentation, found.type))
                for one in found.samples:
                    family.add_sample(one.name, {**label, **one.labels}, one.value)
        return families.values()


class _Numbers(Collector):
    def __init__(self, looked: Looked) -> None:
        self._looked = looked

    def collect(self) -> Iterable[Metric]:
        pulse, found = self._looked.pulse, self._looked.found
        running = pulse.signs.get(vitals.VERSION, (VERSION, self._looked.now))[0]
        yield _labelled("info", "The version that runs.", "version", {running: 1})
        yield _gauge("well", "1 while nothing is red.", int(is_well(found)))
        red = {one.check for one in found if one.how is How.RED}
        is_running = all(one.check != NOT_RUNNING for one in found)
        checks = {check: int(check in red) for check in (CHECKS if is_running else (NOT_RUNNING,))}
        yield _labelled("check_red", "1 where a check is red.", "check", checks)
        if not is_running:  # nobody has looked into its tables
            return
        yield from self._counts()
        yield from self._ages()

    def _counts(self) -> Iterator[Metric]:
        pulse = self._looked.pulse
        for name, help_, value in (
            ("updates_waiting", "Updates without effect yet.", pulse.waiting),
            ("updates_set_aside", "Updates that could not be dealt with.", pulse.set_aside),
            ("messages_owed", "Messages that are planned or due.", pulse.owed),
            ("messages_due", "Messages that should go now.", pulse.due),
            ("messages_refused", "Urgent messages that Telegram does not take.", pulse.refused),
            ("messages_unknown", "Of the last day: nobody knows whether they arrived.", pulse.unclear_today),
            ("alerts_unseen", "Alerts that no person has seen yet.", pulse.unseen),
            ("alerts_unreached", "Alerts that have reached nobody at the clinic.", pulse.unreached),
            ("disk_free_bytes", "Room on the disk of the database.", pulse.free),
            ("database_bytes", "Size of the database, without its log.", pulse.size),
        ):
            if value is not None:
                yield _gauge(name, help_, value)

    def _ages(self) -> Iterator[Metric]:
        pulse = self._looked.pulse
        for name, help_, since in (
            ("telegram_heard", "since what Telegram gave was last on disk", self._sign(vitals.HEARD)),
            ("started", "since the bot started", self._sign(vitals.VERSION)),
            ("backup", "since the newest backup was made", self._sign(vitals.BACKED_UP)),
            (
                "update_waiting",
                "for which the oldest update has waited; or 0",
                pulse.waits_since,
            ),
            ("message_late", "since the oldest late message was due; or 0", pulse.late_since),
            ("alert_unseen", "since the oldest unseen alert was raised; or 0", pulse.unseen_since),
        ):
            always = name.startswith(("update", "message", "alert"))
            if since is not None or always:
                yield _gauge(f"{name}_seconds", f"Seconds {help_}.", self._age(since))
        yield _gauge("clock_off_seconds", "How far the machine's clock is off.", pulse.off.total_seconds())
        doubted = pulse.doubted.total_seconds() if pulse.doubted else 0
        yield _gauge("clock_doubted_seconds", "Seconds for which the time is in doubt.", doubted)

    def _sign(self, name: str) -> datetime | None:
        sign = self._looked.pulse.signs.get(name)
        return sign[1] if sign else None

    def _age(self, since: datetime | None) -> float:
        """By the time that the stamps are of."""
        now = self._looked.now - self._looked.pulse.off
        return max(0.0, (now - since).total_seconds()) if since else 0.0


def _gauge(name: str, help_: str, value: float) -> Metric:
    return GaugeMetricFamily(f"aftercare_{name}", help_, value=value)


def _labelled(name: str, help_: str, label: str, values: dict[str, int]) -> Metric:
    found = GaugeMetricFamily(f"aftercare_{name}", help_, labels=[label])
    for one, value in values.items():
        found.add_metric([one], value)
    return found
