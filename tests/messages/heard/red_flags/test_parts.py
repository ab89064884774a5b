"""What is said around a red flag, and how it is written, never hides it."""

from collections.abc import Callable, Iterator

import pytest

from messages.heard.red_flags.finding import Finding, Outcome, Tier
from messages.heard.red_flags.triage import load
from messages.languages import packaged

EN = load(packaged())[0]["en"]
FOLDER = packaged() / "en" / "red_flags"
LONG = 5  # letters of a word that can be read with one letter wrong
# What is only a cry for help where nothing else is said.
BY_THEMSELVES = ("help", "emergency")
PHRASINGS = [(FOLDER / f"{name}.txt").read_text("utf-8") for name in ("outright", "roundabout")]
SAID = [*"\n".join(PHRASINGS).splitlines(), *(text for rule in EN.rules for text in rule.examples)]
ALARMING = [text for text in SAID if text and text not in BY_THEMSELVES]
RUN_ON = (
    "hi hope you had a nice weekend the garden was lovely and we had the kids over for lunch and then a "
    "long walk by the river with the dog which was great oh and "
)

Rewriting = Callable[[str], str]


def rank(finding: Finding) -> int:
    """How alarming a finding is: 0 for clear, 1 for a question, then the tiers."""
    if finding.tier is None:
        return int(finding.outcome is Outcome.SCREEN)
    return 2 + list(reversed(Tier)).index(finding.tier)


def lowered(rewritten: Rewriting) -> Iterator[str]:
    """Each alarming text in which less is found when it is rewritten."""
    return (text for text in ALARMING if rank(EN.judge(rewritten(text))) < rank(EN.judge(text)))


def let_pass(rewritten: Rewriting) -> Iterator[str]:
    """Each alarming text that is let pass when it is rewritten."""
    return (text for text in ALARMING if EN.judge(rewritten(text)).outcome is Outcome.CLEAR)


def one_letter_less(text: str) -> str:
    longest = max(text.split(), key=len)
    middle = len(longest) // 2
    return (
        text.replace(longest, longest[:middle] + longest[middle + 1 :], 1) if len(longest) >= LONG else text
    )


def two_letters_swapped(text: str) -> str:
    longest = max(text.split(), key=len)
    at = len(longest) // 2
    swapped = longest[: at - 1] + longest[at] + longest[at - 1] + longest[at + 1 :]
    return text.replace(longest, swapped, 1) if len(longest) >= LONG else text


@pytest.mark.parametrize(
    "words",
    [
        "Hi, hope you had a nice weekend. {}",
        "Hello there. The garden is lovely. The kids were here for lunch. {}",
        "{}. Thanks so much for everything, the weather is great and I loved the session",
        "Good morning, the drive home was easy. {}. See you on Friday, greetings to Anna",
        "{}\nregards, Tom",
    ],
)
def test_friendly_sentences_around_a_red_flag_lower_nothing(words: str) -> None:
    assert not list(lowered(words.format))


@pytest.mark.parametrize(
    "rewritten",
    [str.lower, str.upper, lambda text: text.replace("'", ""), lambda text: text.replace(", ", " ")],
)
def test_dropped_capitals_apostrophes_and_commas_lower_nothing(rewritten: Rewriting) -> None:
    assert not list(lowered(rewritten))


def test_a_red_flag_at_the_end_of_a_run_on_sentence_is_hardly_ever_let_pass() -> None:
    """What may be a figure of speech in the same breath is then still asked about."""
    assert len(list(let_pass(lambda text: RUN_ON + text))) <= 0.01 * len(ALARMING)


def test_a_run_on_sentence_that_goes_on_with_friendly_words_hides_hardly_any_red_flag() -> None:
    friendly = " anyway thanks for the help it was great and have a lovely weekend with the family"
    assert len(list(let_pass(lambda text: text + friendly))) <= 0.02 * len(ALARMING)


@pytest.mark.parametrize("rewritten", [one_letter_less, two_letters_swapped])
def test_one_letter_off_in_the_longest_word_seldom_lets_a_red_flag_pass(rewritten: Rewriting) -> None:
    assert len(list(let_pass(rewritten))) <= 0.06 * len(ALARMING)
