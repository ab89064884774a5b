"""What the page shows to one person, as one JSON object."""

from collections.abc import Mapping
from typing import Any

from bot.rehearsal.links import checked_link, start_payload
from bot.rehearsal.messages import Message, Toast
from bot.rehearsal.people import Person
from bot.rehearsal.shapes import Json, cut
from bot.rehearsal.stage import PATIENT, CannotError, Stage
from bot.rehearsal.starts import Start

LONGEST_PREVIEW = 90


def view_of(stage: Stage, person_id: str) -> Json:
    """Show the chat of this person, or of the first one where there is no such person."""
    try:
        you = stage.person(person_id)
    except CannotError:
        you = stage.server.people[0]
    bot, menu, language = stage.server.world.me, stage.server.world.menu, you.user["language_code"]
    return {
        "now": stage.clock().timestamp() * 1000,
        "turn": stage.turn,
        "zone": str(stage.zone),
        "yours": str(stage.zone_of(you)),
        "start": _start(stage.start),
        "again": _start(stage.chosen),
        "at_stake": stage.at_stake,
        "bot": menu.text("name", language) or bot["first_name"],
        "about": menu.text("description", language),
        "people": [_face(person) for person in stage.server.people],
        "you": you.id,
        "started": you.chat.started,
        "link": _link_for(stage, you),
        "blocked": you.chat.blocked,
        "typing": you.chat.typing,
        "commands": you.commands,
        "messages": [
            {**_shown(message, bot["username"]), **_keys(message, you)}
            for message in you.chat.messages
            if not message.deleted
        ],
        "toasts": [_toast(toast) for toast in you.chat.toasts],
        "strip": stage.hooks.strip.shown if stage.hooks.strip else None,
    }


def _link_for(stage: Stage, you: Person) -> Json | None:
    """For a patient who has not met the bot, the newest link of the clinic's that nobody has opened."""
    if you.chat.started or you.note not in {"", PATIENT}:
        return None
    clinic = (person for person in stage.server.people if person.note not in {"", PATIENT})
    found = ((stage.unopened(person), person.name) for person in clinic)
    return next(({"href": links[0], "whose": name} for links, name in found if links), None)


def _start(start: Start) -> Json:
    """Where one begins, as it can be chosen again."""
    return {
        "day": start.day,
        "time": f"{start.at:%H:%M}",
        "zone": str(start.zone),
        "patients": str(start.patients or start.zone),
    }


def _face(person: Person) -> Json:
    """Tell enough of someone whose phone one does not look at: how much the bot said, and its last words."""
    last = person.chat.last
    return {
        "id": person.id,
        "name": person.name,
        "note": person.note,
        "blocked": person.chat.blocked,
        "last": last.id if last else 0,
        "said": sum(message.by_bot for message in person.chat.messages),
        "preview": _preview(last) if last else "",
    }


def _preview(message: Message) -> str:
    words = " ".join(message.words.split()) or ("Photo" if "photo" in message.body else "File")
    return words if len(words) <= LONGEST_PREVIEW else f"{words[:LONGEST_PREVIEW].rstrip()}…"


def _toast(toast: Toast) -> Json:
    return {"id": toast.query_id, "text": toast.text, "alert": toast.alert}


def _shown(message: Message, bot: str) -> Json:
    body = message.body
    return {
        "id": message.id,
        "mine": not message.by_bot,
        "at": message.at.timestamp() * 1000,
        "edited": message.edited,
        "text": message.words,
        "editable": not message.by_bot and message.text is not None,
        "entities": [
            {**entity, **_link(_target(entity, message.words), bot)}
            for entity in body.get("entities", body.get("caption_entities", []))
        ],
        "buttons": [
            [{"label": b.label, "data": b.data, **_link(b.url or "", bot)} for b in row]
            for row in message.buttons
        ],
        "photo": _photo(body["photo"][-1]) if "photo" in body else None,
        "document": _document(body["document"]) if "document" in body else None,
        "stub": _stub(body),
        "sticker": "sticker" in body,
        "forwarded": body.get("forward_origin", {}).get("sender_user_name"),
    }


def _keys(message: Message, you: Person) -> Json:
    """A keyboard in the place of one's own is drawn under the message that brought it."""
    keys = you.chat.keys
    if keys is None or keys.message_id != message.id:
        return {}
    return {"buttons": [[{"label": label, "data": None, "press": True}] for label in keys.sends]}


def _target(entity: Json, text: str) -> str:
    found = cut(text, entity["offset"], entity["length"]) if entity["type"] == "url" else ""
    return str(entity.get("url", found))


def _link(url: str, bot: str) -> Json:
    """Say where a link leads, and whether it starts the bot; nothing for what is no link."""
    if not (href := url and checked_link(url)):
        return {}
    return {"href": href, "starts": start_payload(href, bot) is not None}


def _photo(told: Json) -> Json:
    return {"src": f"/media/{told['file_id']}", "width": told["width"], "height": told["height"]}


def _document(told: Json) -> Json:
    return {"src": f"/media/{told['file_id']}", "name": told["file_name"], "bytes": told["file_size"]}


def _stub(body: Mapping[str, Any]) -> str | None:
    """Name what the page does not play or draw."""
    if "sticker" in body:
        return str(body["sticker"]["emoji"])
    kinds = {"voice": "Voice message", "location": "Location", "contact": "Contact"}
    return next((words for kind, words in kinds.items() if kind in body), None)
