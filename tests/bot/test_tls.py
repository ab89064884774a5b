"""Whatever cuts a request short holds up no other, and what went wrong says whether anything had left."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest
from telegram.error import NetworkError, TimedOut

from bot.tls import NeverLeftError, TrustingRequest, proxy_for
from tests.patience import PATIENCE
from tests.surroundings import TOKEN, free_port

REDIRECT = b"HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 2\r\n\r\nno"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
ODD = {b"/elsewhere": REDIRECT, b"/garbage": b"SSH-2.0-OpenSSH_9.9\r\n\r\n"}
STEPS = 60  # of the loop; a request over the connection that is there has fewer


class Server:
    """Answers at once; where `/slow` is asked, when told; what it does at other places, they say."""

    def __init__(self) -> None:
        self.told = asyncio.Event()
        self.asked: list[bytes] = []

    async def serve(self, read: asyncio.StreamReader, write: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                asked = await read.readuntil(b"\r\n\r\n")
                self.asked.append(asked)
                if b"/slow" in asked:
                    await self.told.wait()
                if b"/torn" in asked:
                    break
                odd = [odd for place, odd in ODD.items() if place in asked]
                write.write(odd[0] if odd else ANSWER)
                await write.drain()
        write.close()


@pytest.fixture
async def server() -> Server:
    return Server()


@pytest.fixture
async def url(server: Server) -> AsyncIterator[str]:
    async with await asyncio.start_server(server.serve, "127.0.0.1", 0) as listening:
        yield f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"


async def cut_after(steps: int, request: TrustingRequest, url: str) -> bool:
    """Cancel a request after so many steps of the loop; whether it was still under way."""
    asked = asyncio.ensure_future(request.do_request(url, "POST"))
    for _ in range(steps):
        await asyncio.sleep(0)
    under_way = asked.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await asked
    return under_way


async def test_a_request_that_is_cut_at_any_step_holds_up_none_that_follows(url: str) -> None:
    cut = 0
    for steps in range(STEPS):
        request = TrustingRequest(deadline=PATIENCE)
        await request.do_request(url, "POST")
        cut += await cut_after(steps, request, url)
        assert await request.do_request(url, "POST") == (200, b"{}"), steps
        await request.shutdown()
    assert 1 < cut < STEPS


async def test_what_is_under_way_beside_a_cut_request_is_answered(server: Server, url: str) -> None:
    request = TrustingRequest(deadline=PATIENCE, connections=2)
    beside = asyncio.ensure_future(request.do_request(f"{url}/slow", "POST"))
    assert await cut_after(3, request, url)
    assert await request.do_request(url, "POST") == (200, b"{}")
    server.told.set()
    assert await beside == (200, b"{}")
    await request.shutdown()


async def test_after_the_deadline_the_next_is_asked_over_another_connection(server: Server, url: str) -> None:
    request = TrustingRequest(deadline=0.2)
    with pytest.raises(TimedOut):
        await request.do_request(f"{url}/slow", "POST")
    assert await request.do_request(url, "POST") == (200, b"{}")
    server.told.set()
    await request.shutdown()


def no_word_of_it(error: BaseException, url: str) -> bool:
    """Neither what was raised nor what it is shown as has a part of the address that holds the token."""
    return url not in str(error) + repr(error) and TOKEN not in str(error) + repr(error)


async def test_where_nobody_listens_nothing_has_left() -> None:
    request = TrustingRequest(deadline=PATIENCE)
    url = f"http://127.0.0.1:{free_port()}/bot{TOKEN}/sendMessage"
    with pytest.raises(NeverLeftError) as seen:
        await request.do_request(url, "POST")
    assert no_word_of_it(seen.value, url)
    await request.shutdown()


@pytest.mark.parametrize("place", ["torn", "garbage"])
async def test_what_goes_wrong_after_it_left_may_have_been_done_and_is_not_asked_again(
    server: Server, url: str, place: str
) -> None:
    request = TrustingRequest(deadline=PATIENCE)
    asked = f"{url}/{place}/bot{TOKEN}/sendMessage"
    for _ in range(2):  # over a new connection, and after one that served
        with pytest.raises(NetworkError) as seen:
            await request.do_request(asked, "POST")
        assert not isinstance(seen.value, NeverLeftError)
        assert no_word_of_it(seen.value, asked)
        await request.do_request(url, "POST")
    assert sum(place.encode() in asked for asked in server.asked) == 2
    await request.shutdown()


async def test_nobody_is_sent_elsewhere(server: Server, url: str) -> None:
    """A page to log in stands in the way of many a network, and the token is not for it."""
    request = TrustingRequest(deadline=PATIENCE)
    assert await request.do_request(f"{url}/elsewhere", "POST") == (302, b"no")
    assert len(server.asked) == 1
    await request.shutdown()


async def test_a_connection_is_kept_and_what_was_shut_is_not_opened_by_asking(
    server: Server, url: str
) -> None:
    request = TrustingRequest(deadline=PATIENCE)
    await request.do_request(url, "POST")
    await request.shutdown()
    with pytest.raises(RuntimeError):
        await request.do_request(url, "POST")
    await request.initialize()
    await request.do_request(url, "POST")
    await request.shutdown()
    assert len(server.asked) == 2


@pytest.mark.parametrize("name", ["http_proxy", "HTTP_PROXY", "ALL_PROXY"])
async def test_the_proxy_of_the_environment_is_asked(
    server: Server, url: str, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, url)
    proxy_for.cache_clear()
    request = TrustingRequest(deadline=PATIENCE)
    assert await request.do_request("http://telegram.example/x", "POST") == (200, b"{}")
    assert server.asked[0].startswith(b"POST http://telegram.example/x")
    monkeypatch.setenv("no_proxy", "telegram.example")
    proxy_for.cache_clear()
    assert proxy_for("http", "telegram.example") is None
    proxy_for.cache_clear()
    await request.shutdown()
