"""Knows when asking for updates has become pointless."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from bot.tls import TrustingRequest

CONFLICTS = 3  # in a row: one may be a connection that our last process left behind


class PollingRequest(TrustingRequest):
    """getUpdates over HTTP; the library's own polling stops for good, and silently, where this speaks up."""

    def __init__(self, fatal: Callable[[str], None], heard: Callable[[], None], **kwargs: Any) -> None:  # noqa: ANN401
        """`heard` is called at every answer of Telegram's that is one."""
        super().__init__(connection_pool_size=1, **kwargs)
        self._fatal = fatal
        self._heard = heard
        self._conflicts = 0

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:  # noqa: ANN401
        code, payload = await super().do_request(*args, **kwargs)
        self._note(code)
        return code, payload

    def _note(self, code: int) -> None:
        if code == HTTPStatus.OK:
            self._conflicts = 0
            self._heard()
        elif code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND):
            self._fatal("Telegram refuses BOT_TOKEN; ask @BotFather for the right one")
        elif code == HTTPStatus.CONFLICT:
            self._conflicts += 1
            if self._conflicts >= CONFLICTS:
                self._fatal("another program asks for this bot's updates; run only one")
