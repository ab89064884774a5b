"""A drawing is dark on white or the reverse, shows the side that was treated, and is never without words."""

import io
from dataclasses import replace

import pytest
from PIL import Image, ImageChops

from bot.care.ground.says.message import stored
from bot.care.ground.says.plan import StepMessage, Tip
from bot.model import Audience, Outgoing, Sort, State
from bot.render.exercises import pictured
from bot.render.sketches import SHADES, Pictured
from bot.render.text import LONGEST_CAPTION, Rendered, Renderer
from bot.render.words import Words
from messages.said.catalog import Catalog, check, packaged_words
from messages.said.exercises import DRAWN, WAYS, unreviewed
from schedules.adapting import Omission
from schedules.protocol import StepKind
from tests import stretches
from tests.bot.conftest import MONDAY
from tests.bot.made_once import packaged
from tests.bot.render.rendering import CLINIC

CATALOG = packaged().catalog
WORDS = Words(CATALOG, CLINIC, "en", str, {})
STRETCH = Tip("first_stretch", StepKind.STRETCHING)
DRINK = Tip("second_drink", StepKind.HYDRATION)
MORNING = StepMessage(
    kind=StepKind.HYDRATION, carries=("first_stretch",), tips=(DRINK, STRETCH), region="left.shoulder"
)


def saying(**words: str) -> Catalog:
    """The words with some of a clinic's own."""
    own = {key.replace("__", "."): text for key, text in words.items()}
    return replace(CATALOG, languages={"en": {**packaged_words(), **own}})


def rendered(message: StepMessage, catalog: Catalog = CATALOG, step: str = "second_drink") -> Rendered:
    row = Outgoing(
        id=1,
        chat_id=1,
        patient_id=None,
        treatment_id=None,
        sort=Sort.REMINDER,
        key=f"dry_needling.{step}",
        audience=Audience.PATIENT,
        language="en",
        state=State.SENDING,
        due=MONDAY,
        step=step,
    )
    renderer = Renderer(catalog, CLINIC)
    return renderer.message(replace(row, facts=stored(message)), MONDAY)


def opened(drawing: Pictured) -> Image.Image:
    return Image.open(io.BytesIO(drawing.png())).convert("RGB")


def brightness(drawing: Pictured) -> float:
    grey = opened(drawing).convert("L")
    return sum(value * count for value, count in enumerate(grey.histogram())) / (grey.width * grey.height)


@pytest.mark.parametrize("part", sorted(CATALOG.sketches))
def test_each_stretch_is_drawn_dark_on_white_and_the_reverse(part: str) -> None:
    sketch = CATALOG.sketches[part]
    light, dark = (Pictured(sketch, shade) for shade in ("light", "dark"))
    assert opened(light).size == opened(dark).size == (1125, 500)
    assert opened(light).getpixel((4, 4)) == (255, 255, 255)
    assert brightness(light) > 200
    assert brightness(dark) < 70
    assert len(light.png()) < 30_000
    assert {*SHADES, "none"} == {*WAYS}


def test_the_side_that_was_treated_is_the_side_that_is_shown() -> None:
    left, right, both, unsided = (
        pictured(WORDS, region) for region in ("left.shoulder", "right.shoulder", "both.shoulder", "shoulder")
    )
    assert left
    assert right
    assert left == both == unsided
    mirrored = opened(right).transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    assert ImageChops.difference(opened(left), mirrored).getbbox() is None
    assert opened(left).tobytes() != opened(right).tobytes()
    assert pictured(WORDS, "left.hand") == pictured(WORDS, "right.hand")  # it shows no side


@pytest.mark.parametrize("region", [None, "tail", "left.hip+left.thigh"])
def test_where_no_part_is_meant_nothing_is_drawn(region: str | None) -> None:
    assert pictured(WORDS, region) is None


def test_of_the_neck_and_the_chest_that_is_drawn_which_loads_nothing() -> None:
    assert pictured(WORDS, "left.shoulder+neck") == pictured(WORDS, "neck")


def test_a_reminder_that_bids_to_stretch_has_the_drawing_and_the_same_in_words() -> None:
    shown = rendered(MORNING)
    assert shown.plot == pictured(WORDS, "left.shoulder")
    assert "lay the arm across the body" in shown.text
    assert len(shown.text) <= LONGEST_CAPTION


@pytest.mark.parametrize("why", [*Omission])
def test_a_stretch_that_is_left_out_is_not_drawn(why: Omission) -> None:
    assert rendered(replace(MORNING, tips=(DRINK, replace(STRETCH, left_out=why)))).plot is None


def test_under_a_question_nothing_is_drawn() -> None:
    asked = replace(MORNING, kind=StepKind.CHECK_IN, ask="soreness", tips=(STRETCH,))
    assert rendered(asked, step="second_check").plot is None


def test_a_clinic_that_writes_the_step_anew_or_wants_none_has_no_drawing() -> None:
    assert rendered(MORNING, saying(dry_needling__first_stretch="As we showed you.")).plot is None
    assert rendered(MORNING, saying(exercises__drawn="none")).plot is None
    dark = rendered(MORNING, saying(exercises__drawn="dark")).plot
    assert isinstance(dark, Pictured)
    assert dark.shade == "dark"


def test_words_that_do_not_fit_under_a_picture_are_not_cut_for_it() -> None:
    long = "x" * LONGEST_CAPTION
    shown = rendered(MORNING, saying(exercises__stretches__shoulder=long))
    assert shown.plot is None
    assert long in shown.text


def test_a_way_of_drawing_that_there_is_not_is_named() -> None:
    (gap,) = check(saying(exercises__drawn="pink"), {})
    assert str(gap) == "messages/en: exercises.drawn must be one of: light, dark, none"
    assert check(saying(exercises__drawn="dark"), {}) == ()
    assert DRAWN in packaged_words()


def test_words_and_drawings_are_reviewed_by_nobody_until_a_name_stands_there() -> None:
    assert "exercises (/preview shows them) reviewed by nobody: en; " in unreviewed(CATALOG.languages)
    assert unreviewed(saying(exercises__reviewed_by="Kim").languages) == ""


@pytest.mark.parametrize("shade", SHADES)
def test_the_sheet_in_the_docs_shows_the_drawings_as_they_are(shade: str) -> None:
    """`make stretches` draws it anew."""
    kept = Image.open(stretches.target(shade)).convert("RGB")
    apart = ImageChops.difference(kept, stretches.sheet(shade)).convert("L").histogram()
    assert sum(apart[64:]) == 0
