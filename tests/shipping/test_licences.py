"""Every dependency's licence is known, and is one that a clinic may use, change and hand on with the bot."""

import re
from importlib.metadata import PackageNotFoundError

import pytest

from tests import licences

FREE = re.compile(r"MIT|BSD|Apache|ISC|PSF|HPND|MPL|Mozilla|Zlib|LGPL|Public Domain|OFL|Python Software")


def test_the_page_lists_what_is_installed_and_what_each_says_of_itself() -> None:
    """After a change of dependencies: `make licences`."""
    told = licences.listed(licences.PAGE.read_text(encoding="utf-8"))
    assert [*told] == licences.pinned()
    for name, said in told.items():
        try:
            assert licences.licence(name) == said, name
        except PackageNotFoundError:
            pytest.fail(f"{name} is not installed")


def test_every_licence_lets_it_be_handed_on() -> None:
    told = licences.listed(licences.PAGE.read_text(encoding="utf-8"))
    assert [f"{name}: {said}" for name, said in told.items() if not FREE.search(said)] == []
