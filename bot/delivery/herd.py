"""The reminders of all clinics of a process that are being sent: at nine o'clock all of them want to be."""

from collections.abc import Callable

MOST = 32  # at once; with more each takes so long, for want of a processor, that connections are given up


class Herd:
    """Places for reminders, given to whoever asked first; alerts and replies need none."""

    def __init__(self, most: int = MOST) -> None:
        self._free = most
        self._waiting: dict[Callable[[], None], None] = {}  # in the order in which they came

    def take(self, wanted: int) -> int:
        """So many places, or fewer."""
        taken = min(wanted, self._free)
        self._free -= taken
        return taken

    def give_back(self, places: int) -> None:
        """Wake as many of those who wait; each of them looks whether it still needs one."""
        self._free += places
        for wake in [*self._waiting][: max(0, self._free)] if places else ():
            del self._waiting[wake]
            wake()

    def wait(self, wake: Callable[[], None]) -> None:
        """Be woken when there is a place."""
        self._waiting.setdefault(wake)
