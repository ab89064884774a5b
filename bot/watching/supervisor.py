"""Tells the program that started the bot how it is, in systemd's way (sd_notify): by datagrams."""

import os
import socket
from collections.abc import Mapping

READY, ALIVE, STOPPING = "READY=1", "WATCHDOG=1", "STOPPING=1"


class Supervisor:
    """Where nobody listens at `address`, a socket, nothing is said; nothing ever waits to be heard."""

    def __init__(self, address: str = "") -> None:
        self._address = "\0" + address[1:] if address.startswith("@") else address  # one without a file

    @classmethod
    def of(cls, environment: Mapping[str, str] = os.environ) -> "Supervisor":
        return cls(environment.get("NOTIFY_SOCKET", ""))

    def tell(self, *states: str) -> None:
        if not self._address:
            return
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
                told.setblocking(False)
                told.sendto("\n".join(states).encode(), self._address)
        except OSError:
            pass  # who does not hear it is no trouble of ours

    def show(self, words: str) -> None:
        """One line for whoever asks the supervisor."""
        self.tell(f"STATUS={words.partition(chr(10))[0]}")
