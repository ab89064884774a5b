"""Is a text a red flag, and how urgent: triage comes first, always."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources.abc import Traversable

from messages.catalog import Gap


class Outcome(StrEnum):
    """What is to be done about a text: alarm somebody, ask the patient, or nothing."""

    URGENT = "urgent"
    SCREEN = "screen"
    CLEAR = "clear"


class Tier(StrEnum):
    """How soon a red flag wants a human (docs/clinical.md, "Red flags, in three tiers")."""

    EMERGENCY = "emergency"
    SAME_DAY = "same_day"
    CLINICIAN = "clinician"


@dataclass(frozen=True)
class Finding:
    """What triage found, and the name of the rule that found it."""

    outcome: Outcome
    tier: Tier | None = None
    rule: str | None = None


CLEAR = Finding(Outcome.CLEAR)


@dataclass(frozen=True)
class Triage:
    """The red flags of one language."""

    rules: Mapping[str, tuple[Tier, tuple[str, ...]]]

    def judge(self, text: str) -> Finding:
        """Judge any text of any length; never raises."""
        words = " ".join(re.findall(r"\w+", re.sub(r"['\u2019]", "", text.casefold())))
        for tier in Tier:
            for name, (of, says) in self.rules.items():
                if of is tier and any(f" {said} " in f" {words} " for said in says):
                    return Finding(Outcome.URGENT, tier, name)
        return CLEAR


def load(*folders: Traversable) -> tuple[Mapping[str, Triage], tuple[Gap, ...]]:
    """Read each folder's `LANGUAGE/red_flags.toml`; a later folder replaces or adds single rules."""
    found: dict[str, Triage] = {}
    for folder in folders:
        for language in folder.iterdir():
            file = language / "red_flags.toml"
            if language.is_dir() and file.is_file():
                rules = tomllib.loads(file.read_text(encoding="utf-8"))["rules"]
                read = {name: (Tier(rule["tier"]), tuple(rule["says"])) for name, rule in rules.items()}
                found[language.name] = Triage(read)
    return found, ()
