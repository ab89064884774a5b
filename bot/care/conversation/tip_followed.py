"""Somebody says that they have done what a tip spoke of, and gets a short warm word."""

from bot.care.conversation.exchange import Exchange
from bot.care.ground.desk import said_last, say
from bot.care.ground.says.questions import WellDone
from schedules.protocol import StepKind

TIPS = (StepKind.HYDRATION, StepKind.MOVEMENT, StepKind.STRETCHING)


def is_last(at: Exchange) -> bool:
    """Whether a step of a protocol that asks nothing was said last."""
    last = said_last(at.desk, at.heard.caller.chat_id)
    return bool(last and last.step and last.facts.get("kind") in TIPS and not last.facts.get("ask"))


def is_said(at: Exchange) -> bool:
    book = at.heard.hearing.book
    return book.fits("did_it", book.said(at.heard.text))


def praise(at: Exchange) -> None:
    say(at.desk, at.heard.caller, WellDone())
