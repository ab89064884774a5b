"""What is made at a start stays for good: nobody looks through it for garbage, again and again."""

import ctypes
import gc


def grow() -> None:
    """Make what stays. To look through all of it meanwhile took a fifth of a start, and found nothing."""
    gc.disable()


def settle() -> None:
    """Leave what has been made so far alone, and give back what was only needed on the way."""
    gc.freeze()
    gc.enable()
    trim()


def trim() -> None:
    """Give back what is free, where the C library can."""
    if give_back := getattr(ctypes.CDLL(None), "malloc_trim", None):
        give_back(0)
