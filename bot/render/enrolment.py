"""What fills the texts about a line that enrols: what of it is asked, and what is noticed."""

from bot.care.ground.says.enrolment import EnrolOffer, LinkRemarks, TimesOf
from bot.render.filling import Fillings
from bot.render.links import LINKS
from bot.render.words import Filling, Words

ENROLMENT = Fillings(LINKS)


@ENROLMENT.of(TimesOf)
def of_whom(_: Words, message: TimesOf) -> Filling:
    return {"whose": f"{message.of}: " if message.of else ""}


@ENROLMENT.of(LinkRemarks)
def remarks(words: Words, message: LinkRemarks) -> Filling:
    """What was noticed, one a line."""
    said = (words.staff(f"remarks.{one}", label=message.label) for one in message.remarks)
    return {"remarks": "\n\n".join(said)}


@ENROLMENT.of(EnrolOffer)
def labels(_: Words, message: EnrolOffer) -> Filling:
    return {"labels": ", ".join(message.labels)}
