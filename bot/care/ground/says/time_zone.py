"""Where is the patient: the questions about their clock."""

from bot.care.ground.says.buttons import Button, Rows, data, in_rows, own, titled
from bot.care.ground.says.message import Around, ToPatient, Unsaid
from bot.care.ground.says.session_time import Asked
from messages.heard.places import label


class AskZone(ToPatient, Asked, key="ask_zone"):
    """Is it that late where you are? The clock is read when it is said."""

    zone: str

    def buttons(self, around: Around) -> Rows:
        del around
        no = own("no_other_time", data("zone", "no", self.turn))
        return ((own("yes", data("zone", "yes", self.turn)), no),)


class AskPlace(ToPatient, Asked):
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


class AskRegion(AskPlace, key="ask_region"):
    pass


class AskCity(AskPlace, key="ask_city"):
    pass


class ChooseZone(AskPlace, key="choose_zone"):
    pass


class WhyZone(ToPatient, key="why_zone"):
    pass


class ZoneUnknown(AskPlace, key="zone_unknown"):
    pass


class ZoneSet(ToPatient, key="zone_set"):
    zone: str
