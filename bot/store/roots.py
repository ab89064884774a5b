"""What was derived from the first key and outlives it: links that are out there, the journal of erasures.

A changed key would give other links than the ones that were handed out, and hashes that fit nobody in the
journal any more. So a key file that took the place of another one has two more lines, and these stay.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from pathlib import Path

MARK = "\ufeff"  # that Windows puts before a text
LINES = re.compile(r"\nlinks ([0-9a-f]{64})\nerasures ([0-9a-f]{64})\s*\Z")


@dataclass(frozen=True, repr=False)
class Roots:
    """Neither leads back to the key, nor to the other."""

    links: bytes
    erasures: bytes

    @classmethod
    def of(cls, key: str) -> "Roots":
        """Those of a key that no other was before."""
        return cls(_derived(key, b"links of invitations"), _derived(key, b"journal of erasures"))


def _derived(key: str, purpose: bytes) -> bytes:
    return hmac.new(key.encode(), purpose, hashlib.sha256).digest()


def parts_of(text: str) -> tuple[str, Roots | None]:
    """The key that a key file holds, and the roots, where it was not the first."""
    text = text.removeprefix(MARK)
    if not (found := LINES.search(text)):
        return text.strip(), None
    return text[: found.start()].strip(), Roots(bytes.fromhex(found[1]), bytes.fromhex(found[2]))


def joined(key: str, roots: Roots) -> str:
    """What a key file holds that took the place of another one."""
    return f"{key}\nlinks {roots.links.hex()}\nerasures {roots.erasures.hex()}\n"


def read(key_file: Path, key: str) -> Roots:
    """Those that hold beside this key."""
    try:
        roots = parts_of(key_file.read_text(encoding="utf-8"))[1]
    except (OSError, UnicodeDecodeError):
        roots = None
    return roots or Roots.of(key)
