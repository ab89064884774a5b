"""Links and appointments, as the front desk sees them."""

from dataclasses import dataclass

from bot.care.ground.says.buttons import Rows, data, staff, titled, turned
from bot.care.ground.says.message import Around, ToStaff

OPEN = ("unsettled", "unopened", "opened")  # what can be shown again, or ended


@dataclass(frozen=True)
class AppointmentShown:
    """A link by its code: when its session ended (whole seconds), how far it got, and who follows it."""

    code: str
    label: str
    at: int
    state: str
    follower: str = ""


class Appointments(ToStaff, key="appointments"):
    """Page `number` (from 0) of so many."""

    appointments: tuple[AppointmentShown, ...]
    number: int
    pages: int
    zone: str

    def buttons(self, around: Around) -> Rows:
        del around
        rows = [
            (
                titled(f"{one.label}:", data("link", "show", one.code)),
                staff("revoke_link", data("link", "revoke", one.code)),
            )
            for one in self.appointments
            if one.state in OPEN
        ]
        return (*rows, *turned(self._page, self.number, self.pages))

    def _page(self, number: int) -> str:
        return data("appointments", number)


class AppointmentsToday(Appointments, key="appointments_today"):
    """The same of what was made today."""

    def _page(self, number: int) -> str:
        return data("today", number)


class AppointmentsNone(ToStaff, key="appointments_none"):
    pass


class AppointmentsTodayNone(ToStaff, key="appointments_today_none"):
    pass


class AppointmentsFound(Appointments, key="appointments_found"):
    """Those whose label holds the `query`."""

    query: str = ""


class AppointmentsNoneFound(ToStaff, key="appointments_none_found"):
    query: str
