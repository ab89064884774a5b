"""What the clinic says to all its patients, a topic a row; what is no longer said stays a while, ended."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.store.codes import new_code
from bot.store.tx import Row, Tx, dump, instant, stamp

OWN = "own-"  # begins a topic that a clinic has made of a question


@dataclass(frozen=True)
class Advice:
    """The clinic's words on a topic, signed; without words it has said that it says nothing on it.

    It is not for whoever was treated at one of `not_parts` (of the body), or by one of `not_protocols`. After
    `review` it is too old. A colleague may have `seconded` it. `current` is the newest on its topic.
    """

    id: int
    code: str
    language: str
    topic: str
    title: str
    words: str
    author: int
    name: str
    signed: datetime
    review: datetime
    asks: tuple[str, ...] = ()
    not_parts: tuple[str, ...] = ()
    not_protocols: tuple[str, ...] = ()
    seconded_by: int | None = None
    replaces: int | None = None
    current: bool = True
    author_is_there: bool = True  # and may still speak for the clinic

    @property
    def is_own(self) -> bool:
        """Whether the clinic has made the topic itself."""
        return self.topic.startswith(OWN)

    def stands(self, now: datetime, *, two: bool) -> bool:
        """Whether patients get it: signed by who is still there, not too old, and seconded if `two` sign."""
        signed = self.author_is_there and (self.seconded_by is not None or not two)
        return self.current and bool(self.words) and signed and now < self.review

    def suits(self, parts: Collection[str], protocols: Collection[str], *, known: bool) -> bool:
        """Whether it is for who was treated there and so; where a part matters, that must be `known`."""
        if self.not_parts and not known:
            return False
        return not ({*parts} & {*self.not_parts} or {*protocols} & {*self.not_protocols})


_ALL = """SELECT a.*, s.name, s.revoked_at IS NULL AND s.role <> 'receptionist' AS author_is_there
  FROM advice a JOIN staff s ON s.id = a.signed_by"""


def sign(
    tx: Tx,
    *,
    language: str,
    topic: str,
    title: str,
    words: str,
    author: int,
    now: datetime,
    review: datetime,
    asks: Collection[str] = (),
    not_parts: Collection[str] = (),
    not_protocols: Collection[str] = (),
) -> Advice:
    """Say this on a topic from now on, in the place of what was said before."""
    before = current(tx, language, topic)
    if before:
        end(tx, before.id, now=now)
    code = new_code()
    tx.insert(
        "advice",
        code=code,
        language=language,
        topic=topic,
        title=title,
        words=words,
        asks=dump(list(asks)),
        not_parts=dump(list(not_parts)),
        not_protocols=dump(list(not_protocols)),
        signed_by=author,
        signed_at=stamp(now),
        review_at=stamp(review),
        replaces=before.id if before else None,
    )
    return _found(tx, code)


def current(tx: Tx, language: str, topic: str) -> Advice | None:
    """The newest words on a topic, whether they stand or not."""
    row = tx.one(
        f"{_ALL} WHERE a.language = :language AND a.topic = :topic AND a.ended_at IS NULL",
        language=language,
        topic=topic,
    )
    return _advice(row) if row else None


def all_current(tx: Tx, language: str | None = None) -> list[Advice]:
    """The newest words on every topic, of one language or of all."""
    rows = tx.all(
        f"{_ALL} WHERE a.ended_at IS NULL AND (:language IS NULL OR a.language = :language) ORDER BY a.id",
        language=language,
    )
    return [_advice(row) for row in rows]


def by_code(tx: Tx, code: str) -> Advice | None:
    row = tx.one(f"{_ALL} WHERE a.code = :code", code=code)
    return _advice(row) if row else None


def end(tx: Tx, advice_id: int, *, now: datetime) -> None:
    """Say it no more."""
    tx.run("UPDATE advice SET ended_at = :now WHERE id = :id", id=advice_id, now=stamp(now))


def go_back(tx: Tx, one: Advice) -> None:
    """Say again what a piece of advice had taken the place of, which it loses by that."""
    if one.replaces is not None:
        tx.run("UPDATE advice SET ended_at = NULL WHERE id = :id", id=one.replaces)


def reopen(tx: Tx, one: Advice) -> bool:
    """Say again what was ended, where nothing else has taken its place; False where something has."""
    if one.current or current(tx, one.language, one.topic):
        return False
    return tx.run("UPDATE advice SET ended_at = NULL WHERE id = :id", id=one.id) == 1


def second(tx: Tx, advice_id: int, by: int, *, now: datetime) -> bool:
    """A colleague signs it too; False where one has already."""
    changed = tx.run(
        """UPDATE advice SET seconded_by = :by, seconded_at = :now
           WHERE id = :id AND seconded_by IS NULL AND signed_by <> :by AND ended_at IS NULL""",
        id=advice_id,
        by=by,
        now=stamp(now),
    )
    return changed == 1


def limit(tx: Tx, advice_id: int, *, parts: Collection[str], protocols: Collection[str]) -> None:
    """For whom it is not."""
    tx.run(
        "UPDATE advice SET not_parts = :parts, not_protocols = :protocols WHERE id = :id",
        id=advice_id,
        parts=dump(sorted(parts)),
        protocols=dump(sorted(protocols)),
    )


def prune(tx: Tx, before: datetime) -> None:
    """Erase what was ended before that instant; the record keeps its code and none of its words."""
    tx.run("DELETE FROM advice WHERE ended_at < :before", before=stamp(before))


def _found(tx: Tx, code: str) -> Advice:
    found = by_code(tx, code)
    if found is None:
        raise LookupError(code)
    return found


def _advice(row: Row) -> Advice:
    return Advice(
        id=row["id"],
        code=row["code"],
        language=row["language"],
        topic=row["topic"],
        title=row["title"],
        words=row["words"],
        author=row["signed_by"],
        name=row["name"],
        signed=instant(row["signed_at"]),
        review=instant(row["review_at"]),
        asks=tuple(json.loads(row["asks"])),
        not_parts=tuple(json.loads(row["not_parts"])),
        not_protocols=tuple(json.loads(row["not_protocols"])),
        seconded_by=row["seconded_by"],
        replaces=row["replaces"],
        current=row["ended_at"] is None,
        author_is_there=bool(row["author_is_there"]),
    )
