"""The plan, drawn, as a page shows it: the sessions there are, and the one that was chosen."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.care.ground import identity
from bot.care.ground.desk import Desk
from bot.care.ground.drawing.drawn_plan import draw, material_of
from bot.care.ground.house import Clinic, House
from bot.content import said_and_planned
from bot.model import Patient, Treatment
from bot.render.drawing import DrawnWords
from bot.render.gist import gist
from bot.render.words import Words
from bot.settings import Settings
from bot.store import alerts, drawing
from bot.store.tx import Tx
from messages.languages import REFERENCE
from messages.said.catalog import Catalog
from schedules.hours import parse_working_hours
from schedules.quiet import parse_quiet_hours


@dataclass(frozen=True)
class Drawings:
    """Of whatever patient: it is for a rehearsal, whose page is every phone at once, and for nothing else."""

    house: House
    catalog: Catalog

    def shown(self, tx: Tx, now: datetime, code: str = "") -> dict[str, Any]:
        """The sessions, and the drawing of the one of that code, or else of the newest; as JSON."""
        desk, found = Desk.at(tx, now, self.house), drawing.newest(tx)
        chosen = next((one for one in found if one[0].code == code), found[0] if found else None)
        return {
            "sessions": [{"code": one.code, "name": self._name(desk, who, one)} for one, who in found],
            "chosen": chosen[0].code if chosen else None,
            "drawing": self._drawn(desk, *chosen) if chosen else None,
        }

    def gists(self, tx: Tx, now: datetime) -> list[dict[str, Any]]:
        """What mattered of each session, the newest first; as JSON."""
        desk = Desk.at(tx, now, self.house)
        return [
            {"name": self._name(desk, patient, treatment), **self._gist(desk, treatment, patient)}
            for treatment, patient in drawing.newest(tx)
        ]

    def _gist(self, desk: Desk, treatment: Treatment, patient: Patient) -> dict[str, Any]:
        material = material_of(desk, patient, treatment)
        said = {alert.code: alerts.words(desk.tx, alert.id) for alert in material.alerts}
        return gist(self._words(), draw(material), said)

    def _drawn(self, desk: Desk, treatment: Treatment, patient: Patient) -> dict[str, Any]:
        drawn = draw(material_of(desk, patient, treatment))
        return DrawnWords(self._words(), drawn).shown()

    def _name(self, desk: Desk, patient: Patient, treatment: Treatment) -> str:
        """By what the phone calls them, and the clinic; and what was treated, if that is known."""
        label = identity.labelled(desk, patient, treatment)["label"]
        region = self._words().region(treatment.region) if treatment.region else ""
        named = dict.fromkeys((patient.called or patient.first_name, label, region))
        return " · ".join(part for part in named if part)

    def _words(self) -> Words:
        return Words(self.catalog, self.house.clinic, REFERENCE, str, {})


def drawings_of(found: Settings, clinic: Clinic) -> Drawings:
    """Those of a clinic with these settings, made in a moment: how patients are heard is not read."""
    words, protocols = said_and_planned(found.content_dir)
    quiet, hours = parse_quiet_hours(found.quiet_hours), parse_working_hours(found.clinic_hours)
    return Drawings(House(clinic, protocols, quiet, hours=hours), words)
