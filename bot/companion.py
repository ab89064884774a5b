"""The bot, whole: everything it is made of, and its start and end."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta

from telegram import Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import ApplicationBuilder
from telegram.request import BaseRequest

from bot import handlers
from bot.care.clinic import members
from bot.care.ground import plan
from bot.care.ground.desk import Desk
from bot.care.ground.house import House
from bot.care.links import secret
from bot.care.patient import erasure
from bot.care.sending import outcome
from bot.delivery.pump import Pump
from bot.handlers.context import RECEPTION, App, Context, Reception
from bot.handlers.errors import failed
from bot.inbox import Inbox
from bot.polling import PollingRequest
from bot.readers import Readers
from bot.render.text import Renderer
from bot.rounds import CLAIM, Rounds
from bot.settings import Settings
from bot.store import outbox
from bot.store.store import Store
from bot.store.tx import Tx
from bot.tls import TrustingRequest
from messages.said.catalog import Catalog

log = logging.getLogger(__name__)

ALLOWED = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER]
LOOK_ANYWAY = timedelta(seconds=60)  # the safety net under the alarm
TIDY_EVERY = timedelta(hours=6)
SIGN_EVERY = timedelta(seconds=20)
POLL_SECONDS, RETRY_SECONDS = 30, 5
NO_MISFIRE = {"misfire_grace_time": None, "coalesce": True}  # a late alarm still rings


class Companion:
    """The bot, whole: everything it is made of, and its start and end."""

    def __init__(
        self,
        settings: Settings,
        house: House,
        catalog: Catalog,
        store: Store,
        *,
        clock: Callable[[], datetime],
        monotonic: Callable[[], float],
        request: BaseRequest | None = None,
        polling: BaseRequest | None = None,
        readers: Readers | None = None,
        tell_operator: Callable[[str], None] = log.warning,
        retry_seconds: float = RETRY_SECONDS,  # between two tries to reach Telegram at the start
    ) -> None:
        """`request` and `polling` carry HTTP; given ones take the place of the real ones.

        `tell_operator` shows a line that belongs on the operator's screen and into no log.
        """
        self.settings, self.store, self.clock = settings, store, clock
        self.house, self._tell_operator, self._retry_seconds = house, tell_operator, retry_seconds
        self.readers = readers or Readers(settings.content_dir)
        self.renderer = Renderer(catalog, house.clinic, self._link, self.readers.entries)
        self.rounds = Rounds(store, house, self.renderer, self.readers, clock, self._wake)
        self.ended = asyncio.Event()
        self.failure: str | None = None
        self.claim: str | None = None  # what the first owner sends, where there is none yet
        self._background: set[asyncio.Task[None]] = set()
        self._delivering: asyncio.Task[None] | None = None
        self.inbox = Inbox(store, clock, self.fail)
        self._requests = (
            request or TrustingRequest(connection_pool_size=16, read_timeout=15, pool_timeout=5),
            polling or PollingRequest(self.fail, self.rounds.polled),
        )
        self.application = self._application(*self._requests)
        self.pump = Pump(
            store=store,
            house=self.house,
            bot=self.application.bot,
            renderer=self.renderer,
            clock=clock,
            monotonic=monotonic,
            set_alarm=self._set_alarm,
            fatal=self.fail,
        )

    def _application(self, request: BaseRequest, polling: BaseRequest) -> App:
        url = self.settings.telegram_api_url.rstrip("/")
        builder = (
            ApplicationBuilder()
            .token(self.settings.bot_token.get_secret_value())
            .base_url(f"{url}/bot")
            .base_file_url(f"{url}/file/bot")
            .request(request)
            .get_updates_request(polling)
            .update_queue(self.inbox)
        )
        application: App = builder.build()
        application.add_handlers(handlers.HANDLERS)
        application.add_error_handler(failed)
        application.bot_data[RECEPTION] = Reception(
            self.store,
            self.house,
            self.renderer,
            self.clock,
            self._wake,
            self.fail,
            self.rounds.roles_changed,
            self.rounds.write_entry,
            self.readers.read,
        )
        return application

    def fail(self, why: str) -> None:
        """End the process; going on would lose or repeat messages without anybody seeing it."""
        log.critical(why)
        self.failure = self.failure or why
        self.ended.set()

    def _link(self, nonce: str) -> str:
        """The deep link of an invitation."""
        held = secret.held_by(self.house.link_key, nonce)
        return f"https://t.me/{self.application.bot.username}?start={held}"

    def desk(self, tx: Tx) -> Desk:
        return Desk.at(tx, self.clock(), self.house)

    async def prepare(self) -> None:
        """Before anything is sent or asked for: who the owners are, and what the last stop left open."""
        self.claim = await self.store.run(lambda tx: members.claim(self.desk(tx)))
        interrupted = await self.store.run(lambda tx: outcome.recover(self.desk(tx)))
        if interrupted:
            log.warning("%d messages were being sent when the bot stopped", interrupted)
        if moved := await self.store.run(lambda tx: plan.follow_protocol_files(self.desk(tx))):
            log.info("%d plans follow a changed protocol", moved)
        await self.tidy()

    async def tidy(self, _: object = None) -> None:
        if await self.store.run(lambda tx: erasure.tidy(self.desk(tx))):
            await self.store.scrub()

    async def start(self) -> None:
        """Reach Telegram, however long that takes, then listen and deliver."""
        await self.prepare()
        if not await self._reach_telegram():
            return
        await self.inbox.replay(self.application.bot)
        await self.application.start()
        self._delivering = self._keep(self.pump.run())
        self._keep(self.rounds.show_menus(self.application.bot))
        if self.claim:
            self._tell_operator(CLAIM.format(name=self.application.bot.username, claim=self.claim))
        jobs = self.application.job_queue
        if jobs is None or self.application.updater is None:
            raise RuntimeError("python-telegram-bot was installed without its job-queue extra")
        jobs.run_repeating(self._ring, LOOK_ANYWAY, name="safety net", job_kwargs=NO_MISFIRE)
        jobs.run_repeating(self.rounds.leave_signs, SIGN_EVERY, first=1, name="sign", job_kwargs=NO_MISFIRE)
        jobs.run_repeating(self.tidy, TIDY_EVERY, name="tidy", job_kwargs=NO_MISFIRE)
        await self.application.updater.start_polling(
            timeout=POLL_SECONDS, bootstrap_retries=-1, allowed_updates=ALLOWED
        )

    async def _reach_telegram(self) -> bool:
        """A machine may start before its network does; a refused token will never work."""
        while not self.ended.is_set():
            try:
                await self.application.initialize()
            except InvalidToken:
                self.fail("Telegram refuses BOT_TOKEN; ask @BotFather for the right one")
            except TelegramError as error:
                log.warning("Telegram cannot be reached (%s); trying again", type(error).__name__)
                await self._wait(self._retry_seconds)
            else:
                return True
        return False

    async def _wait(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.ended.wait()

    async def stop(self) -> None:
        """Finish what is under way; what is not is on disk."""
        if self.application.updater and self.application.updater.running:
            # What ended the polling is raised once more here; `failure` holds it already.
            with contextlib.suppress(Exception):
                await self.application.updater.stop()
        self.pump.end()
        for task in self._background - {self._delivering}:
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)
        if self.application.running:
            await self.application.stop()
        await self.pump.settle_all()
        await self.application.shutdown()
        for request in self._requests:  # an application that never got to Telegram leaves them open
            await request.shutdown()

    def _keep(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        """Run beside everything else; a task that dies ends the process instead of leaving it half alive."""

        async def watched() -> None:
            try:
                await work
            except Exception:
                log.exception("a part of the bot has failed")
                self.fail("a part of the bot has failed")

        task = asyncio.create_task(watched())
        self._background.add(task)
        task.add_done_callback(self._background.discard)
        return task

    def _set_alarm(self, away: timedelta) -> None:
        """One date job for the next due instant, in the place of the one before."""
        jobs = self.application.job_queue
        if jobs is None:
            return
        for job in jobs.get_jobs_by_name("next due"):
            job.schedule_removal()
        jobs.run_once(self._ring, away, name="next due", job_kwargs=NO_MISFIRE)

    def _wake(self) -> None:
        self.pump.wake()

    async def _ring(self, _: Context) -> None:
        self.pump.ring()

    async def next_due(self) -> datetime | None:
        return await self.store.run(outbox.next_due)
