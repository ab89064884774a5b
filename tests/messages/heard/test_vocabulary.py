"""What is listened for in a language stands in its folder, and every gap in it is named."""

from datetime import UTC, datetime, timedelta
from importlib.resources.abc import Traversable
from pathlib import Path
from zoneinfo import ZoneInfo

from messages.heard.times.when import TimeReader, Understood
from messages.heard.vocabulary import load
from messages.languages import packaged

NOW = datetime(2026, 11, 24, 15, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
AT_NINE = Understood(datetime(2026, 11, 23, 8, tzinfo=UTC))


def written(folder: Path, language: str, **files: str) -> Path:
    (folder / language).mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / language / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def gaps_of(*folders: Traversable) -> list[str]:
    return [str(gap) for gap in load(*folders)[1]]


def times(*folders: Traversable, language: str = "en") -> TimeReader:
    """A reader on clocks that never change."""
    words = load(*folders)[0][language].times
    return TimeReader(
        words, lambda wall, zone: [wall.replace(tzinfo=zone).astimezone(UTC)], timedelta(days=14)
    )


def test_the_packaged_words_have_no_gaps() -> None:
    assert gaps_of(packaged()) == []


def test_the_same_words_are_made_once_so_that_what_is_derived_from_them_is_kept() -> None:
    assert load(packaged())[0]["en"].times is load(packaged())[0]["en"].times


def test_a_clinic_replaces_single_lists_and_no_other(tmp_path: Path) -> None:
    own = written(tmp_path, "en", times='[days_ago]\n1 = ["yesterday", "yday"]\n')
    assert gaps_of(packaged(), own) == []
    assert times(packaged(), own).read("yday at nine", NOW, BERLIN) == AT_NINE
    assert times(packaged(), own).read("monday at nine", NOW, BERLIN) == AT_NINE


def test_a_language_that_hears_nothing_yet_hears_the_references_and_says_so(tmp_path: Path) -> None:
    own = written(tmp_path, "de", bot='hello = "Hallo"\n')
    assert gaps_of(packaged(), own) == [
        "messages/de: times.toml is missing",
        "messages/de: heard.toml is missing",
    ]
    assert load(packaged(), own)[0]["de"].book == load(packaged())[0]["en"].book
    assert times(packaged(), own, language="de").read("yesterday at nine", NOW, BERLIN) == AT_NINE


def test_every_gap_of_a_half_made_language_is_named_at_once(tmp_path: Path) -> None:
    text = (packaged() / "en" / "times.toml").read_text(encoding="utf-8")
    text = text.replace('monday = ["monday", "mon"]', 'montag = ["montag"]').replace(
        'ago = ["ago", "back", "earlier"]', "ago = 3"
    )
    text = text.replace('1 = ["yesterday",', 'nan = ["nie"]\n1 = ["gestern", "",').replace('["of"]', '"von"')
    heard = (packaged() / "en" / "heard.toml").read_text(encoding="utf-8")
    heard = heard.replace("takes_back =", "takes =").replace('out_of = ["/",', 'out_of = []\nin_of = ["/",')
    heard = heard.replace("\"[<no>] (i don't know|", "\"[<no> <noo>] (i don't know|")
    assert sorted(gaps_of(packaged(), written(tmp_path, "de", times=text, heard=heard))) == [
        "messages/de/times.toml: times.ago must be a text or a list of texts",
        "messages/de/times.toml: times.of must be a list of texts",
        "messages/de: heard.phrases.takes is unknown",
        "messages/de: heard.phrases.takes_back is missing",
        "messages/de: heard.phrases.unknown: there is no class <noo>",
        "messages/de: heard.rating.in_of is unknown",
        "messages/de: heard.rating.out_of has an empty text in its list",
        "messages/de: times.ago is missing",
        "messages/de: times.days_ago.1 has an empty text in its list",
        "messages/de: times.days_ago.nan is unknown",
        "messages/de: times.of is missing",
        "messages/de: times.weekdays.monday is missing",
        "messages/de: times.weekdays.montag is unknown",
    ]


def test_whoever_trusts_the_packaged_lists_hears_the_same_and_is_told_all_that_is_wrong_in_others(
    tmp_path: Path,
) -> None:
    """A start does not look again for what tests have looked for; a clinic's own lists no test has seen."""
    assert load(packaged(), trusting=True) == load(packaged())
    own = written(tmp_path, "en", heard='[phrases]\nopt_out = ["(enough"]\n')
    written(tmp_path, "de", bot='hello = "Hallo"\n')
    assert load(packaged(), own, trusting=True)[1] == load(packaged(), own)[1]
    assert len(gaps_of(packaged(), own)) == 3, gaps_of(packaged(), own)


def test_a_file_that_is_no_toml_is_a_gap_and_the_references_words_are_heard(tmp_path: Path) -> None:
    own = written(tmp_path, "de", times="ago = [")
    assert [gap.partition(": ")[0] for gap in gaps_of(packaged(), own)] == [
        "messages/de/times.toml",
        "messages/de",
        "messages/de",
    ]
    assert times(packaged(), own, language="de").read("yesterday at nine", NOW, BERLIN) == AT_NINE


def test_a_language_may_have_no_word_for_what_another_has_and_no_text_is_heard_as_nothing(
    tmp_path: Path,
) -> None:
    """No half of the day, no "ago": what is not listened for is not found in every gap of a text."""
    empty = 'am = []\npm = []\nago = []\nnow = [""]\n'
    reader = times(packaged(), written(tmp_path, "en", times=empty))
    assert reader.read("yesterday at nine", NOW, BERLIN) == AT_NINE
    assert not isinstance(reader.read("2 hours ago", NOW, BERLIN), Understood)
    assert not isinstance(reader.read("now", NOW, BERLIN), Understood)


def test_a_clinic_hears_more_words_beside_a_rating_and_another_word_for_stop(tmp_path: Path) -> None:
    own = written(tmp_path, "en", heard='[rating]\nbeside = ["ouch"]\n[phrases]\nopt_out = ["enough"]\n')
    heard = load(packaged(), own)[0]["en"]
    assert gaps_of(packaged(), own) == []
    assert heard.ratings.beside == {"ouch"}
    assert heard.book.fits("opt_out", "enough")
    assert not heard.book.fits("opt_out", "unsubscribe")
    assert heard.ratings.grave == load(packaged())[0]["en"].ratings.grave


def test_what_wall_clocks_do_is_handed_in() -> None:
    """Where clocks show no time at all, none is understood."""
    words = load(packaged())[0]["en"].times
    assert not isinstance(
        TimeReader(words, lambda _, __: (), timedelta(days=14)).read("yesterday at nine", NOW, BERLIN),
        Understood,
    )
