"""The clinical numbers of the house, each once, as `clinical.toml` beside this file gives them."""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from importlib.resources import files
from typing import Any

from schedules.duration import parse_duration
from schedules.ladder import Ladder


@dataclass(frozen=True)
class ClinicalNumbers:
    """What is decided by; the file names the source of each. Soreness is rated from 0 to `most_sore`."""

    most_sore: int
    severe: int  # from this rating on
    rise: int  # since the last rating
    rise_within: timedelta  # in which a rise may also come step by step
    still_sore: int  # from this rating on, at the end of the plan
    improved_by: timedelta  # after the end of the session
    improving_from: timedelta  # after the end of the session
    fall: int  # from then on, that is an improvement
    mild: int  # up to this rating
    low: int  # up to this rating, and for some time, whoever says so may leave off
    silent: int  # check-ins without an answer, in a row
    check_in_grace: timedelta  # after it was due
    tip_grace: timedelta
    repeat: timedelta  # after a check-in that nobody answered
    before_quiet: timedelta  # the first check-in, where it would fall into quiet hours
    soonest_check_in: timedelta  # after the end of the session
    question_open: timedelta  # after it was asked
    oldest_session: timedelta  # ago
    signs: Mapping[str, str]  # a warning sign that can be tapped → its tier
    adverse_events: Collection[str]  # what may be noted as one, by name
    gravities: Collection[str]  # how grave it may be, the least first
    alert_fresh: timedelta  # after a person has seen it
    ladders: Mapping[str, Ladder]  # by tier


def parse(text: str) -> ClinicalNumbers:
    """Read the text of the file. Raises KeyError or ValueError where one is missing or is none."""
    told = tomllib.loads(text)
    soreness, check_ins = told["soreness"], told["check_ins"]
    return ClinicalNumbers(
        most_sore=soreness["most"]["value"],
        severe=soreness["severe"]["value"],
        rise=soreness["rise"]["value"],
        rise_within=_length(soreness["rise_within"]),
        still_sore=soreness["still"]["value"],
        improved_by=_length(soreness["improved_by"]),
        improving_from=_length(soreness["improving_from"]),
        fall=soreness["fall"]["value"],
        mild=soreness["mild"]["value"],
        low=soreness["low"]["value"],
        silent=check_ins["silent"]["value"],
        check_in_grace=_length(check_ins["grace"]),
        tip_grace=_length(told["tips"]["grace"]),
        repeat=_length(check_ins["repeat"]),
        before_quiet=_length(check_ins["before_quiet"]),
        soonest_check_in=_length(check_ins["soonest"]),
        question_open=_length(told["questions"]["open"]),
        oldest_session=_length(told["sessions"]["oldest"]),
        signs={sign: entry["tier"] for sign, entry in told["signs"].items()},
        adverse_events=tuple(told["adverse_events"]["kinds"]),
        gravities=tuple(told["adverse_events"]["gravities"]),
        alert_fresh=_length(told["alerts"]["fresh"]),
        ladders={tier: _ladder(entry) for tier, entry in told["ladders"].items()},
    )


def _length(entry: Mapping[str, Any]) -> timedelta:
    return parse_duration(entry["value"])


def _ladder(entry: Mapping[str, Any]) -> Ladder:
    return Ladder(
        follower=tuple(parse_duration(offset) for offset in entry["follower"]),
        on_duty=parse_duration(entry["on_duty"]),
        everybody=parse_duration(entry["everybody"]),
        then=parse_duration(entry["then"]),
        working_hours=entry.get("working_hours", False),
    )


CLINICAL = parse((files("schedules") / "clinical.toml").read_text(encoding="utf-8"))
