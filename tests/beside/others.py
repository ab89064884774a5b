"""What people use instead, as they would write it: `python -m tests.beside.others WHICH URL COUNT DUE`.

With a COUNT of 0 it starts again after a kill: what is scheduled is what it finds.
"""

import sys
import time
from datetime import UTC, datetime
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from telegram import Update
from telegram.ext import (
    AIORateLimiter,
    Application,
    ApplicationBuilder,
    CommandHandler,
    ContextTypes,
    JobQueue,
)

from tests.surroundings import TOKEN

FIRST_CHAT = 10_000_000
SCHEDULED = "scheduled in seconds:"
WORDS = "Time for something to drink. Water, tea or juice, whatever you like; a glass or two is plenty."
Context = ContextTypes.DEFAULT_TYPE
App = Application[Any, Any, Any, Any, Any, Any]
LIMITED = ("limiter", "store")  # the second with all that is known to help
running: list[App] = []  # which a job that comes from a database has to find by itself


async def remind(context: Context) -> None:
    assert context.job
    await context.bot.send_message(context.job.chat_id or 0, WORDS)


async def remind_from_store(chat: int) -> None:
    await running[0].bot.send_message(chat, WORDS)


async def answer(update: Update, _: Context) -> None:
    assert update.message
    await update.message.reply_text("This is what I can do.")


def in_memory(application: App, chats: range, when: datetime) -> None:
    """python-telegram-bot's JobQueue, a job a reminder."""
    jobs = application.job_queue
    assert isinstance(jobs, JobQueue)
    for chat in chats:
        jobs.run_once(remind, when, chat_id=chat)


async def in_store(chats: range, when: datetime) -> None:
    """APScheduler with its jobs in a database; a late job runs all the same."""
    from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore  # noqa: PLC0415  (not for the others)

    store = SQLAlchemyJobStore(url="sqlite:///jobs.sqlite")
    scheduler = AsyncIOScheduler({"default": store}, job_defaults={"misfire_grace_time": None})
    scheduler.start(paused=True)
    began = time.perf_counter()
    for chat in chats:
        scheduler.add_job(remind_from_store, "date", run_date=when, args=[chat])
    told(began)
    scheduler.resume()


def told(began: float) -> None:
    print(SCHEDULED, time.perf_counter() - began, flush=True)  # noqa: T201  (whoever measures reads it)


def main() -> None:
    which, url, count, due = sys.argv[1:]
    chats = range(FIRST_CHAT, FIRST_CHAT + int(count))
    when = datetime.fromtimestamp(float(due), UTC)
    builder = ApplicationBuilder().token(TOKEN).base_url(f"{url}/bot")
    if which in LIMITED:
        builder.rate_limiter(AIORateLimiter(max_retries=5))
    if which == "store":

        async def begin(_: App) -> None:
            await in_store(chats, when)

        builder.post_init(begin)
    application = builder.build()
    running.append(application)
    application.add_handler(CommandHandler("help", answer))
    if which != "store":
        began = time.perf_counter()
        in_memory(application, chats, when)
        told(began)
    application.run_polling()


if __name__ == "__main__":
    main()
