"""The steps of the Dockerfile, done by hand as far as they want no network; what comes of them runs."""

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from tests.surroundings import ROOT, environment

HOME = "/srv/aftercare"
APP = "/opt/aftercare/app"
PYTHON = re.compile(r"(/opt/aftercare/bin/)?python(?= )")


def instructions() -> list[tuple[str, str]]:
    """Each instruction and what follows it, on one line."""
    text = re.sub(r"^#.*\n", "", (ROOT / "Dockerfile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    lines = re.sub(r"\\\n\s*", "", text).splitlines()
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in lines) if word]


def said(word: str) -> list[str]:
    return [rest for name, rest in instructions() if name == word]


def form(text: str) -> list[str]:
    """A command in its form of a list, ours in the place of the image's Python."""
    found: list[str] = json.loads(text[text.index("[") :])
    return [sys.executable if one == "python" else one for one in found]


@pytest.fixture
def image(tmp_path: Path) -> Path:
    """The root of the image: what is copied, compiled and made by its own lines."""
    for copied in said("COPY"):
        source, _, target = copied.partition(" ")
        if source in ("bot", "schedules", "messages"):
            shutil.copytree(
                ROOT / source, f"{tmp_path}{target}", ignore=shutil.ignore_patterns("__pycache__")
            )
    for line in said("RUN"):
        if "pip install" not in line:
            subprocess.run(  # noqa: S603  (our own lines)
                ["/bin/sh", "-ec", here(line, tmp_path)], check=True, capture_output=True, timeout=PATIENCE
            )
    return tmp_path


def here(line: str, root: Path) -> str:
    """The line with its folders in that one, and with ourselves where it makes a user of the machine."""
    line = PYTHON.sub(sys.executable + " ", line)
    line = re.sub(r"(?<=[ ])/(opt|srv)/", rf"{root}/\1/", line)
    makes_user, _, rest = line.partition("&& mkdir")
    if not rest:
        return line
    assert re.fullmatch(r"groupadd .*--gid 10001 aftercare && useradd .*--uid 10001 .*", makes_user.strip())
    return "mkdir" + rest.replace("aftercare:aftercare ", f"{os.getuid()}:{os.getgid()} ")


def test_the_image_is_made_and_what_it_starts_finds_all_that_it_needs(image: Path) -> None:
    given = dict(re.findall(r"(\w+)=(\S+)", " ".join(said("ENV"))))
    assert given["PYTHONPATH"] == APP
    assert said("WORKDIR")[-1] == HOME
    home = Path(f"{image}{HOME}")
    before = sorted(path for path in Path(f"{image}{APP}").rglob("*"))
    assert [path for path in before if path.suffix == ".pyc"], "nothing is compiled at its first start"
    env = environment(home, BACKUP_DIR="backups") | {
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": f"{image}{APP}",
    }

    def told(command: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603  (our own program)
            command, cwd=home, env=env, capture_output=True, text=True, timeout=PATIENCE, check=False
        )

    checked = told([*form(said("ENTRYPOINT")[0]), "check"])
    assert (checked.returncode, checked.stderr) == (3, ""), "Telegram alone is not reached"
    assert told(form(said("HEALTHCHECK")[0])).returncode == 1, "it does not run"
    assert json.loads(said("CMD")[0]) == ["run"]
    assert sorted(path for path in Path(f"{image}{APP}").rglob("*")) == before, "its root is read-only"


def test_what_is_kept_lies_in_volumes_for_one_user_alone(image: Path) -> None:
    volumes = json.loads(said("VOLUME")[0])
    compose = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    assert volumes == [f"{HOME}/{name}" for name in ("data", "secrets", "backups")]
    for volume in volumes:
        assert stat.S_IMODE(Path(f"{image}{volume}").stat().st_mode) == 0o700
        assert f":{volume}\n" in compose
    assert said("USER") == ["10001:10001"]
