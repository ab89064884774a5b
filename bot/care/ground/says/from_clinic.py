"""What the clinic writes to a patient, or has changed for them."""

from bot.care.ground.says.message import ToPatient, Treated, Unsaid


class ClinicLine(ToPatient, key="line"):
    """A line of `name`, whose code is `by`."""

    line: str
    name: str
    by: Unsaid[str]


class TimeChanged(ToPatient, key="time_changed"):
    pass


class ProtocolChanged(ToPatient, key="protocol_changed"):
    pass


class Discharged(ToPatient, Treated, key="discharged"):
    pass


class SessionErased(ToPatient, key="session_erased"):
    pass


class ErasedByClinic(ToPatient, key="erased_by_clinic"):
    pass


class WrongPerson(ToPatient, key="wrong_person"):
    pass
