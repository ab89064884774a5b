"""The program that started the bot hears that it is ready, lives, and how it is."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.watchdog import PATIENCE, Watchdog
from bot.watching.supervisor import ALIVE, READY, Supervisor


@pytest.fixture
def listening(tmp_path: Path) -> Iterator[socket.socket]:
    """A supervisor's socket, as systemd opens one."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as opened:
        opened.bind(str(tmp_path / "notify"))
        opened.setblocking(False)
        yield opened


def test_what_is_told_comes_in_one_datagram_and_what_is_shown_is_one_line(listening: socket.socket) -> None:
    supervisor = Supervisor.of({"NOTIFY_SOCKET": listening.getsockname()})
    supervisor.tell(READY, ALIVE)
    supervisor.show("all is well\nREADY=0")
    assert listening.recv(100) == b"READY=1\nWATCHDOG=1"
    assert listening.recv(100) == b"STATUS=all is well"


def test_a_socket_without_a_file_is_heard_too() -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as opened:
        opened.bind("")  # the kernel finds a name, which begins with a null byte
        Supervisor("@" + opened.getsockname()[1:].decode()).tell(READY)
        opened.setblocking(False)
        assert opened.recv(100) == b"READY=1"


def test_where_nobody_listens_or_nobody_reads_nothing_waits(listening: socket.socket, tmp_path: Path) -> None:
    Supervisor().tell(READY)
    Supervisor(str(tmp_path / "nobody")).tell(READY)
    for _ in range(5000):
        Supervisor(listening.getsockname()).tell(READY)


def test_a_supervisor_hears_of_each_sign_and_of_none_while_all_stands_still() -> None:
    """One update that never ends holds everybody up, however well the loop goes round."""
    heard: list[str] = []
    now, since = [1000.0], list[float]()
    dog = Watchdog(
        lambda: since[0] if since else None, lambda: now[0], lambda: None, well=lambda: heard.append(ALIVE)
    )
    dog.beat()
    since.append(now[0])
    now[0] += PATIENCE
    dog.beat()
    assert heard == [ALIVE]
