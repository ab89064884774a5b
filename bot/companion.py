"""The bot, whole: everything it is made of, and its start and end."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from telegram import Update
from telegram.request import BaseRequest

from bot import telegram_application
from bot.backups import Backups
from bot.care.clinic import advice_review, members
from bot.care.ground import plan
from bot.care.ground.desk import Desk
from bot.care.ground.house import House
from bot.care.links import secret
from bot.care.patient import erasure
from bot.clock import Hearsay
from bot.delivery.pump import Pump
from bot.delivery.together import Together
from bot.handlers.context import Context, Reception
from bot.inbox import Inbox
from bot.parts import Parts
from bot.polling import Polling, polling_request
from bot.reaching import FIRST_PAUSE, reach
from bot.readers import Readers
from bot.render.text import Renderer
from bot.rounds import CLAIM, Rounds
from bot.settings import Settings
from bot.store import outbox, vitals
from bot.store.store import Store
from bot.store.tx import Tx
from bot.webhook import webhook_of
from messages.said.catalog import Catalog

log = logging.getLogger(__name__)

TIDY_EVERY = timedelta(hours=6)
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
        request: BaseRequest | None = None,  # like `polling`, in the place of real HTTP
        polling: BaseRequest | None = None,
        readers: Readers | None = None,
        tell_operator: Callable[[str], None] = log.warning,
        together: Together | None = None,
        first_pause: float = FIRST_PAUSE,  # seconds between tries to reach Telegram at the start; it doubles
        settle: Callable[[], None] = lambda: None,  # called when all that stays has been made
    ) -> None:
        """`tell_operator` shows a line on a screen, in no log; `together` is what several take turns at."""
        self.settings, self.store, self.clock, self.hearsay = settings, store, clock, Hearsay(clock)
        self.house, self._tell_operator, self._first_pause = house, tell_operator, first_pause
        self.readers = (readers or Readers(settings.content_dir)).apart()
        entries, others = self.readers.entries, self.readers.others
        self.renderer = Renderer(catalog, house.clinic, self._link, entries, others)
        self.rounds = Rounds(store, house, self.renderer, self.readers, clock, self._wake, self.hearsay)
        together = together or Together()
        self.backups = Backups(store, house, settings.backup_dir, clock, self._wake, self.hearsay, together)
        self.ended, self._settle = asyncio.Event(), settle
        self.failure: str | None = None
        self.claim: str | None = None  # of the first owner, where there is none yet
        self._parts = Parts(self.fail)
        self._last: list[asyncio.Task[None]] = []  # which finish what they do
        asking = polling or polling_request(self.hearsay.confirm)
        self._requests = (request or telegram_application.sending_request(), asking)
        self.application = telegram_application.build(settings, *self._requests)
        bot = self.application.bot
        self.inbox = Inbox(
            store,
            house,
            catalog,
            clock=clock,
            monotonic=monotonic,
            parse=lambda told: Update.de_json(told, bot),
            handle=self.application.process_update,
            flag=lambda text, language: self.readers.of(language).flag(text),
            wake=self._wake,
            fatal=self.fail,
            hearsay=self.hearsay,
        )
        self.polling = Polling(
            self._requests[1],
            lambda: f"{bot.base_url}/getUpdates",
            self.inbox.keep,
            telegram_application.forgetting_webhook(bot),
            self.fail,
        )
        self.webhook = webhook_of(settings, bot, self.inbox.keep, self.fail)
        telegram_application.receive(self.application, self._reception())
        self.pump = Pump(
            store=store,
            house=self.house,
            bot=bot,
            renderer=self.renderer,
            clock=clock,
            monotonic=monotonic,
            set_alarm=self._set_alarm,
            hearsay=self.hearsay,
            together=together,
        )

    def _reception(self) -> Reception:
        return Reception(
            self.store,
            self.house,
            self.renderer,
            self.clock,
            self._wake,
            self.inbox.note,
            self.rounds.roles_changed,
            self.rounds.relearn,
            self.readers.of,
        )

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
        self.hearsay.doubt(await self.store.run(vitals.last_alive))
        await self.rounds.begin()
        self.claim = await self.store.run(lambda tx: members.claim(self.desk(tx)))
        if interrupted := await self.pump.take_over():
            log.warning("%d messages were being sent when the bot stopped", interrupted)
        if moved := await self.store.run(lambda tx: plan.follow_protocol_files(self.desk(tx))):
            log.info("%d plans follow a changed protocol", moved)
        await self.tidy()

    async def tidy(self, _: object = None) -> None:
        """Erase what is past its time, if that is certain; and owe who has to hear of an end."""
        if not self.hearsay.certain():
            return
        await self.store.run(lambda tx: advice_review.see_to(self.desk(tx)))
        if await self.store.run(lambda tx: erasure.tidy(self.desk(tx))):
            await self.store.scrub()

    async def start(self) -> None:
        """Reach Telegram, however long that takes, then listen and deliver."""
        await self.prepare()
        self._parts.keep("signs of life", self.rounds.keep_leaving_signs())
        self._parts.keep("backups", self.backups.keep_making())
        if not await reach(self.application.initialize, self.ended, self.fail, self._first_pause):
            return
        await self.application.start()
        working = {"delivery": self.pump.run(), "inbox": self.inbox.run()}
        self._last = [self._parts.keep(name, work) for name, work in working.items()]
        self._parts.keep("menus", self.rounds.show_menus(self.application.bot))
        if self.claim:
            self._tell_operator(CLAIM.format(name=self.application.bot.username, claim=self.claim))
        jobs = self.application.job_queue
        if jobs is None:
            raise RuntimeError("python-telegram-bot was installed without its job-queue extra")
        # None more often: after a jump ahead the scheduler counts every run that it missed.
        jobs.run_repeating(self.tidy, TIDY_EVERY, name="tidy", job_kwargs=NO_MISFIRE)
        self._parts.keep("polling", (self.webhook or self.polling).run())
        self._parts.keep("readers", self.rounds.keep_readers(self._settle))

    async def stop(self) -> None:
        """Finish what is under way; what is not is on disk."""
        self.inbox.end()
        self.pump.end()
        await self._parts.end(*self._last)
        if self.application.running:
            await self.application.stop()
        await self.pump.settle_all()
        await self.application.shutdown()
        for request in self._requests:  # an application that never got to Telegram leaves them open
            await request.shutdown()
        self.pump.leave_off()

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
