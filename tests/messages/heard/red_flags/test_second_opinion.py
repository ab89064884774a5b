"""The second opinion belongs to its texts, was learnt by true gradients, and is swayed by no small talk."""

import numpy as np
import pytest

from messages.heard.questions.encoder import Encoder
from messages.heard.questions.wordpieces import wordpieces
from messages.heard.red_flags.finding import Outcome
from messages.heard.red_flags.gradients import LearntText, slopes
from messages.heard.red_flags.learning import begun
from messages.heard.red_flags.second_opinion import OWN, READ, SecondOpinion, packed, unpacked
from messages.heard.red_flags.told_texts import URGENT, digest, texts
from messages.heard.red_flags.weighing import weighed
from messages.languages import packaged
from tests.bot import made_once

FOLDER = packaged() / "en"
BELOW = Encoder(wordpieces(), layers=OWN[0])
OPINIONS = SecondOpinion(BELOW, FOLDER)
RULES = made_once.packaged().readers["en"]
READER = made_once.ready()["en"]
AROUND = (
    "hi kim, hope you are well. {}",
    "{}. anyway the stretches are going great thanks",
    "thanks for the message. {} See you on Tuesday x",
    "the shoulder is much better and I slept well, {}",
    "had soup for lunch. {} going to watch the match now",
)


def alarming() -> list[str]:
    found = [text for text, right in texts(FOLDER) if right == URGENT]
    return sorted(found)[::13]


def test_the_opinion_was_learnt_from_the_texts_that_lie_beside_it() -> None:
    """If not: `make train`."""
    assert OPINIONS.digest == digest(FOLDER)


def test_the_gradients_are_the_slopes_that_small_steps_find() -> None:
    parts = begun(Encoder(wordpieces(), OWN[-1] + 1))
    parts["out.0"] += np.random.default_rng(1).normal(0, 0.05, parts["out.0"].shape).astype(np.float32)
    told = [
        LearntText(BELOW.read(text, READ).astype(np.float16), right)
        for text, right in (("I cannot breathe", 2), ("our dog cannot breathe, the vet says", 0), ("red", 3))
    ]
    _, found = slopes(parts, told, None)
    for name in (
        "4.looks.0",
        "4.attended.0",
        "4.attended_norm.0",
        "4.wide.0",
        "5.narrow.1",
        "5.norm.0",
        "out.0",
    ):
        part = parts[name]
        place = np.unravel_index(int(np.abs(found[name]).argmax()), part.shape)
        held, step = part[place], 1e-2
        part[place] = held + step
        above, _ = slopes(parts, told, None)
        part[place] = held - step
        below, _ = slopes(parts, told, None)
        part[place] = held
        assert found[name][place] == pytest.approx((above - below) / (2 * step), rel=0.03), name


def test_what_is_kept_in_eight_bits_is_nearly_what_was_learnt() -> None:
    parts = {"out.0": np.array([[1.0, -0.5], [0.25, 0.1]], dtype=np.float32), "out.1": np.ones(2, np.float32)}
    again = unpacked(packed(parts, "told"))
    assert again["out.0"] == pytest.approx(parts["out.0"], abs=0.005)
    assert again["out.1"] == pytest.approx(parts["out.1"])


def test_an_opinion_of_another_encoder_is_none() -> None:
    with pytest.raises(ValueError, match="other layers"):
        SecondOpinion(Encoder(wordpieces(), layers=3), FOLDER)


def test_a_text_of_any_length_has_an_opinion_whose_shares_are_of_one() -> None:
    for text in ("", "?", "x" * 5000, "chest pain " * 900, "\U0001f600"):
        opinion = OPINIONS.of(text)
        assert 0 <= opinion.harmless <= 1
        assert opinion.harmless + opinion.emergency <= 1.0001


def test_friendly_words_around_a_red_flag_let_hardly_any_of_what_the_rules_hear_pass() -> None:
    heard = [
        text
        for around in AROUND
        for text in map(around.format, alarming())
        if RULES.triage.judge(text).outcome is Outcome.URGENT
    ]
    lost = [text for text in heard if READER.flag(text) is None]
    assert len(lost) <= 0.002 * len(heard), lost


def test_the_opinion_takes_few_alarms_of_plain_red_flags_for_a_question() -> None:
    plain = [text for text in alarming() if RULES.triage.judge(text).outcome is Outcome.URGENT]
    asked = [
        text
        for text in plain
        if weighed(RULES.triage.judge(text), OPINIONS.of(text)).outcome is Outcome.SCREEN
    ]
    assert len(asked) <= 0.03 * len(plain), asked


@pytest.mark.parametrize(
    "text",
    [
        "I don't see myself getting past the weekend if I'm honest",
        "The kids will get over it. People do.",
        "no one would notice for a week. prob be a relief",
    ],
)
def test_an_opinion_is_formed_of_calm_words_as_well(text: str) -> None:
    assert RULES.triage.judge(text).outcome is Outcome.CLEAR
    assert READER.flag(text) is not None


def test_without_an_opinion_the_rules_decide_alone() -> None:
    text = "my chest hurts and I cannot breathe"
    assert RULES.opinions is None
    assert RULES.flag(text) == READER.flag(text)


def test_an_opinion_is_formed_whatever_becomes_of_the_answer_that_is_read_beside_it() -> None:
    def wrong(text: str) -> list[str]:
        raise ValueError(text)

    beside = [
        SecondOpinion(BELOW, FOLDER, asked) for asked in (wrong, lambda _: ["and a part", "of another"])
    ]
    for text in alarming()[:20]:
        assert beside[0].of(text) == OPINIONS.of(text)
        assert abs(beside[1].of(text).harmless - OPINIONS.of(text).harmless) < 1e-4
