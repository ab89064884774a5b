"""A red flag: the urgent words, the card for emergency staff, and how its alert stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.care.ground.says.buttons import About, Button, Rows, Whom, data, one_each
from bot.care.ground.says.message import Around, Timed, ToPatient, Treated, Unsaid
from messages.heard.red_flags.finding import Tier


class Told(StrEnum):
    """Whether the clinic is told of a red flag."""

    NOW = "now"
    AGAIN = "again"  # now, after somebody there had seen an alarm before
    LATER = "later"  # when it opens
    NOT = "not"  # as nobody there can be


class SaysTold(ToPatient):
    """`told` is whether, or when, the clinic hears of it."""

    told: Told


class Urgent(SaysTold):
    """Whom to call; `rests` is that the reminders stop for now."""

    one_owed = True
    same_again = True

    rests: bool


class UrgentEmergency(Urgent, key="urgent_emergency"):
    pass


class UrgentLife(Urgent, key="urgent_life"):
    pass


class UrgentSameDay(Urgent, key="urgent_same_day"):
    pass


class UrgentClinician(Urgent, key="urgent_clinician"):
    pass


URGENT: Mapping[Tier, type[Urgent]] = {
    Tier.EMERGENCY: UrgentEmergency,
    Tier.SAME_DAY: UrgentSameDay,
    Tier.CLINICIAN: UrgentClinician,
}


class InSheet(ToPatient):
    """Whom to call, in the language of a sheet; what is said in English follows."""

    one_owed = True
    same_again = True


class SheetEmergency(InSheet, key="sheet_emergency"):
    pass


class SheetLife(InSheet, key="sheet_life"):
    pass


class SheetSameDay(InSheet, key="sheet_same_day"):
    pass


class SheetTold(InSheet, key="sheet_told"):
    """That the clinic was told of an emergency, which stands in the English words alone."""


IN_SHEET: Mapping[Tier, type[InSheet]] = {
    Tier.EMERGENCY: SheetEmergency,
    Tier.SAME_DAY: SheetSameDay,
}


class Card(ToPatient, Treated, key="card"):
    """What to show to emergency staff; `region` was treated, and `others` are sessions that may be meant too.

    `name` is the patient's, where only one can be meant, and `whose` who that is where they do not hold the
    phone themselves. A `plain` card comes without its picture.
    """

    one_owed = True
    same_again = True

    region: str | None
    name: str = ""
    whose: Whom | None = None
    others: tuple[About, ...] = ()
    people: tuple[Whom, ...] = ()  # of each session, where a phone serves several
    plain: Unsaid[bool] = False
    tier: Unsaid[Tier | None] = (
        None  # of what brought it up, so that what to do first stands under its picture
    )


@dataclass(frozen=True)
class MaybeMeant:
    """One of several sessions, or people, as the patient can tell it from others, and the code it goes by."""

    code: str
    about: About | None
    whom: Whom | None = None


class WhichSession(ToPatient, key="which_session"):
    """About whom the alert of that code is, where one phone serves several."""

    one_owed = True

    alert: Unsaid[str]
    sessions: Unsaid[tuple[MaybeMeant, ...]]

    def buttons(self, around: Around) -> Rows:
        del around
        return one_each(
            [
                Button("buttons.this_session", data("meant", self.alert, one.code), about=one.about)
                for one in self.sessions
            ]
        )


class WhoIsMeant(ToPatient, key="who_is_meant"):
    """The same, where a phone serves several people."""

    one_owed = True

    alert: Unsaid[str]
    sessions: Unsaid[tuple[MaybeMeant, ...]]

    def buttons(self, around: Around) -> Rows:
        del around
        return one_each(
            [
                Button(
                    "buttons.this_person" if one.about else "buttons.for_one",
                    data("meant", self.alert, one.code),
                    about=one.about,
                    whom=one.whom,
                )
                for one in self.sessions
            ]
        )


class MaybeErased(ToPatient, key="maybe_erased"):
    """The urgent words may be about `whom`, of whom nothing is kept any more."""

    one_owed = True

    whom: Whom


class AlertSeen(ToPatient, Timed, key="alert_seen"):
    name: str


class AlertWaiting(ToPatient, key="alert_waiting"):
    one_owed = True
    same_again = True


class AlertJoined(ToPatient, key="alert_joined"):
    one_owed = True


class AlertUnreached(ToPatient, key="alert_unreached"):
    one_owed = True
    same_again = True
