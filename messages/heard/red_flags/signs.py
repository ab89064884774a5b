"""The warning signs that a patient can tap, and how soon each wants a human."""

from collections.abc import Mapping

# Sign → tier. Each has its label in `bot.signs` of the words.
SIGNS: Mapping[str, str] = {
    "breath": "emergency",
    "blood": "emergency",
    "weak": "emergency",
    "bladder": "emergency",
    "faint": "emergency",
    "swelling": "emergency",
    "bleeding": "emergency",
    "very_ill": "emergency",
    "life": "emergency",
    "spot": "same_day",
    "fever": "same_day",
    "dizzy": "same_day",
}
