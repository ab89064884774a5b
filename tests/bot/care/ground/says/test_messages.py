"""A message is a type: what it says is whole when it is owed, stored, and said."""

import copy
from dataclasses import MISSING, Field, FrozenInstanceError, fields, replace

import pytest

from bot.care.ground.says import message_of
from bot.care.ground.says.check_ins import SoreNow, SoreTap
from bot.care.ground.says.message import MESSAGES, Around, Message, ToPatient, read, stored, unsaid
from bot.care.ground.says.plan import StepMessage
from bot.model import Outgoing, Sort, State
from bot.render.text import FILLINGS, Renderer
from bot.render.words import Words
from messages.said.catalog import OF_CLINIC, SHARED, placeholders
from tests.bot.care.ground.says.samples import sample, samples
from tests.bot.conftest import MONDAY
from tests.bot.made_once import packaged, ready
from tests.bot.render.rendering import CLINIC, said

CATALOG = packaged().catalog
RENDERER = Renderer(CATALOG, CLINIC, "https://t.me/b?start={}".format, {"en": ready()["en"].entries})
WORDS = Words(CATALOG, CLINIC, "en", RENDERER.link, RENDERER.entries("en"), 1_795_450_000)
AROUND = Around(5, RENDERER.entries("en"))
SAMPLES = samples()
# What is kept for the use cases that read it again, and stands in no text and on no button.
READ_AGAIN = {
    "bot.answer": {"text"},
    "bot.advised": {"text", "entry"},
    "bot.screen": {"text", "question"},
    "bot.line": {"by"},
    "bot.card": {"plain", "tier"},  # without its picture, the words are the same
    "staff.signs_silent": {"raised", "grave"},  # how it climbs
    "staff.signs_silent_carer": {"raised", "grave"},
    "staff.away_noted": {"begins"},
    "staff.away_begun": {"at"},
    "staff.away_over": {"at"},
    "staff.cover_begins": {"code"},
    "staff.alert": {"last", "region"},  # the sessions hold it; of earlier releases, it stands alone
    "bot.sore_now": {"rating"},
    "bot.sore_still": {"for_now"},
    "bot.sore_why": {"for_now"},
    "staff.alert_more": {"tier", "last"},
    "staff.alert_line": {"tier", "last", "sign"},
    "staff.day_sheet": {"codes", "asked"},  # the button for the slips of both
    "staff.day_slips": {"steps", "zone"},  # on paper
    "staff.notes_page": {"case"},  # whose file it is
    "staff.notes_data": {"case"},
    "staff.period_picture": {"figures", "curve"},  # in the picture
    "staff.period_table": {"first", "last"},  # whose days the file is of
    "dry_needling.first_check": {"only_if", "held", "erased"},  # closing words say the last one
}
# Of these a message has one or the other.
INSTEAD = {"case": "link", "question": "case"}
# Said only where another is not: the card of several names each with their session, and a question that
# carries more than one tip has no room for the words of a region.
UNLESS: dict[tuple[str, str], dict[str, object]] = {
    ("bot.card", "name"): {"people": ()},
    ("bot.for_person", "whom"): {"unsure": False},
    ("dry_needling.first_check", "region"): {"carries": ("first_stretch",)},
}


def facts(kind: type[Message]) -> tuple[Field[object], ...]:
    return fields(kind)


def whole(key: str, message: Message) -> str:
    """The words and buttons of a message, as one text; where they cannot be made, that."""
    try:
        return said(RENDERER, row(key, message), MONDAY)
    except (KeyError, ValueError):
        return "refused"


def row(key: str, message: Message, sort: Sort = Sort.REPLY) -> Outgoing:
    return Outgoing(
        id=5,
        chat_id=1,
        patient_id=None,
        treatment_id=None,
        sort=sort,
        key=key,
        audience=message.audience,
        language="en",
        state=State.SENDING,
        due=MONDAY,
        step="first_check" if isinstance(message, StepMessage) else None,
        facts=stored(message),
    )


@pytest.mark.parametrize(("key", "message"), SAMPLES)
def test_every_message_comes_back_from_the_store_as_it_was_owed(key: str, message: Message) -> None:
    kept = stored(message)
    again = message_of(key, kept, step=isinstance(message, StepMessage))
    assert type(again) is type(message)
    assert stored(again) == kept


@pytest.mark.parametrize("language", sorted(CATALOG.languages))
@pytest.mark.parametrize(("key", "message"), SAMPLES)
def test_every_message_has_words_in_every_language(language: str, key: str, message: Message) -> None:
    words = Words(CATALOG, CLINIC, language, RENDERER.link, RENDERER.entries(language), 1_795_450_000)
    assert RENDERER.body(read(type(message), stored(message)), words, key).text.strip()


@pytest.mark.parametrize("key", sorted(MESSAGES))
def test_its_facts_fill_every_placeholder_that_its_text_has_in_any_language(key: str) -> None:
    message = read(MESSAGES[key], stored(sample(MESSAGES[key])))
    filled = {*OF_CLINIC, *FILLINGS[message.audience].filling(WORDS, message)}
    shared = {name.removeprefix(SHARED) for name in CATALOG.languages["en"] if name.startswith(SHARED)}
    for language in CATALOG.languages:
        assert placeholders(str(CATALOG.list(language, key)[0])) <= filled | shared


@pytest.mark.parametrize(
    ("key", "message", "fact"),
    [(key, message, one.name) for key, message in SAMPLES for one in facts(type(message))],
)
def test_without_any_one_of_its_facts_a_message_is_refused_or_says_less(
    key: str, message: Message, fact: str
) -> None:
    """Nobody can owe it, nobody can read it, and where it can be left out, that is seen."""
    if (other := INSTEAD.get(fact)) and hasattr(message, other):
        message = replace(message, **{other: None})
    message = replace(message, **UNLESS.get((key, fact), {}))
    kind, one = type(message), next(one for one in facts(type(message)) if one.name == fact)
    given = {name: value for name, value in vars(message).items() if name != fact}
    kept = {name: value for name, value in stored(message).items() if name != fact}
    if one.default is MISSING:
        with pytest.raises(TypeError):
            kind(**given)
        with pytest.raises(ValueError, match=fact):
            read(kind, kept)
        assert _is_missed(key, message, fact) or fact in READ_AGAIN.get(key, ())
    else:
        assert whole(key, kind(**given)) != whole(key, message) or fact in READ_AGAIN.get(key, ())


@pytest.mark.parametrize(
    ("key", "message", "fact"),
    [
        (key, message, one.name)
        for key, message in SAMPLES
        if isinstance(message, ToPatient) and key in MESSAGES
        for one in facts(type(message))
    ],
)
def test_a_fact_is_said_exactly_where_the_words_change_with_it(key: str, message: Message, fact: str) -> None:
    """What is not said is no news: the same words a moment later are the same, whatever their buttons are."""
    message = replace(message, **UNLESS.get((key, fact), {}))
    without = copy.copy(message)
    object.__delattr__(without, fact)
    try:
        is_said = RENDERER.body(without, WORDS, key) != RENDERER.body(message, WORDS, key)
    except (AttributeError, KeyError):
        is_said = True
    assert is_said == (fact not in unsaid(type(message)))


def _is_missed(key: str, message: Message, fact: str) -> bool:
    """Whether the words and buttons cannot be made of a message that has lost a fact."""
    broken = copy.copy(read(type(message), stored(message)))
    object.__delattr__(broken, fact)
    try:
        RENDERER.body(broken, WORDS, key)
        [WORDS.button(one) for line in broken.buttons(AROUND) for one in line]
    except (AttributeError, KeyError):
        return True
    return False


@pytest.mark.parametrize(("key", "said"), SAMPLES, ids=[key for key, _ in SAMPLES])
def test_a_message_is_its_facts_and_they_stay_as_they_are(key: str, said: Message) -> None:
    del key
    assert replace(said) == said
    assert type(said).__qualname__ in repr(said)
    for one in fields(said):
        assert f"{one.name}={getattr(said, one.name)!r}" in repr(said)
        assert replace(said, **{one.name: object()}) != said
        with pytest.raises(FrozenInstanceError):
            setattr(said, one.name, None)
        with pytest.raises(FrozenInstanceError):
            delattr(said, one.name)


def test_a_message_takes_the_facts_of_its_type_all_of_them_and_no_others() -> None:
    assert SoreNow() == SoreNow(rating=0)
    assert SoreNow() != SoreTap(of=0)
    assert len({SoreNow(rating=1), SoreNow(rating=1), SoreNow(rating=2), SoreNow(rating=2)}) == 2
    with pytest.raises(TypeError, match="SoreTap needs of"):
        SoreTap()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="SoreNow has no gravity"):
        SoreNow(gravity=1)  # type: ignore[call-arg]
