"""What is printed can be read back: a slip for each link that still opens something, and a leaflet."""

import io
import re
from dataclasses import replace

import pytest
from pypdf import PdfReader

from bot.care.ground.says.day_sheet import DaySheet, DaySlips, Slip
from bot.care.ground.says.message import read
from bot.care.links.slips import leaflet_steps
from bot.render import paper, slips
from bot.render.paper import BY_HAND, Paper, can_be_printed
from bot.render.words import Words
from tests.bot.care.floor import JO, LEE, PAT, RAE, START, Floor, Said
from tests.bot.care.ground.says.samples import sample
from tests.bot.made_once import packaged
from tests.bot.render.rendering import CLINIC

NAMES = ("AA", "BB", "ŻĆ", "ДЖ", "李明", "FF")
LINES = "\n".join(f"{label} {hour}:00 neck" for hour, label in enumerate(NAMES, start=9))
LONG = replace(CLINIC, name="The Riverside Centre for Physiotherapy and Sports Medicine, Upper Mill Lane 12")


def printed(floor: Floor, who: int, sheet: Said) -> list[Said]:
    floor.tap(who, next(one for one in sheet.taps if one.startswith("slips:")))
    return floor.deliver()


def pages(paper: object) -> list[str]:
    assert isinstance(paper, Paper)
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(paper.pdf())).pages]


def test_each_link_has_a_slip_with_what_opens_it_and_whom_to_call(floor: Floor) -> None:
    floor.say(RAE, f"/enroll Jo\n{LINES}")
    (sheet,) = floor.deliver()
    (said,) = printed(floor, RAE, sheet)
    first, leaflet = pages(said.words.paper)
    for label in ("AA", "BB", "ŻĆ", "ДЖ", "FF"):
        assert label in first
    assert BY_HAND in first  # no empty boxes for what the font lacks
    assert first.count("t.me/b?start=") == first.count("+44 20 7946 0123") == 6
    assert first.count("In an emergency: 112") == 6  # and not the digits, which a link may hold too
    assert first.count("Open your phone's camera") == first.count("Aftercare from Riverside Physio") == 6
    assert first.count("· Jo") == 6
    for link in (line for line in sheet.words.text.splitlines() if line.startswith(START)):
        assert link.removeprefix("https://") in first
    for told in (
        "After 2 hours",
        "After 48 hours",
        "short breath or chest pain",
        "Until day 14",
        "+44 20 7946 0123",
    ):
        assert told in leaflet
    assert "Call 112 at once" in leaflet


def test_there_is_a_leaflet_for_each_region_with_its_words_and_its_drawing(floor: Floor) -> None:
    parts = ("left shoulder", "right forearm", "left shoulder", "", "left shoulder", "right forearm")
    lines = "\n".join(
        f"{name} {hour}:00 {part}" for hour, (name, part) in enumerate(zip(NAMES, parts, strict=True), 8)
    )
    floor.say(JO, f"/enroll\n{lines}")
    (sheet,) = floor.deliver()
    (said,) = printed(floor, JO, sheet)
    assert "The last 3 pages are leaflets" in said.words.text
    _, shoulder, forearm, other = pages(said.words.paper)
    assert shoulder.count("For the left shoulder: lay the arm across the body") == 2
    assert "For the left shoulder: let the arm hang" in shoulder
    assert forearm.count("For the right forearm: hold the arm out with the palm up") == 2
    assert other.count("Choose one for the treated muscles") == 2
    assert isinstance(said.words.paper, Paper)
    pictured = [len(page.images) for page in PdfReader(io.BytesIO(said.words.paper.pdf())).pages[1:]]
    assert pictured == [1, 0, 0]  # a forearm is told in words alone


@pytest.mark.parametrize("protocol", sorted(packaged().protocols))
def test_whom_to_call_stands_on_every_leaflet_whatever_is_drawn_on_it(protocol: str) -> None:
    message = sample(DaySlips)
    assert isinstance(message, DaySlips)
    parts = sorted(packaged().catalog.table("en", "body.parts"))
    told = tuple(Slip("JD", 1_795_444_200, "n" * 32, region=f"both.{part}") for part in parts)
    steps = leaflet_steps(packaged().protocols[protocol])
    words = Words(packaged().catalog, LONG, "en", "https://t.me/b?start={}".format, {})
    leaflets = slips.paper(words, replace(message, slips=told, steps=steps)).leaflets
    assert len(leaflets) == len(parts)
    for leaflet in leaflets:
        with paper.opened() as pdf:
            pdf.add_page()
            assert paper.lay_out(pdf, leaflet) < paper.HEIGHT - 2 * paper.INSET


def test_a_link_that_is_used_or_ended_is_printed_no_more_and_that_is_said(floor: Floor) -> None:
    floor.say(JO, f"/enroll {LINES}\nGG 9:00 left arm")
    sheet, _ = floor.deliver()
    floor.tap(JO, f"link:revoke:{read(DaySheet, sheet.message.facts).codes[0]}")
    floor.say(PAT, f"/start {sheet.words.text.split(START)[2].split()[0]}")
    floor.deliver()
    floor.tap(PAT, next(one for one in floor.said[-1].taps if one.startswith("consent")))
    floor.deliver()
    (said,) = printed(floor, JO, sheet)
    assert said.words.text.endswith("Links left out: 3. They are used, ended, or still in doubt.")
    first, *_ = pages(said.words.paper)
    assert not re.search(r"\bAA 0?9:00", first)
    assert first.count("start=") == 4


def test_the_slips_are_only_for_whom_the_sheet_was_for(floor: Floor) -> None:
    floor.say(JO, f"/enroll {LINES}")
    (sheet,) = floor.deliver()
    assert not printed(floor, LEE, sheet)
    assert not printed(floor, RAE, sheet)
    floor.store.run_now(lambda tx: tx.run("UPDATE invitations SET ended_at = 1"))
    assert not printed(floor, JO, sheet)


def test_forty_slips_fill_five_pages_and_long_words_stay_on_theirs() -> None:
    message = sample(DaySlips)
    assert isinstance(message, DaySlips)
    words = Words(packaged().catalog, LONG, "en", "https://t.me/riverside_aftercare_bot?start={}".format, {})
    slip = Slip("W" * 40, 1_795_444_200, "n" * 32, "Kim Summerfield of the Upper House")
    printed = slips.paper(words, replace(message, slips=(slip,) * 40))
    told = pages(printed)
    assert len(told) == 6
    assert [page.count("W") for page in told] == [8 * 40] * 5 + [1]
    assert printed.name == "aftercare-1970-01-01.pdf"


@pytest.mark.parametrize(("text", "drawn"), [("JD", True), ("Ωμ 4711", True), ("חב", True), ("李明", False)])
def test_a_label_that_the_font_cannot_draw_is_known(text: str, drawn: bool) -> None:
    assert can_be_printed(text) is drawn
