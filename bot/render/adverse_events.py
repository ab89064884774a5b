"""What is said of an adverse event."""

from bot.care.ground.says.adverse_events import AdverseHow, AdverseNoted, AdverseUndone, AdverseWhich
from bot.render.figures import FIGURES
from bot.render.filling import Fillings
from bot.render.words import Filling, Words

ADVERSE_EVENTS = Fillings(FIGURES)


def kind(words: Words, name: str) -> str:
    """As it is called today; by its own name, where a later release has no words for it any more."""
    key = f"staff.adverse_kinds.{name}"
    return words.text(key) if words.has(key) else name


def told(words: Words, name: str, gravity: str) -> str:
    return f"{kind(words, name)}, {words.staff(f'gravities.{gravity}')}"


@ADVERSE_EVENTS.of(AdverseWhich)
def which(words: Words, message: AdverseWhich) -> Filling:
    lines = [
        f"{place}. {told(words, one.kind, one.gravity)}" for place, one in enumerate(message.noted, start=1)
    ]
    noted = "\n".join(["", "", words.staff("flags.adverse_noted"), *lines]) if lines else ""
    return {"noted": noted}


@ADVERSE_EVENTS.of(AdverseHow)
def how(words: Words, message: AdverseHow) -> Filling:
    return {"kind": kind(words, message.kind)}


@ADVERSE_EVENTS.of(AdverseNoted)
def noted(words: Words, message: AdverseNoted) -> Filling:
    return {"kind": kind(words, message.kind), "gravity": words.staff(f"gravities.{message.gravity}")}


@ADVERSE_EVENTS.of(AdverseUndone)
def undone(words: Words, message: AdverseUndone) -> Filling:
    return {"kind": kind(words, message.kind), "gravity": words.staff(f"gravities.{message.gravity}")}
