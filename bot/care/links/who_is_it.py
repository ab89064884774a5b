"""What is typed after "who is it?": who, or all that a line says."""

from bot.care.ground.desk import Desk
from bot.care.ground.heard import Heard
from bot.care.links import enrolment, offered_line, typed_lines
from bot.model import Clinician, Dialogue


def take_who(desk: Desk, clinician: Clinician, dialogue: Dialogue, heard: Heard) -> None:
    """What is typed after "who is it?": a label, or a whole line, in which what was known already stays."""
    kept, body = dict(dialogue.facts), heard.hearing.body
    typed = typed_lines.lines(desk, clinician, heard.text, body, said=desk.now)
    if len(typed.lines) > 1:
        enrolment.enrol_lines(desk, clinician, typed, body, said=desk.now)
        return
    (line,) = typed.lines
    if not _says_more(line):
        enrolment.take_label(desk, clinician, offered_line.without_command(heard.text) or heard.text, kept)
        return
    known = {name: fact for name, fact in kept.items() if name != "then"}
    enrolment.take_label(desk, clinician, line.line.label, {**known, **typed_lines.facts_of(line)})


def _says_more(one: typed_lines.LineFor) -> bool:
    """Whether a line says more than who it is; a bare number may be a part of that."""
    line = one.line
    words = (line.region, line.doubt, line.plan, line.birth, line.ahead, *one.colleague.get("for", ()))
    told = any(sign.isalpha() or sign in ":." for sign in line.time)
    return bool(any(words) or told or one.colleague.get("unknown"))
