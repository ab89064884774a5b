"""A reminder in words: its own step, the tips it carries, and what is true of those before."""

from collections.abc import Sequence
from dataclasses import replace

from bot.care.ground.says.plan import StepMessage, Tip
from bot.care.ground.says.preview import StepShown
from bot.render.exercises import MOST_TIPS, exercises
from bot.render.words import Filling, Words
from messages.said.marked import Marked, joined
from schedules.adapting import UNSAID, Praise

LONGEST = 4096  # characters of a message, by the Bot API


def shown_of(key: str, sent: StepMessage) -> StepShown:
    """What decides the words of a message of a plan."""
    return StepShown(key, sent.kind, sent.ask, sent.carries, region=sent.region)


def step(
    words: Words,
    shown: StepShown,
    before: Sequence[Marked] = (),
    sent: StepMessage | None = None,
) -> Marked:
    """A reminder and the tips it carries, in the order of their steps; a question comes last.

    What is left out says why, where that is no news; of all that is bold, only the first thing it is about.
    Tips beside a question are one paragraph, and many are told shortly: its scale is to stay on the screen.
    `sent` is the message in which it stands, if it is no preview.
    """
    protocol, _, lead = shown.key.partition(".")
    known = {tip.step: tip for tip in sent.tips} if sent else {}
    room = not shown.ask or len(before) + len(shown.carries) <= MOST_TIPS  # one screen holds all
    filling = {
        **exercises(words, shown.region if room else None),
        "erasure": words.erasure(sent.erased if sent else None),
    }
    steps = (lead, *shown.carries)
    told = {name: _tip(words, f"{protocol}.{name}", known.get(name), filling) for name in steps}
    own, others = told[lead], [told[name] for name in shown.carries]
    parts = [_together(others), _together([*before, own])] if shown.ask else [*before, own, *others]
    whole = joined("\n\n", [one for one in parts if one is not None])
    if sent and sent.praise:
        whole = joined("\n", (whole, _praise(words, sent.praise)))
    if own and len(whole.text) > LONGEST:
        return own  # tips are left out before a question is cut
    return replace(whole, bold=whole.bold[-1:] if shown.ask else whole.bold[:1])


def _together(parts: Sequence[Marked | None]) -> Marked | None:
    """In one paragraph; None where there is nothing."""
    said = [one for one in parts if one is not None]
    return joined(" ", said) if said else None


def _tip(words: Words, key: str, tip: Tip | None, filling: Filling) -> Marked | None:
    """A step in words, or why it is left out; None where that needs no words."""
    if tip is None or tip.left_out is None:
        return words.marked(key, filling)
    return None if tip.left_out in UNSAID else words.marked(f"bot.left_out.{tip.kind}")


def _praise(words: Words, true: Praise) -> Marked:
    known = {"done": true.done, "told": true.told}
    return Marked(words.text(f"bot.praise.{'all' if true.done == true.told else 'some'}", known))
