"""Everything that is kept about a patient as a page: one file, no script, nothing from elsewhere."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from importlib.resources import files
from itertools import groupby
from typing import Any

from bot.care.ground.says.buttons import Moment
from bot.care.patient.check_ins import HELPFUL_MOST
from bot.care.patient.ratings import HELPFUL
from bot.render.export import Say, content
from bot.render.html import Element, el
from bot.render.verbatim import verbatim
from bot.render.words import Words, local
from bot.store.held import Everything, Fields
from bot.store.tx import stamp
from messages.heard.places import label
from schedules.clinical import CLINICAL

NOTHING_ELSE = "default-src 'none'; style-src 'unsafe-inline'"
SAID = frozenset({"sending", "sent", "unknown"})


def page(words: Words, held: Everything, say: Say) -> bytes:
    """Looks right in light and dark, and on a phone."""
    return f"<!doctype html>\n{Page(words, held, content(words, held, say)).whole()}\n".encode()


class Page:
    """What is kept, as it is read: first what a person looks for, then every table as it is."""

    def __init__(self, words: Words, held: Everything, kept: Mapping[str, Any]) -> None:
        self._words, self._held = words, held
        self._kept: Mapping[str, list[Fields]] = kept["tables"]
        self._zone = held.patient.zone or words.clinic.zone

    def whole(self) -> Element:
        title = self._small("title")
        style = (files("bot.render") / "export.css").read_text(encoding="utf-8")
        meta = (
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<meta http-equiv="Content-Security-Policy" content="{NOTHING_ELSE}">',
            '<meta name="color-scheme" content="light dark">',
        )
        head = el("head", *map(Element, meta), el("title", title), el("style", Element(style)))
        made = self._small("made", when=self._when(self._words.now), place=label(self._zone.key))
        parts = (self._person(), self._sessions(), self._alerts(), self._questions(), self._messages())
        body = el("body", el("h1", title), el("p", made), *parts, self._tables())
        return el("html", head, body, lang=self._words.language)

    def _person(self) -> Element:
        (person,) = self._kept["patients"]
        told = {
            "called": person["called"] or person["first_name"],
            "known_as": person["known_as"],
            "chat": person["chat_id"],
            "zone": person["zone"],
            "language": person["language"],
            "number": next((one["number"] for one in self._kept["phones"]), None),
            "agreed": self._at(self._kept["consents"][0]["given_at"]) if self._kept["consents"] else None,
            "hears_along": ", ".join(one["name"] for one in self._kept["carers"] if one["agreed_at"]),
        }
        shown = [el("dt", self._small(key)) + el("dd", str(value)) for key, value in told.items() if value]
        return self._section("person", [el("dl", *map(Element, shown))])

    def _sessions(self) -> Element:
        return self._section("sessions", map(self._session, self._kept["treatments"]))

    def _session(self, one: Fields) -> Element:
        treated = self._words.region(one["region"]) if one["region"] else self._small("session")
        about = " · ".join(filter(None, (one["label"], one["clinician_id"])))
        ratings = [row for row in self._kept["answers"] if row["treatment_id"] == one["id"]]
        return el(
            "article",
            el("h3", treated[:1].upper() + treated[1:]),
            el("p", self._small("ended", when=self._at(one["treated_at"]))),
            *((el("p", about),) if about else ()),
            *map(self._rating, ratings),
        )

    def _rating(self, one: Fields) -> Element:
        """A rating in words and as a bar as long as it is high."""
        most = HELPFUL_MOST if one["ask"] == HELPFUL else CLINICAL.most_sore
        said = self._small(f"rated.{one['ask']}", value=one["value"], most=most)
        share = round(100 * int(one["value"]) / most)
        bar = el("span", el("span", "", style=f"width:{share}%"), class_="bar", aria_hidden="true")
        return el("p", f"{self._at(one['answered_at'])}: {said}", bar)

    def _alerts(self) -> Element:
        return self._section("alerts", map(self._alert, self._kept["alerts"]))

    def _alert(self, one: Fields) -> Element:
        rows = [row for row in self._kept["alert_words"] if row["alert_id"] == one["id"]]
        read = [row for row in rows if self._was_read(one, row)] if one["seen_at"] else rows
        after = [row for row in rows if row not in read]
        seen = (
            self._small("seen", when=self._at(one["seen_at"]), name=one["seen_by"] or "")
            if one["seen_at"]
            else self._small("unseen")
        )
        parts = [el("p", self._at(one["raised_at"])), *map(self._quoted, read), el("p", seen)]
        if after:
            parts += [el("p", self._small("added")), *map(self._quoted, after)]
        return el("article", *parts)

    def _quoted(self, row: Fields) -> Element:
        return el("blockquote", verbatim(self._words, row["words"]), dir="auto")

    def _was_read(self, alert: Fields, row: Fields) -> bool:
        """Whether words had come to the clinic by when it was seen; what was added then had not."""
        told = [one for one in self._kept["outbox"] if one["alert_id"] == alert["id"] and one["settled_at"]]
        told = [one for one in told if one["sort"] == "alert" and one["state"] in SAID and one["claimed_at"]]
        came = any(row["said_at"] <= one["claimed_at"] <= alert["seen_at"] for one in told)
        return row["said_at"] <= alert["seen_at"] and (came or not told)

    def _questions(self) -> Element:
        def shown(one: Fields) -> Element:
            asked = el("p", self._at(one["asked_at"]))
            return el("article", asked, el("blockquote", one["words"], dir="auto"))

        return self._section("questions", map(shown, self._kept["questions"]))

    def _messages(self) -> Element:
        """What was said to them, day by day; what is still to come is in their plan."""
        said = [
            (local(Moment(_seconds(one["claimed_at"] or one["due_at"]), self._zone.key)), one["words"])
            for one in self._kept["outbox"]
            if one["words"] and one["state"] in SAID
        ]
        said.sort(key=lambda pair: pair[0])
        days = groupby(said, key=lambda pair: pair[0].date())
        return self._section("messages", self._days((day, list(same)) for day, same in days))

    def _days(self, days: Iterable[tuple[date, list[tuple[datetime, str]]]]) -> Iterator[Element]:
        for _, same in days:
            yield el("h3", self._words.date(same[0][0]))
            for at, text in same:
                yield el("article", el("p", f"{at:%H:%M}", class_="when"), el("p", text, dir="auto"))

    def _section(self, key: str, inside: Iterable[Element]) -> Element:
        shown = list(inside)
        nothing = el("p", self._small("nothing"))
        return el("section", el("h2", self._small(key)), *(shown or [nothing]))

    def _tables(self) -> Element:
        """Everything once more, as it is kept, so that nothing is left out."""
        tables = [
            el("details", el("summary", f"{name} ({len(rows)})"), *map(_row, rows))
            for name, rows in self._kept.items()
            if rows
        ]
        return el("section", el("h2", self._small("tables")), el("p", self._small("as_kept")), *tables)

    def _at(self, iso: str) -> str:
        return self._when(_seconds(iso))

    def _when(self, at: int) -> str:
        return self._words.when(Moment(at, self._zone.key))

    def _small(self, key: str, **filling: object) -> str:
        return self._words.text(f"bot.export.{key}", filling)


def _row(row: Fields) -> Element:
    """A row as it is kept, each column with its name there."""
    return el("dl", *(el("dt", name) + el("dd", _shown(value), dir="auto") for name, value in row.items()))


def _shown(value: object) -> str:
    return "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _seconds(iso: str) -> int:
    return stamp(datetime.fromisoformat(iso))
