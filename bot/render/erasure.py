"""What fills the texts that say how long something is kept, and that it is erased."""

from bot.care.ground.says.buttons import Moment
from bot.care.ground.says.conversation import Privacy
from bot.care.ground.says.erasure import Forgotten, ForgottenOne
from bot.render.advice import ADVICE
from bot.render.filling import Fillings
from bot.render.words import Filling, Words

ERASURE = Fillings(ADVICE)


@ERASURE.of(ForgottenOne)
def erased_one(words: Words, message: ForgottenOne) -> Filling:
    return {"name": words.whom(message.whom), **_receipt(words, message.receipt)}


@ERASURE.of(Forgotten)
def erased(words: Words, message: Forgotten) -> Filling:
    return _receipt(words, message.receipt)


def _receipt(words: Words, receipt: str) -> Filling:
    """The code under which the record has it, and the day; of earlier releases there is none."""
    date = words.dated(Moment(words.now, words.clinic.zone.key))
    said = words.text("bot.kept.receipt", {"receipt": receipt, "date": date}) if receipt else ""
    return {"receipt_line": f"\n\n{said}" if said else ""}


@ERASURE.of(Privacy)
def kept(words: Words, message: Privacy) -> Filling:
    """How long, by the settings; with the days of whoever asks, where they have any."""
    known: Filling = {"words_days": words.clinic.words_days}
    if message.written and message.erased:
        dates = {"written": words.dated(message.written), "erased": words.dated(message.erased)}
        return {"kept": words.text("bot.kept.dated", {**known, **dates})}
    return {"kept": words.text("bot.kept.plain", known)}
