"""All that is wrong with what surrounds a start: lines of .env, names, values that an example left there."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.env import examples, file, names
from bot.env.file import EnvFile, WrongLine
from bot.typed import PROGRAM

QUOTES = ("'", '"')
DEFAULT_URL = "https://api.telegram.org"


@dataclass(frozen=True)
class Surroundings:
    """Where settings come from: the file, the environment, the names of secret files, and given values."""

    file: EnvFile
    environ: Mapping[str, str]
    secrets: Path | None
    given: Mapping[str, object] = field(default_factory=dict)

    def mistakes(self, known: Collection[str]) -> Iterator[WrongLine]:
        """Everything that can be known without knowing what a setting means; `known` is in capitals."""
        yield from self.file.mistakes
        yield from self._strange(known)
        yield from self._in_quotes(known)
        yield from self._of_examples()

    def _strange(self, known: Collection[str]) -> Iterator[WrongLine]:
        for name in self.file.values:
            if said := names.meant(name, known, ours=True):
                yield _no_setting(f"{name} in {self.file.path}", said)
        for name in self.environ:
            if said := names.meant(name, known, ours=False):
                yield _no_setting(f"{name} in the environment", said)
        for name in self._secret_files():
            if said := names.meant(name, known, ours=False):
                yield _no_setting(f"{self.secrets}/{name}", said)

    def _secret_files(self) -> list[str]:
        try:
            return sorted(path.name for path in self.secrets.iterdir()) if self.secrets else []
        except OSError:
            return []

    def _in_quotes(self, known: Collection[str]) -> Iterator[WrongLine]:
        """What hands .env over line by line keeps the quotation marks, and patients would see them."""
        for name, value in self.environ.items():
            if name.upper() in known and len(value) > 1 and value[0] == value[-1] and value[0] in QUOTES:
                what = (
                    f"{name} in the environment is in quotation marks, which would be taken for a part of it"
                )
                yield WrongLine(f"{what}; take them away.", frozenset({name.upper()}))

    def _of_examples(self) -> Iterator[WrongLine]:
        values = self.values()
        url = self.given.get("telegram_api_url") or values.get("TELEGRAM_API_URL") or DEFAULT_URL
        if not examples.is_rehearsed(str(url)):
            yield from (WrongLine(line) for line in examples.of_example(values))

    def values(self) -> dict[str, str]:
        """What is set, by names in capitals, as far as it is known before it is read; given ones left out."""
        held = {name.upper(): value for name, value in self.file.values.items()}
        held |= {name.upper(): value for name, value in self.environ.items() if value}
        return {name: value for name, value in held.items() if name.lower() not in self.given}

    def is_nowhere(self) -> str | None:
        """Where there is no file: where it was looked for, and what may be meant to be it."""
        path = self.file.path
        if self.file.mistakes or path.exists():
            return None
        folder = path.absolute().parent
        if others := [*file.lookalikes(folder)]:
            return f"There is no {path.name} in {folder}, but {others[0]}; rename that to {path.name}."
        return (
            f"There is no {path.name} in {folder}: go where yours is, or make one with {PROGRAM} setup. To "
            f"try everything without one: {PROGRAM} rehearse"
        )


def _no_setting(what: str, said: str) -> WrongLine:
    return WrongLine(f"{what} is no setting of this bot; {said} is probably meant.", frozenset({said}))
