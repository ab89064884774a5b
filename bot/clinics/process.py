"""The process that serves all clinics: one log, one watchdog, one health page, and what they all read by."""

import asyncio
import resource
import signal
import time
from concurrent.futures import ThreadPoolExecutor

from bot.app import now_utc
from bot.clinics.beginning import Beginnings
from bot.clinics.clinic_life import ClinicLife, Pauses
from bot.clinics.clinics import LOOK_SECONDS, Clinics
from bot.clinics.common_words import CommonWords
from bot.logs import Discreet
from bot.premises.folder import ClinicFolder
from bot.premises.neighbours import Neighbours
from bot.premises.shared import Premises
from bot.serving import open_page
from bot.watchdog import Watchdog
from bot.watching.supervisor import ALIVE, READY, STOPPING, Supervisor

THREADS = 32  # for files, beside those of the databases
FILES = 65_536  # that may be open; a clinic has about eight, and the usual limit is for programs with few


async def serve(
    premises: Premises,
    discreet: Discreet,
    *,
    until: asyncio.Event,
    words: CommonWords | None = None,
    pauses: Pauses | None = None,
    look_every: float = LOOK_SECONDS,
) -> None:
    """Serve all clinics until told to end; at a HUP signal, settings that are others by now hold."""
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(THREADS))
    _open_many()
    beginnings = Beginnings(Neighbours(premises), discreet.hide, words or CommonWords())

    def life(folder: ClinicFolder) -> ClinicLife:
        return ClinicLife(folder, beginnings.begin, time.monotonic, now_utc, pauses or Pauses())

    supervisor = Supervisor.of()
    clinics = Clinics(premises.look, life, supervisor.show)
    watchdog = Watchdog(lambda: None, time.monotonic, well=lambda: supervisor.tell(ALIVE))
    page = open_page(clinics.look, premises.shared.metrics_port)
    watching = asyncio.create_task(watchdog.run())
    loop.add_signal_handler(signal.SIGHUP, clinics.look_now)
    supervisor.tell(READY)
    try:
        await clinics.run(until.wait(), look_every)
    finally:
        supervisor.tell(STOPPING)
        loop.remove_signal_handler(signal.SIGHUP)
        watching.cancel()
        if page:
            await page.close()


def _open_many() -> None:
    """Take as many open files as the machine gives without being asked."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if hard == resource.RLIM_INFINITY else min(hard, FILES)
    if resource.RLIM_INFINITY != soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
