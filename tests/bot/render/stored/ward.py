"""A store of that release and its use cases, without Telegram: what the stories are told in."""

# mypy: ignore-errors
# It runs with the code of its release, from which later code may differ.

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from bot.care.desk import Caller, Desk, House

from bot.app import house_of
from bot.care import plan, sending
from bot.care.sending import Outcome, Result
from bot.model import Clinician, Dialogue, Message, Patient, Priority, Role, Treatment
from bot.store import dialogues, outbox, patients, staff, treatments
from bot.store.codes import new_code
from bot.store.store import Store
from tests.bot.conftest import MONDAY, clinic_settings, packaged

P = ParamSpec("P")
T = TypeVar("T")
LONDON = ZoneInfo("Europe/London")
MANY = dict.fromkeys(Priority, 1000)


class Ward:
    """People by the handful; every use case runs at `now`."""

    def __init__(self, folder: Path) -> None:
        settings = clinic_settings(folder, "http://127.0.0.1:9")
        self.house: House = house_of(settings, packaged())
        self.store = Store(settings.database_path, "5a" * 32)
        self.now = MONDAY
        self._chats = count(1001)

    def do(self, use_case: Callable[Concatenate[Desk, P], T], *args: P.args, **more: P.kwargs) -> T:
        return self.store.run_now(lambda tx: use_case(Desk.at(tx, self.now, self.house), *args, **more))

    def member(self, name: str, role: Role = Role.CLINICIAN) -> Clinician:
        chat = next(self._chats)
        return self.do(
            lambda desk: staff.join(desk.tx, chat_id=chat, name=name, language="en", role=role, now=desk.now)
        )

    def patient(self, zone: ZoneInfo | None = LONDON) -> Patient:
        chat = next(self._chats)

        def add(desk: Desk) -> Patient:
            made = patients.add(
                desk.tx, code=new_code(), chat_id=chat, language="en", wording="welcome", now=desk.now
            )
            if zone:
                patients.set_zone(desk.tx, made.chat_id, zone)
            return patients.by_id(desk.tx, made.id) or made

        return self.do(add)

    def again(self, patient: Patient) -> Patient:
        """The patient as they stand now."""
        return self.do(lambda desk: patients.by_id(desk.tx, patient.id) or patient)

    def session(
        self,
        patient: Patient,
        by: Clinician | None = None,
        *,
        ago: float = 0.2,
        protocol: str = "dry_needling",
        region: str | None = None,
    ) -> Treatment:
        """A session that ended so many hours ago, with its plan; one of the clinic's has a label."""

        def add(desk: Desk) -> Treatment:
            made = Treatment(
                id=0,
                code=new_code(),
                patient_id=patient.id,
                protocol=protocol,
                digest="",
                treated_at=desk.now - timedelta(hours=ago),
                clinician_id=by.id if by else None,
                label="JD" if by else "",
                region=region,
            )
            kept = treatments.add(desk.tx, made, now=desk.now)
            plan.adopt(desk, patient, kept)
            return kept

        return self.do(add)

    def live(
        self, hours: float, result: Result = Result.SENT, then: Callable[[Message], object] = bool
    ) -> None:
        """So many hours pass; each message has that outcome, and then something follows from it."""
        until = self.now + timedelta(hours=hours)
        finished: list[Outcome] = []
        while True:
            turn = self.do(sending.turn, finished, MANY, ())
            finished = [Outcome(message, result, telegram_id=message.id) for message in turn.claimed]
            for message in turn.claimed:
                then(message)
            if not finished and (turn.next_due is None or turn.next_due > until):
                break
            if not finished and turn.next_due:
                self.now = max(self.now + timedelta(seconds=1), turn.next_due)
        self.now = until

    def last(self, chat_id: int, key: str) -> Message:
        """The newest message of that key to a chat."""
        rows = self.store.run_now(
            lambda tx: tx.all(
                "SELECT * FROM outbox WHERE chat_id = :chat AND key = :key ORDER BY id DESC",
                chat=chat_id,
                key=key,
            )
        )
        return outbox.message_of(rows[0])

    def asked(self, chat_id: int, room: str = dialogues.PATIENT) -> Dialogue:
        """What a chat was asked, with the turn that its buttons hold."""
        found = self.do(
            lambda desk: dialogues.of_chat(desk.tx, chat_id, since=desk.now - timedelta(hours=12), room=room)
        )
        assert found is not None
        return found


def caller(person: Patient | Clinician) -> Caller:
    return Caller(person.chat_id, "en", "Pat")
