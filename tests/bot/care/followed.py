"""A patient whose session ended at 14:30 on Monday: what they are sent when, and why, by the drawn plan."""

from datetime import timedelta

from bot.care.ground.drawing.drawn_plan import draw, material_of
from bot.care.ground.drawing.marks import Drawing
from bot.render.drawing import DrawnWords
from bot.render.words import Words
from bot.store import patients, treatments
from bot.store.tx import Tx
from tests.bot.care.floor import PAT, Floor, Said
from tests.bot.conftest import MONDAY

ENDED = MONDAY.replace(minute=30)


def at(floor: Floor, hours: float) -> Said:
    """What Pat is sent so long after the session."""
    floor.now = ENDED + timedelta(hours=hours)
    return next(one for one in floor.deliver() if one.message.chat_id == PAT)


def why(floor: Floor, step: str) -> str:
    """What the plan as it is drawn says of a step."""

    def drawn(tx: Tx) -> Drawing:
        desk = floor.desk(tx)
        (pat,) = patients.active(tx)
        return draw(material_of(desk, pat, treatments.of_patient(tx, pat.id)[0]))

    drawing = floor.store.run_now(drawn)
    mark = next(one for one in drawing.steps if one.step == step and not one.again)
    words = Words(floor.renderer.catalog, floor.house.clinic, "en", str, {})
    marks = DrawnWords(words, drawing).shown()["marks"]
    return " ".join(next(one["words"] for one in marks if one["id"] == mark.id))
