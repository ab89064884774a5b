"""A carer's phone hears along: the link, the consent, and the little that it hears."""

from dataclasses import dataclass

from bot.care.ground.says.buttons import Rows, data, one_each, own
from bot.care.ground.says.message import Around, HoldsLink, Message, ToPatient, Unsaid
from bot.care.ground.says.red_flag import SaysTold


@dataclass(frozen=True)
class CarerShown:
    """Somebody whose phone hears along: by code, and as Telegram shows them."""

    code: str
    name: str


class CarerOffer(ToPatient, key="carer_offer"):
    """What a carer hears, for the patient of that code, and who does; each can be ended."""

    personal = True

    patient: Unsaid[str]
    carers: Unsaid[tuple[CarerShown, ...]] = ()

    def buttons(self, around: Around) -> Rows:
        del around
        ends = [own("carer_end", data("carer", "end", one.code), name=one.name) for one in self.carers]
        return one_each([own("carer_new", data("carer", "new", self.patient)), *ends])


class CarerLink(ToPatient, HoldsLink, key="carer_link"):
    """The link itself, to be shown or forwarded."""

    personal = True


class _AboutPatient(Message):
    """`name` is the patient's, as the phone of the carer may know them; `carer` a code."""

    name: str
    carer: Unsaid[str]

    def buttons(self, around: Around) -> Rows:
        del around
        return ((own("carer_leave", data("carer", "end", self.carer)),),)


class CarerAsk(ToPatient, _AboutPatient, key="carer_ask"):
    def buttons(self, around: Around) -> Rows:
        del around
        agree = own("agree", data("carer", "yes", self.carer))
        return ((agree, own("not_now", data("carer", "no", self.carer))),)


class CarerWelcome(ToPatient, _AboutPatient, key="carer_welcome"):
    pass


class CarerAlarm(ToPatient, _AboutPatient, key="carer_alarm"):
    """The patient was told to call for help; their words are not said."""

    same_again = True


class CarerAlarmToday(CarerAlarm, key="carer_alarm_today"):
    """The patient was told to see a doctor today."""


class CarerAlarmOther(CarerAlarm, key="carer_alarm_other"):
    """Another phone that hears along for the patient was told to call for help."""


class CarerAlarmOtherToday(CarerAlarm, key="carer_alarm_other_today"):
    """Another phone that hears along was told that a doctor should see the patient today."""


class CarerSilent(ToPatient, _AboutPatient, key="carer_silent"):
    """A check-in has no answer, nor has its repetition been answered."""


class CarerPassed(ToPatient, _AboutPatient, key="carer_passed"):
    """To a carer, whose words stand at the clinic as about the patient."""

    same_again = True


class CarerWrote(SaysTold, key="carer_wrote"):
    """To the patient: what `name` wrote, who hears along, stands at the clinic as about them."""

    personal = True
    same_again = True

    name: str


class CarerHere(ToPatient, _AboutPatient, key="carer_here"):
    """To a carer who writes: nobody reads it."""


class CarerEnded(ToPatient, key="carer_ended"):
    """To the carer."""

    name: str


class CarerJoined(ToPatient, key="carer_joined"):
    """To the patient: `name` hears along."""

    personal = True

    name: str
    carer: Unsaid[str]

    def buttons(self, around: Around) -> Rows:
        del around
        return ((own("carer_end", data("carer", "end", self.carer), name=self.name),),)


class CarerGone(ToPatient, key="carer_gone"):
    """To the patient: `name` does not any more."""

    personal = True

    name: str
