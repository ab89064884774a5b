"""Random public codes: how patients, treatments, links and colleagues are named outside the file."""

import secrets

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that are mistaken for another
LENGTH = 7


def new_code() -> str:
    """Seven letters of 32, so 35 random bits; a code names, it never authorises."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
