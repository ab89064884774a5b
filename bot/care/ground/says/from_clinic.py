"""What the clinic writes to a patient, or has changed for them."""

from bot.care.ground.says.message import ToPatient, Treated, Unsaid


class ClinicLine(ToPatient, key="line"):
    """A line of `name`, whose code is `by`."""

    personal = True

    line: str
    name: str
    by: Unsaid[str]


class TimeChanged(ToPatient, key="time_changed"):
    personal = True


class ProtocolChanged(ToPatient, key="protocol_changed"):
    personal = True


class Discharged(ToPatient, Treated, key="discharged"):
    """The course is over, and the spots of its last session are still to be watched."""

    personal = True


class CourseOver(ToPatient, key="course_over"):
    personal = True


class CourseGoesOn(ToPatient, key="course_goes_on"):
    """The clinic has taken that back."""


class SessionErased(ToPatient, key="session_erased"):
    personal = True


class ErasedByClinic(ToPatient, key="erased_by_clinic"):
    pass


class WrongPerson(ToPatient, key="wrong_person"):
    pass
