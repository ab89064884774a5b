"""Whose sessions belong together: of each person one line, and never a session out of scope."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.model import Clinician, Role, Treatment
from bot.store import cases, courses, patients, report, staff, treatments
from bot.store.store import Store
from bot.store.tx import Tx
from tests.bot.conftest import MONDAY
from tests.surroundings import KEY

SESSION = st.tuples(
    st.integers(0, 2),
    st.sampled_from(["", "JD", "jd", "KID"]),
    st.sampled_from([None, 0, 1]),
    st.integers(0, 3),
)
Drawn = tuple[int, str, int | None, int]


def people(tx: Tx, drawn: list[Drawn], twofold: int) -> tuple[list[Clinician], list[Treatment]]:
    """An owner and two clinicians, three phones, and those sessions: (phone, label, follower, days ago).

    The phone `twofold` is from before a phone could serve several: its row may hold two people.
    """
    for table in ("patients", "staff"):
        tx.run(f"DELETE FROM {table}")
    join = partial(staff.join, tx, language="en", now=MONDAY)
    team = [join(chat_id=n, name=f"N{n}", role=Role.CLINICIAN) for n in (1, 2)]
    team.append(join(chat_id=3, name="N3", role=Role.OWNER))
    phones = [
        patients.add(tx, code=f"P{n}", chat_id=10 + n, language="en", wording="w", now=MONDAY)
        for n in range(3)
    ]
    tx.run("UPDATE patients SET by_label = 1 WHERE chat_id = :chat", chat=10 + twofold)
    made = [
        treatments.add(
            tx,
            Treatment(
                id=0,
                code=f"T{place}",
                patient_id=phones[phone].id,
                protocol="light",
                digest="d",
                treated_at=MONDAY - timedelta(days=days),
                clinician_id=team[follower].id if follower is not None else None,
                label=label,
            ),
            now=MONDAY,
        )
        for place, (phone, label, follower, days) in enumerate(drawn)
    ]
    return team, made


def grouped(made: list[Treatment], actor: Clinician, twofold: int) -> list[list[Treatment]]:
    """The sessions that somebody may see, by person, under however many labels.

    Of a row of two people: by the label, and nobody but one has no label.
    """
    labels: dict[int, set[str]] = defaultdict(set)
    for one in made:
        labels[one.patient_id] |= {one.label.casefold()} - {""}
    found: dict[tuple[int, str], list[Treatment]] = defaultdict(list)
    for one in made:
        told_apart = one.patient_id == twofold and len(labels[twofold]) > 1
        person = one.label.casefold() if told_apart else ""
        if actor.is_owner or one.clinician_id == actor.id:
            found[one.patient_id, person].append(one)
    return [sorted(group, key=lambda one: (one.treated_at, one.id)) for group in found.values()]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "courses.db", KEY)
    yield opened
    opened.close()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(SESSION, max_size=9), twofold=st.integers(0, 2))
def test_a_list_has_one_line_a_person_by_the_newest_session_that_its_reader_may_see(
    store: Store, drawn: list[Drawn], twofold: int
) -> None:
    team, made = store.run_now(people, drawn, twofold)
    row = store.run_now(lambda tx: int(tx.value("SELECT id FROM patients WHERE by_label = 1")))
    for actor in team:
        wanted = grouped(made, actor, row)
        since = MONDAY - timedelta(days=9)
        lines = store.run_now(cases.page, actor, query="", active_since=since, size=99, number=0)
        assert sorted(line.case.treatment.code for line in lines) == sorted(
            group[-1].code for group in wanted
        )
        assert store.run_now(cases.count, actor) == len(wanted)
        week = store.run_now(report.week, actor, since=since)
        assert (week["patients"], week["sessions"]) == (len(wanted), sum(map(len, wanted)))
        for group in wanted:
            course = store.run_now(courses.sessions, actor, group[0].id)
            assert [one.treatment.code for one in course] == [one.code for one in group]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(SESSION, max_size=9), size=st.integers(1, 4), days=st.integers(0, 3))
def test_pages_hold_everybody_once_those_under_way_first_and_the_newest_first_of_each(
    store: Store, drawn: list[Drawn], size: int, days: int
) -> None:
    team, _ = store.run_now(people, drawn, 0)
    since = MONDAY - timedelta(days=days)
    for actor in team:
        whole, *pages = (
            store.run_now(cases.page, actor, query="", active_since=since, size=most, number=number)
            for most, number in [(99, 0), *((size, n) for n in range(9 // size + 1))]
        )
        assert [one for page in pages for one in page] == whole
        order = [(line.active, line.case.treatment.treated_at, line.case.treatment.id) for line in whole]
        assert order == sorted(order, reverse=True)
        assert all(line.active == (line.case.treatment.treated_at > since) for line in whole)
