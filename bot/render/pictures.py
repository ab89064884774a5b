"""Pictures that go with words: dark on white, whatever theme the phone is in."""

import io
import textwrap

import segno
from PIL import Image, ImageDraw, ImageFont

SCALE, QUIET = 10, 4  # pixels and modules of margin, so that a phone reads it off another phone
BREADTH = 1.75  # of a code's picture to its height: below a square no phone has room for the buttons
WIDTH, MARGIN, LETTER = 1080, 60, 54  # pixels: a line of 34 letters, to be read at arm's length
LINE = 34
LATIN = 0x250  # the built-in font draws these characters


def code(url: str) -> bytes:
    """A QR code as PNG, in the middle of a picture that is broader than high."""
    drawn, out = io.BytesIO(), io.BytesIO()
    segno.make(url, error="m", micro=False).save(drawn, kind="png", scale=SCALE, border=QUIET)
    with Image.open(drawn) as square:
        picture = Image.new("1", (round(square.width * BREADTH), square.height), 1)
        picture.paste(square.convert("1"), ((picture.width - square.width) // 2, 0))
    picture.save(out, "PNG")
    return out.getvalue()


def card(text: str) -> bytes | None:
    """A text in large letters, as PNG; None where the font lacks letters of it, so that nothing is hidden."""
    if any(ord(sign) >= LATIN and sign not in "“”–’…" for sign in text):
        return None
    lines = [line for part in text.split("\n") for line in textwrap.wrap(part, LINE) or [""]]
    font = ImageFont.load_default(LETTER)
    height = 2 * MARGIN + len(lines) * (LETTER + 14)
    picture = Image.new("L", (WIDTH, height), 255)
    ImageDraw.Draw(picture).multiline_text((MARGIN, MARGIN), "\n".join(lines), fill=0, font=font, spacing=14)
    out = io.BytesIO()
    picture.save(out, "PNG")  # made smaller by a tenth it would take ten times as long, amid an emergency
    return out.getvalue()
