"""How Telegram says no: a code and its own words."""

from bot.rehearsal.shapes import Json


class RefusalError(Exception):
    """An answer with ok=false; `description` is word for word what Telegram says."""

    def __init__(self, code: int, description: str, *, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after

    @property
    def json(self) -> Json:
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.retry_after is not None:
            body["parameters"] = {"retry_after": self.retry_after}
        return body


def bad_request(why: str) -> RefusalError:
    """Telegram lower-cases the first letter, unless the words are a CODE of its inner server."""
    code_like = len(why) > 1 and (why[1] == "_" or why[1].isupper())
    return RefusalError(400, "Bad Request: " + (why if code_like else why[:1].lower() + why[1:]))


def forbidden(why: str) -> RefusalError:
    return RefusalError(403, f"Forbidden: {why}")


def conflict(why: str) -> RefusalError:
    return RefusalError(409, f"Conflict: {why}")


def too_many_requests(retry_after: int) -> RefusalError:
    return RefusalError(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)
