"""Rows and messages as their reader sees them: words and buttons as one text."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.care.ground.house import Clinic
from bot.model import Outgoing
from bot.render.text import Renderer

CLINIC = Clinic("Riverside Clinic", "+44 20 7946 0000", ZoneInfo("Europe/London"), "112")


def said(renderer: Renderer, row: Outgoing, now: datetime) -> str:
    """The text of a row, and each button with what a tap sends back."""
    rendered = renderer.message(row, now)
    taps = (f"[{label}|{data}]" for line in rendered.buttons for label, data in line)
    return "\n".join([rendered.text, *taps])
