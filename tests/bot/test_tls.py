"""Whatever cuts a request short, the next one has a connection, and those beside it come to their end."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest
from telegram.error import TimedOut

from bot.tls import TrustingRequest
from tests.patience import PATIENCE

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
STEPS = 60  # of the loop; a request over the connection that is there has fewer


class Server:
    """Answers at once; where `/slow` is asked, when told."""

    def __init__(self) -> None:
        self.told = asyncio.Event()

    async def serve(self, read: asyncio.StreamReader, write: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                asked = await read.readuntil(b"\r\n\r\n")
                if b"/slow" in asked:
                    await self.told.wait()
                write.write(ANSWER)
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
        request = TrustingRequest(deadline=PATIENCE, connection_pool_size=1, pool_timeout=1)
        await request.do_request(url, "POST")
        cut += await cut_after(steps, request, url)
        assert await request.do_request(url, "POST") == (200, b"{}"), steps
        await request.shutdown()
    assert 1 < cut < STEPS


async def test_what_is_under_way_beside_a_cut_request_is_answered(server: Server, url: str) -> None:
    request = TrustingRequest(deadline=PATIENCE, connection_pool_size=2, read_timeout=PATIENCE)
    beside = asyncio.ensure_future(request.do_request(f"{url}/slow", "POST"))
    assert await cut_after(3, request, url)
    assert await request.do_request(url, "POST") == (200, b"{}")
    server.told.set()
    assert await beside == (200, b"{}")
    await request.shutdown()


async def test_after_the_deadline_the_next_is_asked_over_another_connection(server: Server, url: str) -> None:
    request = TrustingRequest(deadline=0.2, connection_pool_size=1, pool_timeout=0.1)
    with pytest.raises(TimedOut):
        await request.do_request(f"{url}/slow", "POST")
    assert await request.do_request(url, "POST") == (200, b"{}")
    server.told.set()
    await request.shutdown()
