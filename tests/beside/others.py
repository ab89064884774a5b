"""What people use instead, as they would write it: `python -m tests.beside.others WHICH URL COUNT DUE`."""

import sys
from datetime import UTC, datetime

from telegram import Update
from telegram.ext import (
    AIORateLimiter,
    ApplicationBuilder,
    CommandHandler,
    ContextTypes,
    JobQueue,
)

from tests.surroundings import TOKEN

FIRST_CHAT = 10_000_000
WORDS = "Time for something to drink. Water, tea or juice, whatever you like; a glass or two is plenty."
Context = ContextTypes.DEFAULT_TYPE


async def remind(context: Context) -> None:
    assert context.job
    await context.bot.send_message(context.job.chat_id or 0, WORDS)


async def answer(update: Update, _: Context) -> None:
    assert update.message
    await update.message.reply_text("This is what I can do.")


def main() -> None:
    which, url, count, due = sys.argv[1:]
    builder = ApplicationBuilder().token(TOKEN).base_url(f"{url}/bot")
    if which == "limiter":
        builder.rate_limiter(AIORateLimiter(max_retries=5))
    application = builder.build()
    application.add_handler(CommandHandler("help", answer))
    jobs = application.job_queue
    assert isinstance(jobs, JobQueue)
    when = datetime.fromtimestamp(float(due), UTC)
    for number in range(int(count)):
        jobs.run_once(remind, when, chat_id=FIRST_CHAT + number)
    application.run_polling()


if __name__ == "__main__":
    main()
