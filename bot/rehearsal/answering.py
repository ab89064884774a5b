"""answerCallbackQuery: once, and in time."""

from datetime import timedelta

from bot.rehearsal.messages import Toast
from bot.rehearsal.refusals import bad_request
from bot.rehearsal.shapes import Ask
from bot.rehearsal.world import World

ANSWERABLE = timedelta(seconds=150)
MOST_TEXT = 200


def answer_callback_query(world: World, ask: Ask) -> bool:
    query = world.queries.get(ask.text("callback_query_id"))
    if query is None or query.at + ANSWERABLE <= world.clock():
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if len(ask.text("text")) > MOST_TEXT:
        raise bad_request("MESSAGE_TOO_LONG")
    if ask.text("url"):
        raise bad_request("URL_INVALID")
    del world.queries[query.id]
    toast = Toast(query.id, ask.text("text"), ask.flag("show_alert"), world.clock())
    world.chats[query.chat_id].toasts.append(toast)
    world.tell()
    return True
