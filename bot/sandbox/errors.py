"""What the stand-in answers when it does not do what it was asked.

CallRefusedError    a Bot API call is refused: the error body a bot gets
PageRefusedError    a request of the chat page (or of a test) is refused
"""

from typing import NoReturn

from bot.sandbox.wire import Json


class CallRefusedError(Exception):
    """A Bot API call was refused with ``code``; ``description`` is Telegram's own wording, word for word."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        """Keep what the answer's body is made of; ``parameters`` is Telegram's ResponseParameters."""
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> Json:
        """Return the answer's body."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        return body if self.parameters is None else {**body, "parameters": self.parameters}


class PageRefusedError(Exception):
    """A request to ``/api`` was refused with an HTTP ``status`` and a sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        """Keep the status and the sentence."""
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


def bad_request(reason: str) -> CallRefusedError:
    """Return the 400 with ``reason``, already lower-cased the way Telegram does."""
    return CallRefusedError(400, f"Bad Request: {reason}")


def refuse(reason: str) -> NoReturn:
    """Raise the 400 with ``reason``."""
    raise bad_request(reason)


def forbid(reason: str) -> NoReturn:
    """Raise the 403 with ``reason``."""
    raise CallRefusedError(403, f"Forbidden: {reason}")


def conflict(reason: str) -> NoReturn:
    """Raise the 409 with ``reason``."""
    raise CallRefusedError(409, f"Conflict: {reason}")


def too_many_requests(seconds: int) -> CallRefusedError:
    """Return the 429 that asks for ``seconds`` of patience."""
    return CallRefusedError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


def migrated(new_chat: int) -> CallRefusedError:
    """Return the 400 of a group that became the supergroup ``new_chat``."""
    reason = "Bad Request: group chat was upgraded to a supergroup chat"
    return CallRefusedError(400, reason, {"migrate_to_chat_id": new_chat})


def deny(sentence: str, status: int = 400) -> NoReturn:
    """Raise the page's refusal."""
    raise PageRefusedError(status, sentence)
