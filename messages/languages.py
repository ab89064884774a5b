"""Every language is one folder: where they are, and which of them all others are measured by."""

import re
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

REFERENCE = "en"  # every other language has the texts and placeholders of this one
_NAME = re.compile(r"[a-z]{2,3}(-[a-z]{2,4})?")


def packaged() -> Traversable:
    """Give the folder of the languages that come with the product."""
    return files("messages")


def language_folders(*folders: Traversable) -> Iterator[Traversable]:
    """Give the languages of each folder, by name; those of a later folder come after an earlier one's."""
    for folder in folders:
        for language in sorted(folder.iterdir(), key=lambda entry: entry.name):
            if language.is_dir() and _NAME.fullmatch(language.name):
                yield language
