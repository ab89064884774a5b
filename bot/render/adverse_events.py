"""What is said of an adverse event."""

from bot.care.ground.says.adverse_events import (
    LONGEST_WORDS,
    AdverseHow,
    AdverseNoted,
    AdverseUndone,
    AdverseWhat,
    AdverseWhich,
)
from bot.render.figures import FIGURES
from bot.render.filling import Fillings
from bot.render.words import Filling, Words

ADVERSE_EVENTS = Fillings(FIGURES)


def kind(words: Words, name: str, said: str = "") -> str:
    """As it is called today; by its own name, where a later release has no words for it any more.

    With what the clinic has said of it, if anything.
    """
    key = f"staff.adverse_kinds.{name}"
    called = words.text(key) if words.has(key) else name
    return words.staff("flags.adverse_said", kind=called, words=said) if said else called


def told(words: Words, name: str, gravity: str, said: str = "") -> str:
    return f"{kind(words, name, said)}, {words.staff(f'gravities.{gravity}')}"


@ADVERSE_EVENTS.of(AdverseWhich)
def which(words: Words, message: AdverseWhich) -> Filling:
    each = (told(words, one.kind, one.gravity, one.words) for one in message.noted)
    lines = [f"{place}. {one}" for place, one in enumerate(each, start=1)]
    noted = "\n".join(["", "", words.staff("flags.adverse_noted"), *lines]) if lines else ""
    return {"noted": noted}


@ADVERSE_EVENTS.of(AdverseHow)
def how(words: Words, message: AdverseHow) -> Filling:
    return {"kind": kind(words, message.kind)}


@ADVERSE_EVENTS.of(AdverseNoted)
def noted(words: Words, message: AdverseNoted) -> Filling:
    return {"kind": kind(words, message.kind), "gravity": words.staff(f"gravities.{message.gravity}")}


@ADVERSE_EVENTS.of(AdverseWhat)
def what(words: Words, message: AdverseWhat) -> Filling:
    gravity = words.staff(f"gravities.{message.gravity}")
    return {"kind": kind(words, message.kind), "gravity": gravity, "most": LONGEST_WORDS}


@ADVERSE_EVENTS.of(AdverseUndone)
def undone(words: Words, message: AdverseUndone) -> Filling:
    return {"kind": kind(words, message.kind), "gravity": words.staff(f"gravities.{message.gravity}")}
