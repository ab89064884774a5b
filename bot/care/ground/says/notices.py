"""What can wait, gathered when it is sent."""

from dataclasses import dataclass

from bot.care.ground.says.message import ToStaff


@dataclass(frozen=True)
class NoticeShown:
    """A line: what it is about (`key`), whom, since when (whole seconds), and the notice's number.

    `first_name` and `known_as` are the patient's, `by` is a colleague.
    """

    key: str
    label: str
    code: str
    since: int
    notice: int
    first_name: str = ""
    known_as: str = ""
    by: str = ""


class Notices(ToStaff, key="notices"):
    """Nothing yet, until it is sent."""

    notices: tuple[NoticeShown, ...] = ()
