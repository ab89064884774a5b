"""reply_markup: read, checked and refused as Telegram does."""

from bot.rehearsal.links import button_link
from bot.rehearsal.refusals import RefusalError, bad_request
from bot.rehearsal.shapes import Ask, Json

DATA_BYTES = 64
MOST_BUTTONS = 100
_OTHERS = (
    "callback_game",
    "pay",
    "switch_inline_query",
    "switch_inline_query_chosen_chat",
    "switch_inline_query_current_chat",
    "login_url",
    "web_app",
    "copy_text",
)
SENT = ("contact", "location")  # by a key, instead of its words
_STYLES = frozenset({"", "default", "primary", "danger", "success"})


def markup_of(ask: Ask, *, inline_only: bool = False) -> Json:
    """Read the keyboard: {} for none, else what Message.reply_markup will hold, or a reply keyboard."""
    given = ask.params.get("reply_markup")
    if given is None:
        return {}
    if not isinstance(given, dict):
        raise bad_request("object expected as reply markup")
    if given.get("keyboard") or given.get("remove_keyboard") or given.get("force_reply"):
        if inline_only:
            raise bad_request("inline keyboard expected")
        return {key: given[key] for key in ("keyboard", "remove_keyboard", "force_reply") if key in given}
    rows = _rows(given.get("inline_keyboard", []))
    return {"inline_keyboard": rows} if rows else {}


def reply_keys(rows: list[list[Json | str]]) -> dict[str, str]:
    """The labels of a keyboard in the place of one's own, and whether each sends contact or location."""
    keys = [key if isinstance(key, dict) else {"text": key} for row in rows for key in row]
    return {str(key["text"]): next((one for one in SENT if key.get(f"request_{one}")), "") for key in keys}


def check_buttons(markup: Json) -> None:
    """Refuse what only Telegram's inner server refuses, after the chat was found."""
    buttons = [button for row in markup.get("inline_keyboard", []) for button in row]
    if len(buttons) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    if any(len(button.get("callback_data", "").encode()) > DATA_BYTES for button in buttons):
        raise bad_request("BUTTON_DATA_INVALID")


def _rows(rows: object) -> list[list[Json]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    read = [[_button(button) for button in row] for row in rows]
    # A button without words is left out without a word.
    kept = [[button for button in row if button["text"]] for row in read]
    return [row for row in kept if row]


def _button(button: object) -> Json:
    if not isinstance(button, dict):
        raise _unreadable("InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise _unreadable('Can\'t find field "text"')
    if str(button.get("style", "")).lower() not in _STYLES:
        raise _unreadable("invalid button style specified")
    kept = {key: button[key] for key in ("text", "style") if key in button}
    return {**kept, **_action(button)}


def _action(button: Json) -> Json:
    if button.get("url"):
        return {"url": button_link(button["url"])}
    if button.get("callback_data"):
        return {"callback_data": str(button["callback_data"])}
    for other in _OTHERS:
        if other in button:
            return {other: button[other]}
    raise _unreadable("Text buttons are unallowed in the inline keyboard")


def _unreadable(why: str) -> RefusalError:
    return bad_request(f"can't parse inline keyboard button: {why}")
