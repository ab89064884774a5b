"""The table of the Bot API's methods spoken here."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any

from bot.rehearsal import answering, editing, presenting, receiving, sending
from bot.rehearsal.shapes import Ask
from bot.rehearsal.world import World

Method = Callable[[World, Ask], Any | Awaitable[Any]]


def _granted(_: World, __: Ask) -> bool:
    return True


DOES: Mapping[str, Method] = {
    "getMe": receiving.get_me,
    "getUpdates": receiving.get_updates,
    "setWebhook": receiving.set_webhook,
    "deleteWebhook": receiving.delete_webhook,
    "getWebhookInfo": receiving.get_webhook_info,
    "logOut": _granted,
    "close": _granted,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "sendChatAction": sending.send_chat_action,
    "editMessageText": editing.edit_text,
    "editMessageCaption": editing.edit_caption,
    "editMessageReplyMarkup": editing.edit_markup,
    "deleteMessage": editing.delete_message,
    "answerCallbackQuery": answering.answer_callback_query,
    "setMyCommands": presenting.set_commands,
    "getMyCommands": presenting.get_commands,
    "deleteMyCommands": presenting.delete_commands,
    "setMyName": partial(presenting.set_text, name="name"),
    "getMyName": partial(presenting.get_text, name="name"),
    "setMyDescription": partial(presenting.set_text, name="description"),
    "getMyDescription": partial(presenting.get_text, name="description"),
    "setMyShortDescription": partial(presenting.set_text, name="short_description"),
    "getMyShortDescription": partial(presenting.get_text, name="short_description"),
    "setChatMenuButton": presenting.set_menu_button,
    "getChatMenuButton": presenting.get_menu_button,
    "getFile": receiving.get_file,
    "getChat": receiving.get_chat,
    "leaveChat": receiving.leave_chat,
}
