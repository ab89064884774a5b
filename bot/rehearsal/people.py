"""People who talk to the bot: what a real client can do, and what it shows."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.rehearsal.entities import finished
from bot.rehearsal.links import start_payload
from bot.rehearsal.messages import Chat, Message, caption_body, text_body
from bot.rehearsal.pictures import plain_picture
from bot.rehearsal.shapes import Json, Upload, Words
from bot.rehearsal.world import Query, World

LONGEST_TEXT = 4096
FIRST_GROUP = -4_000_000_001


@dataclass(frozen=True)
class Group:
    """A group that the bot was added to."""

    id: int
    title: str


class Person:
    """Someone with a phone; `note` says who they are. Nothing here waits: the server's `until` does."""

    def __init__(self, world: World, name: str, user_id: int, language: str, note: str = "") -> None:
        self._world = world
        self.id = user_id
        self.name = name
        self.note = note
        self.language = language
        self.guest = False  # gone when everything begins anew
        self.user: Json = {"id": user_id, "is_bot": False, "first_name": name, "language_code": language}
        self.begin_anew()

    def begin_anew(self) -> None:
        """Take a phone on which the bot was never met."""
        self.chat = Chat({"id": self.id, "type": "private", "first_name": self.name}, self._world.clock)
        self._world.chats[self.id] = self.chat
        self._world.users[self.id] = self.user

    @property
    def blocking(self) -> bool:
        return self.chat.blocked

    @property
    def commands(self) -> list[Json]:
        """The command menu that this person sees."""
        return self._world.menu.shown_to(self.id, self.language, self.chat.face)

    def start(self, payload: str = "") -> Message:
        """Press Start (which unblocks, too): sends /start, with a deep link's payload if there is one."""
        self.unblock()
        return self.say(f"/start {payload}".strip())

    def open(self, link: str) -> Message:
        """Open a deep link to the bot and press Start; raises ValueError for a link that does not do that."""
        payload = start_payload(link, self._world.me["username"])
        if payload is None:
            raise ValueError(f"Telegram does not start this bot with {link}")
        return self.start(payload)

    def say(self, text: str, **more: object) -> Message:
        """Send a text; `more` are further fields of the Bot API's Message."""
        words = finished(Words(text))
        if not 0 < len(words.text) <= LONGEST_TEXT:
            raise ValueError(f"A client sends 1 to {LONGEST_TEXT} characters at a time.")
        return self._send({**text_body(words), **more})

    def forward(self, text: str, author: str = "Robin") -> Message:
        origin = {"type": "hidden_user", "date": self._now(), "sender_user_name": author}
        return self.say(text, forward_origin=origin)

    def photo(self, caption: str | None = None, content: bytes | None = None) -> Message:
        upload = Upload("photo.png", "image/png", content or plain_picture(320, 240))
        sizes = [self._world.files.keep(upload, "photos", {"width": 320, "height": 240})]
        return self._send({"photo": sizes, **caption_body(finished(Words(caption or "")))})

    def document(self, content: bytes, name: str, kind: str = "text/csv") -> Message:
        """Send a file."""
        upload = Upload(name, kind, content)
        facts = {"file_name": name, "mime_type": kind}
        return self._send({"document": self._world.files.keep(upload, "documents", facts)})

    def voice(self, seconds: int = 3) -> Message:
        upload = Upload("voice.oga", "audio/ogg", b"OggS" + bytes(96))
        facts = {"duration": seconds, "mime_type": "audio/ogg"}
        return self._send({"voice": self._world.files.keep(upload, "voice", facts)})

    def sticker(self, emoji: str = "🙂") -> Message:
        upload = Upload("sticker.webp", "image/webp", b"RIFF" + bytes(60))
        looks = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return self._send({"sticker": self._world.files.keep(upload, "stickers", {**looks, "emoji": emoji})})

    def contact(self, number: str = "+15550100", of: "Person | None" = None) -> Message:
        """Send a card: one's own, as the button for it does, or somebody else's."""
        whose = of or self
        card = {"phone_number": number, "first_name": whose.name, "user_id": whose.id}
        return self._send({"contact": card})

    def press(self, label: str) -> Message:
        """Press a key of the keyboard that the bot has put in the place of one's own; it goes with that."""
        keys = self.chat.keys
        if keys is None or label not in keys.sends:
            raise LookupError(f"no key {label!r}; there are {list(keys.sends) if keys else []}")
        self.chat.keys = None
        match keys.sends[label]:
            case "contact":
                return self.contact()
            case "location":
                return self.location()
            case _:
                return self.say(label)

    def location(self, latitude: float = 51.4779, longitude: float = -0.0015) -> Message:
        """Share a place on the map, in degrees."""
        return self._send({"location": {"latitude": latitude, "longitude": longitude}})

    def edit(self, message: Message | int, text: str) -> Message:
        """Change the text of one's own message."""
        found = self._mine(message)
        if found.by_bot or found.text is None:
            raise LookupError("only one's own text can be edited")
        kept = {key: value for key, value in found.body.items() if key not in {"text", "entities"}}
        edited = self._world.revise(self.chat, found, {**kept, **text_body(finished(Words(text)))})
        self._world.update("edited_message", edited.json)
        return edited

    def delete(self, message: Message | int) -> None:
        """Delete for both sides. No update tells the bot, as in a real private chat."""
        self._world.delete(self.chat, self._mine(message))

    def tap(self, where: Message | str, label: str | None = None) -> str:
        """Tap a button by its words: on this message as it was seen, or on the newest that has it.

        Returns the query's id. A message that has changed since still sends what its old button held.
        """
        if isinstance(where, Message):
            seen, words = where, label or ""
        else:
            seen, words = self._newest_with(where), where
        button = seen.button(words)
        if button is None or button.data is None:
            raise LookupError(f"no button {words!r} to tap; there are {list(seen.labels)}")
        return self.tap_data(seen, button.data)

    def tap_data(self, message: Message | int, data: str) -> str:
        """Send any data as if from a button of this message: clients can."""
        found = self._mine(message)
        query = Query(
            str(4_380_000_000_000_000_000 + self._world.next_serial()), self.id, self._world.clock()
        )
        self._world.queries[query.id] = query
        shown = {"chat": self.chat.face, "message_id": found.id, "date": 0} if found.deleted else found.json
        told = {
            "id": query.id,
            "from": self.user,
            "message": shown,
            "chat_instance": str(self.id),
            "data": data,
        }
        self._world.update("callback_query", told)
        return query.id

    def block(self) -> None:
        if not self.chat.blocked:
            self._blocks(True, "member", "kicked")

    def unblock(self) -> None:
        if self.chat.blocked:
            self._blocks(False, "kicked", "member")

    def add_to_group(self, title: str) -> Group:
        """Make a group with the bot in it."""
        group_id = FIRST_GROUP - self._world.next_serial()
        face = {"id": group_id, "type": "group", "title": title}
        group = self._world.chats[group_id] = Chat(face, self._world.clock)
        self._membership(group, "left", "member")
        joined = self._world.post(group, self.user, {"new_chat_members": [self._world.me]})
        self._seen_in(joined)
        return Group(group_id, title)

    def say_in_group(self, group: Group, text: str) -> Message:
        """Write in a group; of that the bot hears commands only (privacy mode), and none for another bot."""
        message = self._world.post(self._world.chats[group.id], self.user, text_body(finished(Words(text))))
        command, _, named = text.split(maxsplit=1)[0].partition("@")
        if command.startswith("/") and named.lower() in {"", self._world.me["username"].lower()}:
            self._seen_in(message)
        return message

    def _seen_in(self, message: Message) -> None:
        if self._world.chats[message.json["chat"]["id"]].member:
            self.chat.met = True
            self._world.update("message", message.json)

    def _send(self, body: Mapping[str, object]) -> Message:
        if self.chat.blocked:
            raise PermissionError(f"{self.name} has blocked the bot and must unblock it first.")
        self.chat.started = True
        message = self._world.post(self.chat, self.user, body)
        self._world.update("message", message.json)
        return message

    def _mine(self, message: Message | int) -> Message:
        found = self.chat.message(message if isinstance(message, int) else message.id)
        if found is None:
            raise LookupError(f"{self.name} has no such message")
        return found

    def _newest_with(self, label: str) -> Message:
        for message in reversed(self.chat.bot_messages):
            if message.button(label):
                return message
        last = self.chat.last
        raise LookupError(
            f"no message has a button {label!r}; the last one has {list(last.labels) if last else []}"
        )

    def _blocks(self, blocked: bool, old: str, new: str) -> None:
        self.chat.blocked = blocked
        self._membership(self.chat, old, new)

    def _membership(self, chat: Chat, old: str, new: str) -> None:
        told = {"chat": chat.face, "from": self.user, "date": self._now()}
        states = {"old_chat_member": self._bot_as(old), "new_chat_member": self._bot_as(new)}
        self._world.update("my_chat_member", {**told, **states})

    def _bot_as(self, status: str) -> Json:
        until: Json = {"until_date": 0} if status == "kicked" else {}
        return {"status": status, "user": self._world.me, **until}

    def _now(self) -> int:
        return int(self._world.clock().timestamp())
