"""Made-up callback data and deep links, which any client can send, change nothing and raise nothing."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.care.ground.says import buttons
from tests.bot.care.floor import JO, KIM, LEE, NAMES, PAT, QUIN, SAM, TAPS, Floor

# What anybody may do at any time: a patient's worry, consent where it is open to all, lists of one's own.
FREE = {
    "worried",
    "consent",
    "links",
    "appointments",
    "patients",
    "patient",
    "preview",
    "previewed",
    "weekly",
}
QUIET = settings(
    deadline=None,
    max_examples=300,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
PART = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["yes", "no", "ask", "show", "revoke", "label", "time", "end", "erase", "on", "0", "-1", ""]
    ),
    st.integers(-(2**40), 2**40).map(str),
)


@pytest.fixture(scope="module")
def floor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Floor]:
    """Jo follows Pat, Lee follows Quin, and a link of Jo's waits."""
    floor = Floor(tmp_path_factory.mktemp("floor"))
    floor.employ(JO, LEE)
    floor.follow(JO, PAT, "JD 14:30 left shoulder")
    floor.follow(LEE, QUIN, "KL 14:30")
    floor.say(JO, "/enroll MN 14:30")
    floor.deliver()
    yield floor
    floor.close()


def fits(tap: str) -> bool:
    return 0 < len(tap.encode(errors="replace")) <= buttons.MOST_BYTES


def changes_nothing(floor: Floor, who: int, tap: str) -> None:
    before = floor.kept()
    floor.tap(who, tap)
    after = floor.kept()
    assert after == before
    floor.deliver()


@QUIET
@given(who=st.sampled_from(list(NAMES)), verb=st.sampled_from(sorted(TAPS)), parts=st.lists(PART, max_size=4))
def test_made_up_parts_of_every_button(floor: Floor, who: int, verb: str, parts: list[str]) -> None:
    tap = ":".join([verb, *parts])
    if not fits(tap):
        return
    if verb in FREE:
        floor.tap(who, tap)
        floor.deliver()
    else:
        changes_nothing(floor, who, tap)


@QUIET
@given(who=st.sampled_from(list(NAMES)), tap=st.text(min_size=1, max_size=64).filter(fits))
def test_any_text_at_all(floor: Floor, who: int, tap: str) -> None:
    if tap.partition(":")[0] not in TAPS:
        changes_nothing(floor, who, tap)


@pytest.mark.parametrize("verb", sorted(TAPS))
def test_a_button_without_its_parts_or_with_too_many(floor: Floor, verb: str) -> None:
    for who in (KIM, JO, PAT, SAM):
        for tap in (verb, f"{verb}:", f"{verb}::", f"{verb}:a:b:c:d:e", f"{verb}:{'9' * 40}"):
            if verb in FREE:
                floor.tap(who, tap)
            else:
                changes_nothing(floor, who, tap)
        floor.deliver()


@QUIET
@given(held=st.text("ABCDEFabcdef0189_-", min_size=1, max_size=64) | st.text(min_size=1, max_size=70))
def test_deep_links_that_open_nothing(floor: Floor, held: str) -> None:
    before = floor.kept()
    floor.say(SAM, f"/start {held}".rstrip())
    assert floor.kept() == before
    floor.deliver()


def test_a_guess_near_a_link_opens_nothing(floor: Floor) -> None:
    held = floor.link(JO)
    floor.move(minutes=11)
    before = floor.kept()
    for near in (
        held[:-1],
        f"{held}A",
        held.swapcase(),
        held[::-1],
        f" {held[1:]}",
        held.replace(held[0], "-" if held[0] == "_" else "_"),
    ):
        floor.say(9_000 + len(near), f"/start {near}")
        floor.deliver()
    assert floor.kept() == before


@pytest.mark.parametrize("instant", ["0", "99999999999", "-5", "١٢٣", "1e9", "253402300800"])
def test_an_instant_that_no_clock_shows(floor: Floor, instant: str) -> None:
    treatment = floor.rows("SELECT code FROM treatments ORDER BY id")[0]["code"]
    link = floor.rows("SELECT code FROM invitations WHERE label = 'MN'")[0]["code"]
    for verb, code in (("caseat", treatment), ("linkat", link)):
        changes_nothing(floor, JO, f"{verb}:{code}:{instant}")


def test_a_place_protocol_part_or_side_that_there_is_not(floor: Floor) -> None:
    treatment = floor.rows("SELECT code FROM treatments ORDER BY id")[0]["code"]
    link = floor.rows("SELECT code FROM invitations WHERE label = 'MN'")[0]["code"]
    for tap in (f"caseplan:{treatment}:../x", f"linkplan:{link}:nope", f"linkpart:{link}:tail"):
        changes_nothing(floor, JO, tap)
    for tap in (f"linkside:{link}:knee:up", f"linkside:{link}:tail:left", f"casehand:{treatment}:NOBODY1"):
        changes_nothing(floor, JO, tap)


def test_labels_and_data_of_every_button_fit(floor: Floor) -> None:
    for said in floor.said:
        assert all(len(tap.encode()) <= buttons.MOST_BYTES for tap in said.taps)
        assert all(label for row in said.words.buttons for label, _ in row)
