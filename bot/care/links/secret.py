"""What a deep link holds: never kept, and made anew whenever it is to be said.

It is computed from a random number that is kept and a key that is not in the database, so that a message
with a link survives a crash without the link lying in a file; the file has its fingerprint only.
"""

import base64
import hashlib
import hmac
import re
import secrets

BYTES = 24  # 192 bits
HELD = re.compile(r"[A-Za-z0-9_-]{32}")  # what those look like in a link; Telegram takes up to 64


def new_nonce() -> str:
    return secrets.token_hex(BYTES)


def held_by(key: bytes, nonce: str) -> str:
    """What the link of this number holds."""
    made = hmac.new(key, nonce.encode(), hashlib.sha256).digest()[:BYTES]
    return base64.urlsafe_b64encode(made).decode()


def fingerprint(held: str) -> str:
    return hashlib.sha256(held.encode()).hexdigest()
