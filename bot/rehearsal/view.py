"""What the page shows to one person, as one JSON object."""

from collections.abc import Mapping
from typing import Any

from bot.rehearsal.acts import CannotError, Stage
from bot.rehearsal.messages import Message, Toast
from bot.rehearsal.people import Person
from bot.rehearsal.shapes import Json


def view_of(stage: Stage, person_id: str) -> Json:
    """Show the chat of this person, or of the first one where there is no such person."""
    try:
        you = stage.person(person_id)
    except CannotError:
        you = stage.server.people[0]
    return {
        "now": stage.clock().timestamp() * 1000,
        "zone": str(stage.zone),
        "bot": stage.server.world.me["first_name"],
        "people": [_face(person) for person in stage.server.people],
        "you": you.id,
        "started": you.chat.started,
        "blocked": you.chat.blocked,
        "typing": you.chat.typing,
        "commands": you.commands,
        "messages": [_shown(message) for message in you.chat.messages if not message.deleted],
        "toasts": [_toast(toast) for toast in you.chat.toasts],
    }


def _face(person: Person) -> Json:
    last = person.chat.last
    return {
        "id": person.id,
        "name": person.name,
        "blocked": person.chat.blocked,
        "last": last.id if last else 0,
    }


def _toast(toast: Toast) -> Json:
    return {"id": toast.query_id, "text": toast.text, "alert": toast.alert}


def _shown(message: Message) -> Json:
    body = message.body
    return {
        "id": message.id,
        "mine": not message.by_bot,
        "at": message.at.timestamp() * 1000,
        "edited": message.edited,
        "text": message.words,
        "editable": not message.by_bot and message.text is not None,
        "entities": body.get("entities", body.get("caption_entities", [])),
        "buttons": [
            [{"label": b.label, "data": b.data, "url": b.url} for b in row] for row in message.buttons
        ],
        "photo": f"/media/{body['photo'][-1]['file_id']}" if "photo" in body else None,
        "document": _document(body["document"]) if "document" in body else None,
        "stub": _stub(body),
        "sticker": "sticker" in body,
        "forwarded": body.get("forward_origin", {}).get("sender_user_name"),
    }


def _document(told: Json) -> Json:
    return {"src": f"/media/{told['file_id']}", "name": told["file_name"], "bytes": told["file_size"]}


def _stub(body: Mapping[str, Any]) -> str | None:
    """Name what the page does not play or draw."""
    if "sticker" in body:
        return str(body["sticker"]["emoji"])
    kinds = {"voice": "Voice message", "location": "Location", "contact": "Contact"}
    return next((words for kind, words in kinds.items() if kind in body), None)
