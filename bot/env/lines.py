"""What pydantic finds in the settings, told to the person who edits .env."""

from collections.abc import Mapping
from typing import Any

from bot.typed import PROGRAM

HOW_TO_GET_ONE = (
    "is not set. Open Telegram, write /newbot to @BotFather, follow its questions and put the token it "
    f"gives you into .env, or run: {PROGRAM} setup. To try everything without a token: {PROGRAM} rehearse"
)
MISSING = {
    "CLINIC_NAME": "write the name that patients know into .env",
    "CLINIC_PHONE": "write the number on which patients reach you into .env",
    "CLINIC_TIMEZONE": "write one like Europe/Berlin into .env",
    "EMERGENCY_NUMBER": "write what patients call when it cannot wait into .env: 112, 911, 999 or 000",
}
OUR_OWN = "Value error, "


def line(problem: Mapping[str, Any]) -> str:
    """One of pydantic's findings: which setting, and what to write instead."""
    loc = problem["loc"]
    name = str(loc[0]).upper() if loc else ""
    if problem["type"] == "missing":
        todo = MISSING.get(name, "write it into .env")
        return f"{name} {HOW_TO_GET_ONE}" if name == "BOT_TOKEN" else f"{name} is not set; {todo}."
    what = _what(str(problem["type"]), problem.get("ctx") or {}, str(problem["msg"]))
    return f"{name}: {what}" if name else what


def _what(kind: str, ctx: Mapping[str, Any], said: str) -> str:  # noqa: PLR0911  (one return a kind)
    if said.startswith(OUR_OWN):
        return said.removeprefix(OUR_OWN)
    match kind.partition("_")[0]:
        case "bool":
            return "write true or false"
        case "int" | "float" | "decimal":
            return "write a number, in digits alone"
        case "greater":
            return f"write a number from {ctx.get('ge', ctx.get('gt'))} up"
        case "less":
            return f"write a number up to {ctx.get('le', ctx.get('lt'))}"
        case "literal" | "enum":
            return f"write {str(ctx['expected']).replace(chr(39), '')}"
    if kind == "string_too_long":
        return f"is too long; write at most {ctx['max_length']} characters"
    if kind == "string_too_short":
        return "is empty; write something, or take the line out"
    return "is not understood; .env.example shows how it is written"
