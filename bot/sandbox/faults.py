"""Faults on order: what a test or the page asks to go wrong with the next calls of a method."""

from dataclasses import asdict, dataclass
from itertools import count

from bot.sandbox.errors import CallRefusedError
from bot.sandbox.wire import Call, Json

KINDS = frozenset({"error", "close_before", "close_after", "timeout", "slow"})
_DESCRIPTIONS = {400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 409: "Conflict"}


@dataclass(slots=True)
class Fault:
    """What goes wrong with the next ``times`` calls of ``method`` ("*" is any) to ``chat`` (None is any).

    ``error``: refused with ``status``; ``close_before``: the connection is closed and the call not carried
    out; ``close_after``: carried out, then closed; ``timeout``: carried out, never answered; ``slow``: carried
    out at once, answered after ``seconds`` of real time.
    """

    id: int
    kind: str
    method: str = "*"
    chat: int | None = None
    times: int = 1
    status: int = 500
    description: str = ""
    retry_after: int | None = None
    seconds: float = 1.0

    def fits(self, call: Call) -> bool:
        """Tell whether it strikes this call."""
        same_method = self.method == "*" or self.method.lower() == call.method.lower()
        return same_method and (self.chat is None or call.text("chat_id") == str(self.chat))

    def refusal(self) -> CallRefusedError:
        """Return the error of an ``error`` fault; ``retry_after`` makes it a 429."""
        if self.retry_after is not None:
            described = self.description or f"Too Many Requests: retry after {self.retry_after}"
            return CallRefusedError(429, described, {"retry_after": self.retry_after})
        return CallRefusedError(self.status, self.description or self._described())

    def _described(self) -> str:
        return _DESCRIPTIONS.get(self.status, "Internal Server Error")


class Faults:
    """The faults still to strike, first ordered first."""

    def __init__(self) -> None:
        """Start with none."""
        self._left: list[Fault] = []
        self._ids = count(1)

    def order(self, **wanted: object) -> int:
        """Order a fault from the fields of :class:`Fault`, already checked; return its id."""
        number = next(self._ids)
        self._left.append(Fault(id=number, **wanted))  # type: ignore[arg-type]  # the page checked each of them
        return number

    def take(self, call: Call) -> Fault | None:
        """Return the fault that strikes ``call`` and count it down."""
        for fault in self._left:
            if fault.fits(call):
                fault.times -= 1
                self._left = [other for other in self._left if other.times > 0]
                return fault
        return None

    def left(self) -> list[Json]:
        """Return what is still ordered."""
        return [asdict(fault) for fault in self._left]

    def clear(self) -> None:
        """Forget what is still ordered."""
        self._left = []
