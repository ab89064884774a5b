"""Pictures that go with words."""

import io

import segno

SCALE, QUIET = 10, 4  # pixels and modules of margin, so that a phone reads it off another phone


def code(url: str) -> bytes:
    """A QR code as PNG, dark on white in any theme."""
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(out, kind="png", scale=SCALE, border=QUIET)
    return out.getvalue()
