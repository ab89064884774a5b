"""Everything that is kept about a patient as data, in the form of docs/export.schema.json."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from bot.model import Audience, Outgoing
from bot.render.words import Words
from bot.store.held import Everything
from bot.store.tx import instant

FORMAT, VERSION = "aftercare-export", 1
Say = Callable[[Outgoing], str | None]  # a message in words; None where there are none any more
NAME = "my-data-{day:%Y-%m-%d}.{kind}"


def name(words: Words, kind: str) -> str:
    return NAME.format(day=instant(words.now), kind=kind)


def content(words: Words, held: Everything, say: Say) -> dict[str, Any]:
    """As JSON has it; each message with whom it went to and, to the patient, what it says."""
    messages = zip(held.tables["outbox"], held.said, strict=True)
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_at": f"{instant(words.now):%Y-%m-%dT%H:%M:%SZ}",
        "clinic": words.clinic.name,
        "kept_for_days": words.clinic.retention_days,
        "tables": {
            **held.tables,
            "outbox": [{**row, **_said(held, message, say)} for row, message in messages],
        },
    }


def _said(held: Everything, message: Outgoing, say: Say) -> Mapping[str, Any]:
    if message.audience is Audience.STAFF:
        return {"to": "clinic", "words": None}
    if message.chat_id != held.patient.chat_id or message.patient_id != held.patient.id:
        return {"to": "carer", "words": None}
    words = say(message)
    named = words is not None and any(other.casefold() in words.casefold() for other in held.others)
    return {"to": "patient", "words": None if named else words}


def data(words: Words, held: Everything, say: Say) -> bytes:
    return json.dumps(content(words, held, say), ensure_ascii=False, indent=1).encode()
