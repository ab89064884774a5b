"""A setup asks for what is missing, checks each answer at once, and loses none."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bot import settings
from bot.rehearsal.trouble import RateLimited
from bot.setup.questions import zone_of, zone_of_machine
from bot.store.engine import StoreError
from tests.bot.conftest import Clinic
from tests.bot.setup.handyman import ANSWERS, TOKEN, a_handyman
from tests.patience import PATIENCE
from tests.premises import told
from tests.surroundings import ROOT, environment


async def test_answers_make_a_bot_that_runs_and_the_link_makes_its_owner(tmp_path: Path) -> None:
    async with a_handyman(tmp_path) as handy:
        screen = await handy.answers(*ANSWERS)
        assert handy.values["CLINIC_NAME"] == "Praxis am Park"
        assert handy.values["CLINIC_TIMEZONE"] == "Europe/Berlin"
        assert "It is 15:42 on Monday in Europe/Berlin now. Is that right? [Y/n]" in screen
        assert stat.S_IMODE(handy.file.stat().st_mode) == 0o600
        assert handy.file.read_text(encoding="utf-8").startswith("# mine\n")
        assert handy.telegram.world.menu.text("name", "de") == "Aftercare · Praxis am Park"
        assert handy.telegram.world.menu.buttons[0] == {"type": "commands"}
        assert any("▄" in line for line in screen)
        clinic = Clinic(tmp_path, handy.clock, handy.telegram)
        clinic.settings = settings.read(_env_file=handy.file)
        try:
            await clinic.open()
            await clinic.reopen()  # a start does not end the link that setup has shown
            kim = handy.telegram.person("Kim")
            await clinic.says(kim, "Park. That is a clinician who also", kim.open(handy.link()).id)
        finally:
            await clinic.close()
        handy.telegram.world.menu.commands.clear()
        owed = [line.split(":")[0] for line in await handy.answers(dry_run=True)]
        assert owed == ["Would set commands of patients (en)", "Would set commands of one owner"]
        assert not any("https://t.me" in line for line in await handy.answers("3"))
        assert "invite" in [command["command"] for command in kim.commands]


async def test_ctrl_c_and_a_rerun_lose_nothing(tmp_path: Path) -> None:
    async with a_handyman(tmp_path) as handy:
        for number in range(len(ANSWERS)):
            await handy.answers(*ANSWERS[number : number + 1])
            if number == 3:  # the zone is kept when the time that it shows is right
                await handy.answers(*ANSWERS[3:5])
        assert {"CLINIC_NAME", "EMERGENCY_NUMBER", "BOT_TOKEN"} <= handy.values.keys()
        asked = [line for line in await handy.answers("3") if line.endswith("?")]
        assert asked == [line for line in asked if "start with the machine" in line]


async def test_an_answer_that_fails_is_asked_again_with_a_reason(tmp_path: Path) -> None:
    wrong = "123456789:AAFabcdefghijklmnopqrstuvwxyz012345"
    answers = [
        "",
        "hello",
        wrong,
        TOKEN,
        "Riverside Physiotherapy",
        "x" * 60,
        "Praxis ${HOME}",
        "Praxis",
        "call us",
        "020 7946 0123",
    ]
    answers += [
        "+49 30 23125 123",
        "GMT",
        "Nowhere at all",
        "London",
        "n",
        "Berlin",
        "",
        "+49 3023125123",
        "112",
        "9",
        "3",
    ]
    async with a_handyman(tmp_path) as handy:
        screen = "\n".join(await handy.answers(*answers))
        assert handy.values["CLINIC_TIMEZONE"] == "Europe/Berlin"
        assert handy.values["EMERGENCY_NUMBER"] == "112"
        for reason in (
            "does not look like a bot token",
            "Telegram does not know this token",
            "the name out of an example",
            "too long for what Telegram shows",
            "cannot hold ${ in .env",
            "digits, with spaces",
            "out of an example and reaches nobody",
            "a fixed clock that knows no summer time",
            "is not a time zone",
            "the clinic's own number",
            "write 1, 2 or 3",
        ):
            assert reason in screen


async def test_without_a_network_it_waits_or_goes_on_unchecked(tmp_path: Path) -> None:
    async with a_handyman(tmp_path) as handy:
        await handy.telegram.outage(True)
        screen = "\n".join(await handy.answers(TOKEN, "", "skip", *ANSWERS[1:]))
        assert screen.count("Telegram cannot be reached: there is no connection") == 2
        assert "shown once Telegram is reached: run this again" in screen
        await handy.telegram.outage(False)
        assert "https://t.me/" in "\n".join(await handy.answers("3"))


async def test_only_what_changed_is_set_and_a_dry_run_sets_nothing(tmp_path: Path) -> None:
    async with a_handyman(tmp_path) as handy:
        screen = await handy.answers(dry_run=True)
        assert [line.split()[2] for line in screen] == ["BOT_TOKEN", *list(ASKED_LATER)]
        await handy.answers(*ANSWERS)
        done = handy.set_at_telegram()
        assert sorted(set(done)) == sorted(done)
        handy.telegram.world.menu.texts["short_description", ""] = "old"
        screen = await handy.answers(dry_run=True)
        assert [line.split(":")[0] for line in screen] == ["Would set short description (en)"]
        assert handy.set_at_telegram() == done
        handy.telegram.trouble("setMyShortDescription", RateLimited(9))
        assert any("The next start does the rest" in line for line in await handy.answers("3"))
        await handy.answers("3")
        assert handy.set_at_telegram() == [*done, *["setMyShortDescription"] * 2]


ASKED_LATER = ("CLINIC_NAME", "CLINIC_PHONE", "CLINIC_TIMEZONE", "EMERGENCY_NUMBER")


async def test_an_empty_database_beside_another_is_made_only_for_a_yes(tmp_path: Path) -> None:
    async with a_handyman(tmp_path) as handy:
        await handy.answers(*ANSWERS)
        text = handy.file.read_text(encoding="utf-8").replace("aftercare.db", "aftercre.db")
        handy.file.write_text(text, encoding="utf-8")
        with pytest.raises(StoreError, match=r"aftercare\.db"):
            await handy.answers("")
        assert not (tmp_path / "data" / "aftercre.db").exists()
        await handy.answers("y", "3")
        assert (tmp_path / "data" / "aftercre.db").exists()
        assert (tmp_path / "data" / "aftercare.db").exists()


async def test_what_no_answer_mends_is_named_before_anything_is_asked(tmp_path: Path) -> None:
    async with a_handyman(tmp_path) as handy:
        text = handy.file.read_text(encoding="utf-8")
        handy.file.write_text(text + "SELF_REGISTRATON=false\n", encoding="utf-8")
        with pytest.raises(settings.SettingsError, match=r"SELF_REGISTRATION is probably meant"):
            await handy.answers(*ANSWERS)
        assert handy.screen == []


@pytest.mark.parametrize(
    ("said", "zone"),
    [("Leeds", "Europe/London"), ("europe/berlin", "Europe/Berlin"), ("Asia/Tokyo", "Asia/Tokyo")],
)
def test_a_town_is_as_good_as_a_zone(said: str, zone: str) -> None:
    assert zone_of(said) == zone
    with pytest.raises(ValueError, match="Etc"):
        zone_of("Etc/GMT-1")
    with pytest.raises(ValueError, match=r"it may be .* write one of them"):
        zone_of("Australia")


def test_the_zone_of_the_machine_is_offered_where_it_is_one_with_a_place(tmp_path: Path) -> None:
    for name, offered in (("Europe/Berlin", "Europe/Berlin"), ("UTC", None)):
        link = tmp_path / name.replace("/", "-")
        link.symlink_to(f"/usr/share/zoneinfo/{name}")
        assert zone_of_machine(link) == offered


def test_the_wrong_python_is_told_so_in_one_line() -> None:
    """One that knows none of the packages, as the machine's own does not."""
    command = [sys.executable, "-S", "-m", "bot", "setup"]
    ended = subprocess.run(  # noqa: S603  (our own program)
        command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 1
    assert "`make setup` gets it all" in ended.stderr


@pytest.mark.slow
def test_piped_answers_that_end_early_are_kept(tmp_path: Path) -> None:
    """A real process without a terminal and without a network."""
    command = [sys.executable, "-m", "bot", "setup"]
    given = {"CLINIC_NAME": "", "DATABASE_KEY": "", "DATABASE_PATH": ""}
    ended = subprocess.run(  # noqa: S603  (our own program)
        command,
        cwd=tmp_path,
        env=environment(tmp_path, **given),
        input="skip\nPraxis\n",
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert ended.returncode == 1
    assert "run it again to go on from there" in ended.stderr
    assert "CLINIC_NAME=Praxis" in (tmp_path / ".env").read_text(encoding="utf-8")


async def test_a_token_may_be_pasted_with_its_quotation_marks(tmp_path: Path) -> None:
    async with a_handyman(tmp_path) as handy:
        for quoted in (f'"{TOKEN}"', f"“{TOKEN}”", f"`{TOKEN}`"):
            handy.file.write_text(
                handy.file.read_text(encoding="utf-8").split("BOT_TOKEN")[0], encoding="utf-8"
            )
            await handy.answers(quoted)
            assert handy.values["BOT_TOKEN"] == TOKEN


def test_who_answered_nothing_is_told_so(tmp_path: Path) -> None:
    ended = told(tmp_path, "setup")
    assert ended.returncode == 1
    assert ended.stderr == "Stopped. Nothing was answered yet, and nothing is changed in .env.\n"
    assert not (tmp_path / ".env").exists()


async def test_a_dry_run_without_a_file_says_what_would_be_asked(tmp_path: Path) -> None:
    async with a_handyman(tmp_path) as handy:
        handy.file.unlink()
        assert len([line for line in await handy.answers(dry_run=True) if line.startswith("Would ask")]) == 5
