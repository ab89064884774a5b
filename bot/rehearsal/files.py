"""Files: uploaded by the bot or sent by a person, kept under their file_id, downloaded by path."""

import hashlib
import struct
from collections.abc import Mapping
from dataclasses import dataclass

from bot.rehearsal.refusals import bad_request
from bot.rehearsal.shapes import Ask, Json, Upload

MOST_PHOTO_BYTES = 10 * 1024 * 1024
MOST_PHOTO_SIDES = 10_000
MOST_PHOTO_RATIO = 20
# JPEG markers of a frame header; three of the row mean something else.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_PNG_HEAD = struct.Struct(">8s8xII")


@dataclass(frozen=True)
class Kept:
    """One stored file and the JSON object (PhotoSize, Document, ...) that tells of it."""

    upload: Upload
    facts: Json
    path: str


class Files:
    """Every file of the rehearsal, in memory."""

    def __init__(self) -> None:
        self._kept: dict[str, Kept] = {}

    def keep(self, upload: Upload, folder: str, facts: Mapping[str, object]) -> Json:
        """Store it and return its object; the same bytes share a file_unique_id, never a file_id."""
        serial = len(self._kept) + 1
        digest = hashlib.sha256(upload.content).hexdigest()
        identity = {"file_id": f"BQAD{digest[:24]}-{serial}", "file_unique_id": f"AQAD{digest[:10]}"}
        whole: Json = {**identity, "file_size": len(upload.content), **facts}
        suffix = upload.name.rpartition(".")[2] or "bin"
        self.put(Kept(upload, whole, f"{folder}/file_{serial}.{suffix}"))
        return whole

    @property
    def all(self) -> list[Kept]:
        return [*self._kept.values()]

    def put(self, kept: Kept) -> None:
        self._kept[kept.facts["file_id"]] = kept

    def clear(self) -> None:
        self._kept.clear()

    def get(self, file_id: str) -> Kept | None:
        return self._kept.get(file_id)

    def at(self, path: str) -> Kept | None:
        return next((kept for kept in self._kept.values() if kept.path == path), None)


def sent_file(ask: Ask, name: str, files: Files) -> Upload | Json:
    """Find what the parameter names: an upload, or the object of a file that Telegram has already."""
    named = ask.text(name)
    part = named.removeprefix("attach://") if named.startswith("attach://") else name
    if named and part == name:
        return _known(named, files)
    if part not in ask.files:
        raise bad_request(f"there is no {name} in the request")
    if not ask.files[part].content:
        raise bad_request("file must be non-empty")
    return ask.files[part]


def _known(file_id: str, files: Files) -> Json:
    if file_id.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    kept = files.get(file_id)
    if kept is None:
        raise bad_request("wrong remote file identifier specified: can't unserialize it. Wrong last symbol")
    return kept.facts


def photo_facts(upload: Upload) -> Json:
    """Width and height, or the refusal of what is no picture."""
    size = len(upload.content)
    if size > MOST_PHOTO_BYTES:
        raise bad_request(
            f"file of size {size} bytes is too big for a photo; the maximum size is 10485760 bytes"
        )
    width, height = _png(upload.content) or _jpeg(upload.content) or (0, 0)
    if not width or not height:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if width + height > MOST_PHOTO_SIDES or max(width, height) > MOST_PHOTO_RATIO * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return {"width": width, "height": height}


def document_facts(upload: Upload) -> Json:
    return {"file_name": upload.name, "mime_type": upload.mime_type}


def _png(content: bytes) -> tuple[int, int] | None:
    if len(content) < _PNG_HEAD.size:
        return None
    signature, width, height = _PNG_HEAD.unpack_from(content)
    return (width, height) if signature == b"\x89PNG\r\n\x1a\n" else None


def _jpeg(content: bytes) -> tuple[int, int] | None:
    """Walk the segments to the frame header, which alone knows the size."""
    at = 2 if content.startswith(b"\xff\xd8") else len(content)
    while at + 9 < len(content) and content[at : at + 1] == b"\xff":
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
