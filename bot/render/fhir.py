"""A summary for the notes as a FHIR R4 bundle, for a record system to take in.

Resources are plain values here; what makes them FHIR is held by a test (docs/decisions/0035-what-leaves.md).
"""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from bot.care.clinic.notes import CourseNoted, FlagNoted, SessionNoted
from bot.render import adverse_events
from bot.render.verbatim import verbatim
from bot.render.words import Words
from bot.store.adverse_events import AdverseEvent
from bot.store.answers import Given
from bot.store.tx import instant

Resource = dict[str, Any]
SORE_NOW = {  # of LOINC: what the check-in asks
    "coding": [
        {
            "system": "http://loinc.org",
            "code": "72514-3",
            "display": "Pain severity - 0-10 verbal numeric rating [Score] - Reported",
        }
    ]
}
SCORE = {"unit": "{score}", "system": "http://unitsofmeasure.org", "code": "{score}"}
SURVEY = {
    "coding": [
        {
            "system": "http://terminology.hl7.org/CodeSystem/observation-category",
            "code": "survey",
            "display": "Survey",
        }
    ]
}
LABEL, CODE = "urn:aftercare:label", "urn:aftercare:code"  # whose identifiers


def bundle(words: Words, noted: CourseNoted) -> bytes:
    """A collection: the patient, each session, each check-in with its answers, each rating, each red flag."""
    entries = [
        {"fullUrl": url(one["resourceType"], one["identifier"]), "resource": one}
        for one in _resources(words, noted)
    ]
    whole = {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": instant(words.now).isoformat(),
        "entry": entries,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def _resources(words: Words, noted: CourseNoted) -> Iterator[Resource]:
    subject = {"reference": url("Patient", [_identifier(noted.code)]), "display": noted.label}
    yield {
        "resourceType": "Patient",
        "identifier": [_identifier(noted.code), {"system": LABEL, "value": noted.label}],
    }
    for one in noted.sessions:
        yield from _Session(words, subject, one).resources()


class _Session:
    """The resources of one session; each is known by what it is made of, so that it is the same each time."""

    def __init__(self, words: Words, subject: Resource, one: SessionNoted) -> None:
        self._words, self._subject, self._one = words, subject, one
        self._region = {"text": words.region(one.treatment.region)}
        self._code = one.treatment.code

    def resources(self) -> Iterator[Resource]:
        yield {
            "resourceType": "Procedure",
            "identifier": [_identifier(self._code)],
            "status": "completed",
            "code": {"text": self._words.staff("notes.procedure")},
            "subject": self._subject,
            "performedDateTime": self._at(self._one.treatment.treated_at),
            "bodySite": [self._region],
        }
        yield from self._check_ins()
        yield from map(self._rating, self._one.sore)
        yield from map(self._adverse, self._one.adverse)
        yield from (self._flag(one) for one in self._one.flags if not (one.false_alarm or one.mistaken))

    def _check_ins(self) -> Iterator[Resource]:
        """What one check-in asked, and the answers; what was said of their own accord answers none."""
        by_step: dict[str, list[tuple[Given, str]]] = {}
        for ask, every in self._one.answers.items():
            for given in every:
                if given.step is not None:
                    by_step.setdefault(given.step, []).append((given, ask))
        for step, told in by_step.items():
            yield {
                "resourceType": "QuestionnaireResponse",
                "identifier": _identifier(f"{self._code}.{step}"),
                "status": "completed",
                "subject": self._subject,
                "source": self._subject,
                "authored": self._at(max(given.at for given, _ in told)),
                "item": [
                    {
                        "linkId": ask,
                        "text": self._words.staff(f"notes.questions.{ask}"),
                        "answer": [{"valueInteger": given.value}],
                    }
                    for given, ask in told
                ],
            }

    def _rating(self, given: Given) -> Resource:
        check_in = url("QuestionnaireResponse", _identifier(f"{self._code}.{given.step}"))
        derived = {"derivedFrom": [{"reference": check_in}]} if given.step else {}
        return {
            "resourceType": "Observation",
            "identifier": [_identifier(f"{self._code}.rating.{given.id}")],
            "status": "final",
            "category": [SURVEY],
            "code": SORE_NOW,
            "subject": self._subject,
            "partOf": [self._procedure],
            "effectiveDateTime": self._at(given.at),
            "performer": [self._subject],
            "valueQuantity": {"value": given.value, **SCORE},
            "bodySite": self._region,
            **derived,
        }

    def _flag(self, flag: FlagNoted) -> Resource:
        """Only possibly an adverse event: what the patient wrote, before anybody has looked at it."""
        tier = self._words.staff(f"tiers.{flag.tier}")
        return {
            "resourceType": "AdverseEvent",
            "identifier": _identifier(f"{self._code}.flag.{flag.code}"),
            "actuality": "potential",
            "event": {"text": f"{tier}: {verbatim(self._words, flag.words)}".strip()},
            "subject": self._subject,
            "date": self._at(flag.at),
            "recordedDate": self._at(flag.at),
            "suspectEntity": [{"instance": self._procedure}],
        }

    def _adverse(self, event: AdverseEvent) -> Resource:
        """What the clinic has noted: by its name and how grave it was, in words, as no code says either."""
        return {
            "resourceType": "AdverseEvent",
            "identifier": _identifier(f"{self._code}.adverse.{event.code}"),
            "actuality": "actual",
            "event": {"text": adverse_events.kind(self._words, event.kind, event.words)},
            "severity": {"text": self._words.staff(f"gravities.{event.gravity}")},
            "subject": self._subject,
            "recordedDate": self._at(event.at),
            "suspectEntity": [{"instance": self._procedure}],
        }

    @property
    def _procedure(self) -> Resource:
        return {"reference": url("Procedure", [_identifier(self._code)])}

    def _at(self, at: datetime) -> str:
        """On the clinic's clock, with how far that is from UTC."""
        return at.astimezone(self._words.clinic.zone).isoformat()


def _identifier(value: str) -> Resource:
    return {"system": CODE, "value": value}


def url(kind: str, identifier: Resource | list[Resource]) -> str:
    """What a resource is called within a bundle, and in every later one."""
    first = identifier[0] if isinstance(identifier, list) else identifier
    return uuid5(NAMESPACE_URL, f"{CODE}:{kind}:{first['value']}").urn
