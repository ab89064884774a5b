"""What Prometheus reads: every number there is, by a name that stays, and nothing of any person."""

import re
from datetime import timedelta

from prometheus_client.parser import text_string_to_metric_families

from bot import VERSION, health
from bot.health import CHECKS, examine
from bot.store.pulse import Pulse
from bot.watching.metrics import Looked, exposition
from tests.bot.conftest import MONDAY
from tests.surroundings import ROOT

SECOND = timedelta(seconds=1)


def scraped(pulse: Pulse) -> dict[tuple[str, str], float]:
    """Each number by its name and label."""
    looked = Looked(pulse, examine(pulse, now=MONDAY, max_age=60 * SECOND), MONDAY)
    families = text_string_to_metric_families(exposition({"": looked}).decode())
    samples = [sample for family in families for sample in family.samples]
    return {(one.name, "".join(one.labels.values())): one.value for one in samples}


BUSY = Pulse(
    {"polled": ("", MONDAY - 5 * SECOND), "version": ("0.1.9", MONDAY - 60 * SECOND)},
    unreached=1,
    set_aside=2,
    waits_since=MONDAY - 70 * SECOND,
    late_since=MONDAY - 80 * SECOND,
    unclear_today=3,
    waiting=4,
    owed=6,
    due=5,
    unseen=1,
    unseen_since=MONDAY - 90 * SECOND,
    free=10**9,
    size=4096,
)


def test_each_number_is_there() -> None:
    found = scraped(BUSY)
    assert found["aftercare_info", "0.1.9"] == 1
    assert found["aftercare_well", ""] == 0
    assert found["aftercare_check_red", "unreached"] == 1
    assert found["aftercare_check_red", "disk"] == 0
    wanted = {
        "telegram_heard_seconds": 5,
        "started_seconds": 60,
        "updates_set_aside": 2,
        "update_waiting_seconds": 70,
        "message_late_seconds": 80,
        "messages_unknown": 3,
        "updates_waiting": 4,
        "messages_owed": 6,
        "messages_due": 5,
        "alerts_unseen": 1,
        "alert_unseen_seconds": 90,
        "disk_free_bytes": 10**9,
    }
    assert {name: found[f"aftercare_{name}", ""] for name in wanted} == wanted


def test_what_is_not_known_is_left_out_and_what_does_not_wait_is_nought() -> None:
    found = scraped(Pulse({"polled": ("", MONDAY)}))
    assert found["aftercare_well", ""] == 1
    assert found["aftercare_update_waiting_seconds", ""] == 0
    assert ("aftercare_backup_seconds", "") not in found
    assert ("aftercare_disk_free_bytes", "") not in found


def test_a_machine_whose_clock_is_off_gives_the_same_ages() -> None:
    off = timedelta(hours=3)
    pulse = Pulse({"polled": ("", MONDAY - 3 * SECOND - off)}, off=off)
    assert scraped(pulse)["aftercare_telegram_heard_seconds", ""] == 3


def test_every_check_has_its_own_number_and_labels_name_nothing_else() -> None:
    """A label is a check or the version: nothing that a person, or their words, could be known by."""
    labels = {label for _, label in scraped(BUSY) if label}
    assert labels == {*CHECKS, "0.1.9"}
    code = (ROOT / str(health.__file__)).read_text(encoding="utf-8")
    assert {*re.findall(r'Observation\("(\w+)"', code)} == {*CHECKS}


def test_the_page_on_watching_names_every_number() -> None:
    page = (ROOT / "docs" / "watching.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(aftercare_\w+)`", page))
    assert named == {name for name, _ in scraped(BUSY)} | {"aftercare_backup_seconds"}
    assert VERSION
