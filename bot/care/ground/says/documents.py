"""Files that go with a message; what is in them is gathered when it is sent."""

from bot.care.ground.says.message import Labelled, Message, OfSession, ToPatient, ToStaff, Unsaid


class ExportPage(ToPatient, key="export_page"):
    """Everything that is kept about a patient, to read; theirs alone, where a phone serves several."""

    personal = True


class ExportData(ToPatient, key="export_data"):
    """The same for programs."""

    personal = True


class PlanFile(ToPatient, OfSession, key="plan_file"):
    """What is still to come of a plan, for a calendar."""


class _OfCase(Message):
    """By the session on whose card it was asked for."""

    case: Unsaid[str]


class NotesPage(ToStaff, Labelled, _OfCase, key="notes_page"):
    """What a patient has reported after a session, or each of a course, to be printed or filed."""


class NotesData(ToStaff, _OfCase, key="notes_data"):
    """The same for a record system."""
