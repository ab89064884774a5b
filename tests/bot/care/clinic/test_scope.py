"""Whatever everybody does in whatever order, nobody is told of a patient who is not theirs to know."""

import re
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from bot.store.tx import Row
from tests.bot.care.floor import JO, KIM, LEE, NAMES, PAT, QUIN, RAE, ROB, SAM, Floor, Said
from tests.lengths import Length, lengths

MARK = re.compile(r"Mk\d+x")
WHO = st.sampled_from(list(NAMES))
STAFF = st.sampled_from([KIM, JO, LEE, ROB, RAE])
CHILDREN = ("Tomasina", "Annika")
TYPED = (
    "14:30",
    "left shoulder",
    "Robin",
    "light",
    "4",
    "/patients",
    "/today",
    "/report",
    "/report 30",
    "/plan",
    "/treated",
    "/start",
    "/alerts",
    "/links",
    "/carer",
    "/away",
    "/back",
    "I cannot breathe and my chest hurts",
)

MINE = """
SELECT t.label, p.code, p.chat_id, p.called FROM treatments t JOIN patients p ON p.id = t.patient_id
WHERE t.clinician_id = :staff OR :all
UNION
SELECT i.label, coalesce(p.code, ''), coalesce(p.chat_id, 0), p.called FROM invitations i
LEFT JOIN patients p ON p.id = i.patient_id LEFT JOIN treatments t ON t.id = i.treatment_id
WHERE :all OR (i.staff_id = :staff AND (t.id IS NULL OR t.clinician_id = :staff))
UNION
SELECT said.label, p.code, p.chat_id, p.called FROM cover c JOIN alerts a ON a.id = c.alert_id
JOIN patients p ON p.id = a.patient_id OR p.id IN (
  SELECT m.patient_id FROM alert_people m WHERE m.alert_id = a.id AND m.ruled_out = 0)
JOIN (SELECT patient_id, label FROM treatments UNION SELECT coalesce(patient_id, (
        SELECT id FROM patients WHERE chat_id = opened_by)), label FROM invitations
      UNION SELECT id, '' FROM patients) AS said ON said.patient_id = p.id
WHERE c.staff_id = :staff AND a.closed_at IS NULL
UNION
SELECT label, '', 0, NULL FROM invitations WHERE :desk
"""
# What a phone is told of people: its own, whom it hears along for, and who hears along for its own.
ON_PHONE = """
SELECT code, called, '' AS name FROM patients WHERE chat_id = :chat
UNION
SELECT '', coalesce(nullif(p.called, ''), p.first_name), '' FROM carers c
JOIN patients p ON p.id = c.patient_id WHERE c.opened_by = :chat
UNION
SELECT '', '', c.name FROM carers c JOIN patients p ON p.id = c.patient_id WHERE p.chat_id = :chat
"""


# The label that a receptionist has written and is asked about: for whom?
ASKED_BACK = """SELECT json_extract(facts, '$.label') AS label FROM dialogues
  WHERE chat_id = :chat AND step = 'enrol_for'"""


def number(chat: int) -> str:
    """What somebody leaves to be called on."""
    return f"+9900{chat:06}"


class Everybody(RuleBasedStateMachine):
    """An owner, three clinicians, a receptionist, two patients, a carer: all tap what anybody was sent.

    On each patient's phone there is a child of theirs, whom the colleague follows.
    """

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.floor = Floor(Path(self._folder.name))
        self.floor.employ(JO, LEE, ROB)
        self.floor.employ(RAE, role="receptionist")
        self.marks = 0
        self.lines: dict[str, set[int]] = {}  # who may read what a clinician wrote
        for clinician, patient in ((JO, PAT), (LEE, QUIN)):
            self.floor.follow(clinician, patient, f"{self.mark()} 14:30 left shoulder")
        self.floor.hear_along(PAT, SAM)
        self.floor.follow_another(LEE, PAT, f"{self.mark()} 14:10 right calf", CHILDREN[0])
        self.floor.follow_another(JO, QUIN, f"{self.mark()} 14:20 neck", CHILDREN[1])
        self.held = [tap for said in self.floor.said for tap in said.taps]

    def teardown(self) -> None:
        self.floor.close()
        self._folder.cleanup()

    def mark(self) -> str:
        self.marks += 1
        return f"Mk{self.marks}x"

    def mine(self, chat: int) -> list[Row]:
        """Labels, codes and chats of the patients whom somebody of the clinic may know of now."""
        member = self.floor.rows(
            "SELECT id, role FROM staff WHERE chat_id = :chat AND revoked_at IS NULL", chat=chat
        )
        if not member:
            return []
        role = member[0]["role"]
        return self.floor.rows(
            MINE, staff=member[0]["id"], all=int(role == "owner"), desk=int(role == "receptionist")
        )

    def scope(self, chat: int) -> set[str]:
        rows = self.mine(chat)
        marks = {mark for row in rows for mark in MARK.findall(row["label"])}
        marks |= {number(row["chat_id"]) for row in rows}
        marks |= {
            mark for row in self.floor.rows(ASKED_BACK, chat=chat) for mark in MARK.findall(row["label"])
        }
        marks |= {row["code"] for row in rows} | {row["called"] for row in rows if row["called"]}
        for row in self.floor.rows(ON_PHONE, chat=chat):  # its own buttons carry its people's codes
            marks |= {row["code"], row["called"] or "", row["name"]}
        return marks | {NAMES.get(row["chat_id"], "") for row in rows}

    def secrets(self) -> set[str]:
        """Everything that tells of a patient: marks of labels and lines, codes, first names, numbers."""
        patients = self.floor.rows("SELECT code, chat_id, called FROM patients")
        told = {secret for row in patients for secret in (row["code"], NAMES[row["chat_id"]])}
        told |= {row["called"] for row in patients if row["called"] in CHILDREN}
        told |= {number(row["chat_id"]) for row in patients}
        return told | {f"Mk{n}x" for n in range(1, self.marks + 1)}

    def colleagues(self) -> set[str]:
        """The names of who works at the clinic, some of whom are patients as well."""
        return {NAMES[row["chat_id"]] for row in self.floor.rows("SELECT chat_id FROM staff")}

    def watched(self, own: str = "", by: int = 0) -> None:
        """Deliver, and look at every word that goes out; who acts may be told what they did themselves."""
        secrets = self.secrets() - self.colleagues()
        for said in self.floor.deliver():
            chat = said.message.chat_id
            known = self.scope(chat) | self.before[chat] | ({NAMES[chat]} if chat in NAMES else set())
            known |= {mark for mark, readers in self.lines.items() if chat in readers}
            told = {secret for secret in secrets if secret in said.whole} - known
            told -= {secret for secret in told if chat == by and secret in own}
            assert not told, f"{NAMES.get(chat)} is told {told} in {said.message.key}: {said.whole}"
            self.keep(said)

    def keep(self, said: Said) -> None:
        self.held = [*self.held, *said.taps][-200:]

    @property
    def before(self) -> dict[int, set[str]]:
        return self._before

    def look(self) -> None:
        """What everybody may know before something is done."""
        self._before = {chat: self.scope(chat) for chat in NAMES}

    @rule(who=WHO, pick=st.integers(0, 199))
    def tap(self, who: int, pick: int) -> None:
        self.look()
        self.floor.tap(who, self.held[-1 - pick % len(self.held)])
        self.watched()

    @rule(who=STAFF, pick=st.integers(0, 12))
    def tap_the_newest_of_their_own(self, who: int, pick: int) -> None:
        own = [tap for said in self.floor.said if said.message.chat_id == who for tap in said.taps]
        if own:
            self.look()
            self.floor.tap(who, own[-1 - pick % len(own)])
            self.watched()

    @rule(who=WHO, words=st.sampled_from(TYPED))
    def say(self, who: int, words: str) -> None:
        self.look()
        self.floor.say(who, words)
        self.watched(words, who)

    @rule(who=WHO)
    def share(self, who: int) -> None:
        """Somebody sends their own contact."""
        self.look()
        self.floor.share(who, number(who))
        self.watched()

    @rule(who=STAFF)
    def write(self, who: int) -> None:
        """A text that may become a label, a line, a name or nothing, by what was asked."""
        self.look()
        text = f"{self.mark()} words"
        self.lines[text.split(maxsplit=1)[0]] = {row["chat_id"] for row in self.mine(who)}
        self.floor.say(who, text)
        self.watched(text, who)

    @rule(who=STAFF, command=st.sampled_from(["/enroll", "/invite", "/patients"]))
    def name_somebody(self, who: int, command: str) -> None:
        self.look()
        text = f"{command} {self.mark()}"
        self.floor.say(who, text)
        self.watched(text, who)

    @rule(who=WHO, command=st.sampled_from(["/patients", "/patient"]), pick=st.integers(0, 5))
    def look_for(self, who: int, command: str, pick: int) -> None:
        """Ask for a patient by a code, which somebody may have seen over a shoulder."""
        self.look()
        codes = [row["code"] for row in self.floor.rows("SELECT code FROM patients ORDER BY id")] or ["X"]
        text = f"{command} {codes[pick % len(codes)]}"
        self.floor.say(who, text)
        self.watched(text, who)

    @rule(who=WHO, of=STAFF)
    def open(self, who: int, of: int) -> None:
        """Somebody opens the newest link that somebody was sent."""
        self.look()
        if any("start=" in said.words.text for said in self.floor.said if said.message.chat_id == of):
            self.floor.say(who, f"/start {self.floor.link(of)}")
            self.watched()

    @rule(hours=st.sampled_from([0.1, 1, 5, 15, 40]))
    def wait(self, hours: float) -> None:
        self.look()
        self.floor.move(hours=hours)
        self.watched()

    @invariant()
    def everything_that_could_be_said_was_said(self) -> None:
        assert self.floor.rows("SELECT key, error FROM outbox WHERE state = 'failed'") == []


@lengths
def test_nobody_is_told_of_a_patient_who_is_not_theirs(length: Length) -> None:
    run_state_machine_as_test(
        Everybody,
        settings=settings(
            max_examples=length.count(25, 4),
            stateful_step_count=40,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
            database=None,
            phases=[Phase.generate],  # shrinking such long stories takes minutes
        ),
    )
