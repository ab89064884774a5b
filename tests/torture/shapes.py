"""Updates as Telegram may write them: from a few patterns of our own, or from the Bot API's description."""

import random
from collections.abc import Mapping, Sequence
from typing import Any

from tests.bot.rehearsal.api import API

Json = dict[str, Any]
NOON = 1_795_444_920
DEEPEST = 4
WORDS = (
    "hello",
    "my arm is sore",
    "/start",
    "/plan",
    "14:30",
    "yes",
    "is that normal?",
    "x" * 4096,
    "",
    "🙂",
    "I cannot breathe",
)
ALWAYS = ("“", '"')  # the marks in which the description puts the one word that a field may hold


def person(chance: random.Random, people: Sequence[int]) -> Json:
    return {"id": chance.choice(people), "is_bot": False, "first_name": "Pat", "language_code": "en"}


def private(who: Json) -> Json:
    return {"id": who["id"], "type": "private", "first_name": "Pat"}


def pattern(chance: random.Random, people: Sequence[int]) -> tuple[str, Json]:
    """A kind of update, and what it holds, whole."""
    who = person(chance, people)
    message = {"message_id": chance.randrange(1, 9999), "date": NOON, "from": who, "chat": private(who)}
    group = {"id": -1_009_999, "type": "supergroup", "title": "x"}
    words = {"text": chance.choice(WORDS), "entities": [{"type": "bold", "offset": 0, "length": 1}]}
    size = {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1, "file_size": 1}
    member = {"user": {"id": 5, "is_bot": True, "first_name": "x"}}
    patterns: list[tuple[str, Json]] = [
        ("message", {**message, **words}),
        ("message", {**message, **words, "reply_to_message": {**message, "text": "x"}}),
        ("message", {**message, "photo": [size, size], "caption": chance.choice(WORDS)}),
        (
            "message",
            {**message, "sticker": {**size, "type": "regular", "is_animated": False, "is_video": False}},
        ),
        ("message", {**message, "contact": {"phone_number": "5", "first_name": "x"}}),
        ("message", {**message, "location": {"longitude": 1.5, "latitude": 2.5}}),
        (
            "message",
            {**message, "chat": group, "pinned_message": {"chat": group, "message_id": 5, "date": 0}},
        ),
        (
            "message",
            {**message, "forward_origin": {"type": "user", "date": NOON, "sender_user": who}, **words},
        ),
        ("edited_message", {**message, **words, "edit_date": NOON}),
        (
            "callback_query",
            {
                "id": "1",
                "from": who,
                "chat_instance": "1",
                "data": chance.choice(("worried:1", "consent:yes", "sore:1:5", "x", "")),
                "message": {**message, "from": member["user"], "text": "x"},
            },
        ),
        (
            "my_chat_member",
            {
                "chat": private(who),
                "from": who,
                "date": NOON,
                "old_chat_member": {**member, "status": "member"},
                "new_chat_member": {**member, "status": chance.choice(("kicked", "member")), "until_date": 0},
            },
        ),
        ("poll", {"id": "5", "question": "?", "options": [], "total_voter_count": 0, "type": "regular"}),
    ]
    return chance.choice(patterns)


def described(chance: random.Random, people: Sequence[int]) -> tuple[str, Json]:
    """The same by the Bot API's description, of every kind that there is."""
    kinds = [field for field in API["types"]["Update"]["fields"] if field["name"] != "update_id"]
    kind = chance.choice(kinds)
    return kind["name"], _value(chance, chance.choice(kind["types"]), people, 0)


def _value(chance: random.Random, kind: str, people: Sequence[int], depth: int) -> Any:  # noqa: ANN401  (JSON of any type)
    if kind.startswith("Array of "):
        inner = kind.removeprefix("Array of ")
        return [_value(chance, inner, people, depth + 1) for _ in range(chance.randrange(3))]
    plain: dict[str, Sequence[Any]] = {
        "Integer": (0, 1, 5, NOON, 2**31, 2**52, *people),
        "String": (*WORDS, "regular", "private"),
        "Boolean": (True, False),
        "True": (True,),
        "Float": (0.5, 1, -3.25),
    }
    if kind in plain:
        return chance.choice(plain[kind])
    described_as = API["types"][kind]
    if subtypes := described_as.get("subtypes"):
        return _value(chance, chance.choice(subtypes), people, depth)
    return _object(chance, kind, described_as.get("fields", ()), people, depth)


def _object(
    chance: random.Random, kind: str, fields: Sequence[Mapping[str, Any]], people: Sequence[int], depth: int
) -> Json:
    """Its required fields, and some of the others, but none of these far inside."""
    often = 0.15 if depth < DEEPEST else 0.0
    chosen = [field for field in fields if field["required"] or chance.random() < often]
    if depth > 3 * DEEPEST:  # a type that needs one of its own kind would never end
        chosen = []
    found = {field["name"]: _field(chance, field, people, depth) for field in chosen}
    if kind == "Chat" and chance.random() < 0.7:  # a person's, as most are here
        found |= private({"id": chance.choice(people)})
    return found


def _field(chance: random.Random, field: Mapping[str, Any], people: Sequence[int], depth: int) -> Any:  # noqa: ANN401
    for mark in ALWAYS:
        _, always, word = field["description"].partition(f"always {mark}")
        if always:
            return word.partition("”" if mark == "“" else mark)[0]
    return _value(chance, chance.choice(field["types"]), people, depth + 1)
