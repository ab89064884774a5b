"""What fills the texts about the clinic's own advice."""

from bot.care.ground.says.advice import Advised, AdvisedWhen, ShowsAdvice
from bot.care.ground.says.advice_topics import (
    AboutTopic,
    AdviceLeft,
    AdviceNoted,
    AdviceOwnCheck,
    AdviceReview,
    Limited,
)
from bot.care.ground.says.buttons import Moment
from bot.render.filling import Fillings
from bot.render.words import Filling, Words, local
from messages.said.marked import Marked, joined

ADVICE = Fillings()


@ADVICE.of(ShowsAdvice)
def advice(words: Words, message: ShowsAdvice) -> Filling:
    """Under the clinic's words, what holds on the topic whatever they are; and the line on signs."""
    keeps = [words.marked(f"bot.keeps.{message.topic}")] if words.has(f"bot.keeps.{message.topic}") else []
    signs = isinstance(message, Advised) and message.signs
    lines = [*keeps, *([Marked(words.small("source.signs"))] if signs else [])]
    return {"keeps": joined("", [joined("", (Marked("\n\n"), one)) for one in lines])}


@ADVICE.of(AdvisedWhen)
def looked_at_again(words: Words, message: AdvisedWhen) -> Filling:
    return {
        "date": words.dated(Moment(message.at, message.zone)),
        "again": words.dated(Moment(message.again, message.zone)),
    }


@ADVICE.of(AboutTopic)
def standing(words: Words, message: AboutTopic) -> Filling:
    """Where a topic stands, on the clinic's clock, and for whom the words are not."""
    asked = f" {words.staff('advice_state.asked', count=message.asked)}" if message.asked else ""
    told = words.staff(
        f"advice_state.{message.state}",
        name=message.name,
        signed=_day(words, message.at),
        again=_day(words, message.again),
        asked=asked,
    )
    limits = _limits(words, message.not_parts, message.not_protocols)
    return {"standing": told, "limits": f"\n\n{limits}" if limits else ""}


@ADVICE.of(Limited)
def limited(words: Words, message: Limited) -> Filling:
    found = _limits(words, message.not_parts, message.not_protocols)
    return {"limits": found or words.staff("advice_limit.nobody")}


@ADVICE.of(AdviceOwnCheck)
def asked_for(words: Words, message: AdviceOwnCheck) -> Filling:
    others = words.staff("advice_catch.others", caught=_listed(message.others)) if message.others else ""
    return {"listed": _listed(message.asks), "others": f"\n\n{others}" if others else ""}


def _listed(lines: tuple[str, ...]) -> str:
    return "\n".join(f"• {one}" for one in lines)


@ADVICE.of(AdviceNoted)
def became(words: Words, message: AdviceNoted) -> Filling:
    return {"became": words.staff(f"advice_became.{message.outcome}")}


@ADVICE.of(AdviceReview)
def to_sign_again(words: Words, message: AdviceReview) -> Filling:
    lines = []
    if message.soon:
        date, titles = _day(words, message.until), _listed(message.soon)
        lines.append(words.staff("advice_year.soon", date=date, titles=titles))
    if message.ended:
        lines.append(words.staff("advice_year.ended", titles=_listed(message.ended)))
    return {"listed": "\n\n".join(lines)}


@ADVICE.of(AdviceLeft)
def left(words: Words, message: AdviceLeft) -> Filling:
    return {"listed": words.staff("advice_year.ended", titles=_listed(message.ended))}


def _limits(words: Words, parts: tuple[str, ...], protocols: tuple[str, ...]) -> str:
    named = ", ".join(words.named(f"body.parts.{part}") for part in parts)
    lines = [words.staff("advice_limit.parts", parts=named)] if parts else []
    if protocols:
        lines.append(words.staff("advice_limit.protocols", protocols=", ".join(protocols)))
    return " ".join(lines)


def _day(words: Words, seconds: int) -> str:
    return words.date(local(Moment(seconds, words.clinic.zone.key)))
