"""Files that go with a message; what is in them is gathered when it is sent."""

from bot.care.ground.says.message import OfSession, ToPatient


class ExportPage(ToPatient, key="export_page"):
    """Everything that is kept about a patient, to read; theirs alone, where a phone serves several."""

    personal = True


class ExportData(ToPatient, key="export_data"):
    """The same for programs."""

    personal = True


class PlanFile(ToPatient, OfSession, key="plan_file"):
    """What is still to come of a plan, for a calendar."""
