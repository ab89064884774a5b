"""A headless Chromium, driven over its DevTools protocol as a person would use it."""

import base64
import contextlib
import itertools
import json
import re
import shutil
import subprocess
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from typing import IO, Any

from tornado.websocket import WebSocketClientConnection, websocket_connect

from tests.patience import patiently

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--remote-debugging-port=0",
)
_HERE = ("http://127.0.0.1:", "data:", "blob:")
_SEEN = """new Promise((done) => {
  const look = () => { if (%s) { watcher.disconnect(); done(true); } };
  const watcher = new MutationObserver(look);
  watcher.observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
  look();
})"""
_WHERE = """(() => {
  const found = [...document.querySelectorAll("button, a, textarea, input")]
    .filter((one) => one.checkVisibility() && !one.closest(%s))
    .filter((one) => (one.innerText || one.placeholder || "").trim() === %s);
  const last = found.at(-1);
  if (!last) return null;
  last.scrollIntoView({block: "nearest", behavior: "instant"});
  window.reached = false;
  last.addEventListener("click", () => { window.reached = true; }, {once: true, capture: true});
  const box = last.getClientRects()[0];  // of a link over several lines, the first
  return [box.x + box.width / 2, box.y + box.height / 2];
})()"""


def _complaint(event: str, told: dict[str, Any]) -> str:
    """What in an event of the browser a page has to be ashamed of; else nothing."""
    match event:
        case "Runtime.exceptionThrown":
            return str(told["exceptionDetails"])
        case "Log.entryAdded" if told["entry"]["level"] == "error":
            return str(told["entry"])
        case "Network.requestWillBeSent" if not told["request"]["url"].startswith(_HERE):
            return str(told["request"]["url"])
        case _:
            return ""


class Tab:
    """One page in the browser."""

    def __init__(self, socket: WebSocketClientConnection) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._session: dict[str, str] = {}
        self._window: dict[str, Any] = {}
        self.complaints: list[str] = []  # errors of the page, and whatever it asks of another machine

    async def command(self, method: str, **params: object) -> dict[str, Any]:
        number = next(self._numbers)
        asked = {"id": number, "method": method, "params": params, **self._session}
        await self._socket.write_message(json.dumps(asked))
        async with patiently():
            while (answer := await self._told()).get("id") != number:
                pass
        assert "error" not in answer, answer["error"]
        result: dict[str, Any] = answer["result"]
        return result

    async def _told(self) -> dict[str, Any]:
        told = await self._socket.read_message()
        assert told is not None, "the browser hung up"
        answer: dict[str, Any] = json.loads(told)
        if complaint := _complaint(answer.get("method", ""), answer.get("params", {})):
            self.complaints.append(complaint)
        return answer

    async def open(self, url: str) -> None:
        self._window = await self.command("Target.createBrowserContext", disposeOnDetach=True)
        target = await self.command("Target.createTarget", url="about:blank", **self._window)
        attached = await self.command("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        self._session = {"sessionId": attached["sessionId"]}
        for room in ("Runtime", "Log", "Network"):
            await self.command(f"{room}.enable")
        await self.command("Page.navigate", url=url)

    async def reload(self) -> None:
        """Load the page again, and wait until that is another than the one before."""
        before = await self.command("Page.getFrameTree")
        await self.command("Page.reload")
        async with patiently():
            while (await self.command("Page.getFrameTree")) == before:
                pass

    async def close(self) -> None:
        """Hang up; the window closes, and the browser says so last."""
        self._socket.close()
        async with patiently():
            while await self._socket.read_message() is not None:
                pass

    async def look(self, width: int, height: int, scheme: str = "light") -> None:
        """Look through a window of this size, once the page has arranged itself in it."""
        await self.command(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 500,
        )
        media = [{"name": "prefers-color-scheme", "value": scheme}]
        await self.command("Emulation.setEmulatedMedia", features=media)
        await self.run("new Promise((drawn) => requestAnimationFrame(() => drawn(true)))")

    async def run(self, script: str) -> Any:  # noqa: ANN401 - whatever the page holds
        told = await self.command(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in told, told
        return told["result"].get("value")

    async def comes(self, holds: str) -> None:
        """Wait until this expression holds, looked at again after each change of the page."""
        await self.run(_SEEN % holds)

    async def sees(self, text: str, *, within: str = "body") -> None:
        """Wait until these words are shown inside `within`; a page not yet loaded counts as not yet."""
        there = f"document.querySelector({json.dumps(within)})?.innerText.includes({json.dumps(text)})"
        await self.comes(there)

    async def stills(self) -> None:
        """Wait until nothing moves."""
        await self.run("Promise.all(document.getAnimations().map((one) => one.finished)).then(() => true)")

    async def click(self, words: str, *, phone: int = 1) -> None:
        """Click the last button, link or field with exactly these words, anywhere but on the other phone."""
        others = "#phone-2" if phone == 1 else "#phone"
        await self._click_once(words, others)
        if await self.run("window.reached === false"):  # it moved meanwhile: one clicks again
            await self._click_once(words, others)

    async def _click_once(self, words: str, others: str) -> None:
        place = await self.where(words, others)
        for kind in ("mousePressed", "mouseReleased"):
            await self.mouse(kind, place)

    async def where(self, words: str, others: str = "#phone-2") -> list[float]:
        """The middle of the last button, link or field with exactly these words, not inside `others`."""
        place: list[float] | None = await self.run(_WHERE % (json.dumps(others), json.dumps(words)))
        if place is None:
            raise AssertionError(f"nothing says {words!r}; {await self.run('document.body.innerText')}")
        return place

    async def mouse(self, kind: str, place: list[float]) -> None:
        x, y = place
        await self.command("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    async def type(self, text: str) -> None:
        await self.command("Input.insertText", text=text)

    async def press(self, key: str, code: int) -> None:
        for kind in ("keyDown", "keyUp"):
            text = {"text": "\r"} if key == "Enter" and kind == "keyDown" else {}
            await self.command(
                "Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **text
            )

    async def downloads_to(self, folder: Path) -> None:
        """Where what the page gives to be saved is put."""
        await self.command(
            "Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder), **self._window
        )

    async def picture(self) -> bytes:
        return base64.b64decode((await self.command("Page.captureScreenshot"))["data"])


class Browser:
    """A running Chromium; it takes a while to start, so one is enough for all who want a page."""

    def __init__(self, home: Path) -> None:
        """Start it with an empty profile in `home`."""
        assert CHROMIUM
        self._process = subprocess.Popen(  # noqa: S603  (by its own name)
            [CHROMIUM, *_FLAGS, f"--user-data-dir={home}"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        assert self._process.stderr
        self._address = _address(self._process.stderr)
        self._drain = threading.Thread(target=self._process.stderr.read)
        self._drain.start()

    @contextlib.asynccontextmanager
    async def tab(self, url: str) -> AsyncIterator[Tab]:
        """A page in a window of its own, which knows nothing of any other and is gone afterwards."""
        socket = await websocket_connect(self._address, max_message_size=1 << 26)
        tab = Tab(socket)
        await tab.open(url)
        yield tab
        await tab.close()

    def close(self) -> None:
        with self._process:
            self._process.terminate()
            self._drain.join()


def _address(lines: IO[bytes]) -> str:
    for line in lines:
        if found := re.search(rb"DevTools listening on (ws://\S+)", line):
            return found.group(1).decode()
    raise AssertionError("Chromium ended before it listened")
