"""Where is the patient: the questions about their clock."""

from bot.care.ground.says.buttons import Button, Keyboard, Rows, data, in_rows, own, titled
from bot.care.ground.says.message import Around, ToPatient, Unsaid
from bot.care.ground.says.session_time import Asked
from messages.heard.places import label


class _OfPhone(Asked):
    """Where a phone is, and so everybody whom it serves."""

    personal = False


class AskZone(ToPatient, _OfPhone, key="ask_zone"):
    """Is it that late where you are? The clock is read when it is said."""

    zone: str

    def buttons(self, around: Around) -> Rows:
        del around
        no = own("no_other_time", data("zone", "no", self.turn))
        return ((own("yes", data("zone", "yes", self.turn)), no),)


class AskPlace(ToPatient, _OfPhone):
    """Cities (`zones`) to choose from, parts of the world (`regions`), and the page with `more` of one."""

    zones: Unsaid[tuple[str, ...]] = ()
    regions: Unsaid[tuple[str, ...]] = ()
    more: Unsaid[tuple[str, int] | None] = None

    def buttons(self, around: Around) -> Rows:
        del around
        cities = [titled(label(zone), data("place", zone, self.turn)) for zone in self.zones]
        parts = [Button(f"regions.{name}", data("region", name, 0, self.turn)) for name in self.regions]
        rows = [*in_rows(cities, 2), *in_rows(parts, 2)]
        if self.more:
            rows.append((own("more", data("region", *self.more, self.turn)),))
        return rows


class AskAnywhere(AskPlace):
    """A place on the map would do as well."""

    def buttons(self, around: Around) -> Rows:
        return (*super().buttons(around), (own("share_location", data("locate", self.turn)),))


class AskRegion(AskAnywhere, key="ask_region"):
    pass


class AskCity(AskPlace, key="ask_city"):
    pass


class ChooseZone(AskPlace, key="choose_zone"):
    pass


class WhyZone(ToPatient, key="why_zone"):
    pass


class ZoneUnknown(AskAnywhere, key="zone_unknown"):
    pass


class LocationUnclear(AskPlace, key="location_unclear"):
    """A place on the map of which no zone is known, as on the high seas."""


class AskLocation(ToPatient, key="ask_location"):
    """With the button of Telegram's that sends where one is."""

    keyboard = Keyboard.LOCATION

    def buttons(self, around: Around) -> Rows:
        del around
        return ((own("send_location", data("locate", 0)),),)  # a keyboard sends no data


class LocationTaken(ToPatient, key="location_taken"):
    keyboard = Keyboard.AWAY


class LocationLeft(ToPatient, key="location_left"):
    """They have answered otherwise."""

    keyboard = Keyboard.AWAY


class ZoneSet(ToPatient, key="zone_set"):
    zone: str
