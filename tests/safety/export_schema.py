"""The schema of what /export gives as data: docs/export.schema.json, from the tables and the data map."""

import json
from typing import Any

from bot.render.export import FORMAT, VERSION
from bot.store.held import PARTS, KeptTable
from tests.safety import data_map
from tests.surroundings import ROOT

PAGE = ROOT / "docs" / "export.schema.json"
INSTANT = "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$"
KINDS: dict[str, dict[str, Any]] = {
    "at": {"type": "string", "format": "date-time", "pattern": INSTANT},
    "flag": {"type": "boolean"},
    "member": {"type": "string"},
    "json": {"type": "object"},
    "bytes": {"type": "string"},
    "side": {"enum": ["patient", "clinic", "bot"]},
}
TYPES: dict[str, dict[str, Any]] = {"INTEGER": {"type": "integer"}, "TEXT": {"type": "string"}}
SAID: dict[str, Any] = {
    "to": {"enum": ["patient", "carer", "clinic"], "description": "whom it went to"},
    "words": {
        "type": ["string", "null"],
        "description": "what it says today; none where it went to somebody else or names another person",
    },
}


def page() -> str:
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


def schema() -> dict[str, Any]:
    """By JSON Schema, draft 2020-12."""
    tables = {part.table: _table(part) for part in PARTS}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Everything that the aftercare companion keeps about a patient",
        "description": "What /export gives as data. Each table is as it is kept; instants are UTC.",
        **_object(
            {
                "format": {"const": FORMAT},
                "version": {"const": VERSION},
                "made_at": {**KINDS["at"], "description": "when the file was made"},
                "clinic": {"type": "string", "description": "who keeps it"},
                "kept_for_days": {"type": "integer", "description": "after the last session"},
                "tables": _object(tables),
            }
        ),
    }


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [*properties],
        "properties": properties,
    }


def _table(part: KeptTable) -> dict[str, Any]:
    told = data_map.entries()["tables"][part.table]
    columns = {name: _column(part.table, name, kind, told["columns"][name]) for name, kind in part.named()}
    more = SAID if part.table == "outbox" else {}
    return {"type": "array", "description": told["what"], "items": _object({**columns, **more})}


def _column(table: str, name: str, kind: str, said: str) -> dict[str, Any]:
    one = data_map.columns(table)[name]
    shape = KINDS.get(kind) or TYPES[one.type]
    if not (one.notnull or one.is_pk):
        shape = {"anyOf": [shape, {"type": "null"}]}
    return {**shape, "description": said}
