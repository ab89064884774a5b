"""What is made at a start stays for good: nobody looks through it for garbage, again and again."""

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager


def grow() -> None:
    """Make what stays. To look through all of it meanwhile took a fifth of a start, and found nothing."""
    gc.disable()


@contextmanager
def growing() -> Iterator[None]:
    """Make what stays, as modules do."""
    grow()
    try:
        yield
    finally:
        keep()


def keep() -> None:
    """Leave what has been made so far alone, and look through what comes."""
    gc.freeze()
    gc.enable()


def settle() -> None:
    """Keep what has been made so far, and give back what was only needed on the way."""
    keep()
    trim()


def trim() -> None:
    """Give back what is free, where the C library can."""
    if give_back := getattr(ctypes.CDLL(None), "malloc_trim", None):
        give_back(0)
