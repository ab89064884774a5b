"""Every language is one folder: where they are, and which of them all others are measured by."""

import re
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

REFERENCE = "en"  # every other language has the texts and placeholders of this one
SHEET = "sheet.toml"  # what a language has at least; a folder with nothing else is no language yet
_NAME = re.compile(r"[a-z]{2,3}(-[a-z]{2,4})?")


def packaged() -> Traversable:
    """Give the folder of the languages that come with the product."""
    return files("messages")


def language_folders(*folders: Traversable) -> Iterator[Traversable]:
    """Give the languages of each folder, by name; those of a later folder come after an earlier one's."""
    for folder in _folders(*folders):
        if [file.name for file in folder.iterdir()] != [SHEET]:
            yield folder


def sheet_folders(*folders: Traversable) -> Iterator[Traversable]:
    """Give the folders that hold a sheet, whether they are a language besides or not, in the same order."""
    return (folder for folder in _folders(*folders) if (folder / SHEET).is_file())


def _folders(*folders: Traversable) -> Iterator[Traversable]:
    for folder in folders:
        for language in sorted(folder.iterdir(), key=lambda entry: entry.name):
            if language.is_dir() and _NAME.fullmatch(language.name):
                yield language
