"""What patients wrote, as the clinic reads it: their own words, and the labels of what they tapped."""

import re

from bot.render.words import Words
from schedules.clinical import CLINICAL

NONE = "none"  # of the signs, by a tap
SETTLED = ("mistake", "helped", "gone", "surely_gone", "anew", "carer")  # what stands beside words
SENT = ("sent_voice", "sent_picture", "sent_other")  # in the place of words
TAPPED = re.compile(r"^\[(\w+)\]$", re.MULTILINE)  # a sign that was tapped, among a patient's words
MEANT = re.compile(r"^\[session (.+)\]$", re.MULTILINE)  # whom it is about, tapped as well


def verbatim(words: Words, text: str) -> str:
    """A patient's words as they are; of a sign that was tapped, its label."""

    def named(found: re.Match[str]) -> str:
        if found[1] in (*SETTLED, *SENT):
            return words.staff(f"flags.{found[1]}")
        if found[1] not in (*CLINICAL.signs, NONE):
            return found[0]
        return words.staff("flags.tapped", sign=words.small(f"signs.{found[1]}"))

    meant = MEANT.sub(lambda found: words.staff("flags.meant", label=found[1]), text)
    return TAPPED.sub(named, meant)


def quoted(words: Words, text: str) -> str:
    """A patient's words as they are, and in which language; of several, that of each line."""
    own = TAPPED.sub("", MEANT.sub("", text)).strip()
    lines = [line for line in own.split("\n") if line.strip()]
    told = {line: words.language_of(line) for line in lines}
    if len({*told.values()}) > 1:
        each = (" ".join(filter(None, (line, told.get(line, "")))) for line in text.split("\n"))
        return verbatim(words, "\n".join(each))
    return "\n".join(filter(None, (words.language_of(own), verbatim(words, text))))
