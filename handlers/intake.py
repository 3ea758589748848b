"""Takes updates from Telegram by long polling and works them, many at once but each chat's in order.

aiogram's own polling gives up a whole batch when one update in it cannot be read, and asks for the same batch for
ever; and it cancels the handlers under way at a stop. Here an update is read by itself, and a stop lets the work
under way finish.
"""

import asyncio
import re
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from typing import Any, Final

import structlog
from aiogram import Bot, Dispatcher
from aiogram.dispatcher.middlewares.user_context import UserContextMiddleware
from aiogram.exceptions import AiogramError, TelegramConflictError
from aiogram.types import Update
from aiogram.types.update import UpdateTypeLookupError
from pydantic import ValidationError

from bot.clock import Clock
from bot.delivery.session import AsItStands, in_json
from handlers.arrivals import Receipt

_POLL_SECONDS: Final = 30
_AT_ONCE: Final = 64
_TO_FINISH: Final = 25.0
_FIRST_WAIT: Final = 1.0
_LONGEST_WAIT: Final = 30.0
_AFTER_CONFLICT: Final = 3.0
# No more is asked for while more than so many are in hand, for so many seconds at most: what comes meanwhile comes
# together and is remembered together, which costs less than one by one.
_FEW: Final = 1
_HEAD_START: Final = 0.01
_NUMBERS_END: Final = 2**63
_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")
_log = structlog.get_logger(__name__)


class RawUpdates(AsItStands[list[Any]]):
    """getUpdates whose updates are not parsed yet, so that a bad one spoils no other; ``kinds`` are asked for."""

    __returning__ = list[Any]
    __api_method__ = "getUpdates"

    kinds: list[str]
    offset: int | None = None

    def written(self) -> str:
        """Return the parameters in JSON."""
        after = {} if self.offset is None else {"offset": self.offset}
        return in_json({**after, "timeout": _POLL_SECONDS, "allowed_updates": self.kinds})


class Intake:
    """The one reader of updates of this process."""

    def __init__(
        self,
        polling: Bot,
        answering: Bot,
        dispatcher: Dispatcher,
        clock: Clock,
        on_conflict: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        """Ask through ``polling``; handlers answer through ``answering``.

        ``on_conflict`` is told of every time that Telegram refused updates because another asks for them.
        """
        self._polling = polling
        self._answering = answering
        self._dispatcher = dispatcher
        self._clock = clock
        self._on_conflict = on_conflict
        self._stopped = asyncio.Event()
        self._slots = asyncio.Semaphore(_AT_ONCE)
        self._order = ChatOrder()
        self._in_hand = 0
        self._few = asyncio.Event()
        self._asking: asyncio.Future[list[Any]] | None = None

    def stop(self) -> None:
        """Ask for no more updates; :meth:`poll` returns when the work under way is done, 25 s at most."""
        self._stopped.set()
        if self._asking is not None:
            self._asking.cancel()

    async def poll(self) -> None:
        """Take and work updates until :meth:`stop`."""
        request = RawUpdates(kinds=self._dispatcher.resolve_used_update_types())
        patience = asyncio.timeout(None)
        try:
            async with patience, asyncio.TaskGroup() as working:
                await self._poll_into(working, request)
                patience.reschedule(asyncio.get_running_loop().time() + _TO_FINISH)
        except TimeoutError:
            _log.warning("some updates were not finished in time", seconds=_TO_FINISH)

    async def _poll_into(self, working: asyncio.TaskGroup, request: RawUpdates) -> None:
        wait = _FIRST_WAIT
        while not self._stopped.is_set():
            try:
                batch = await self._unless_stopped(request)
            except TelegramConflictError as conflict:
                await self._give_way(conflict)
                continue
            except AiogramError as refusal:
                _log.warning("Telegram gives no updates", reason=str(refusal), again_in=wait)
                await self._pause(wait)
                wait = min(wait * 2, _LONGEST_WAIT)
                continue
            for raw in batch:
                await self._slots.acquire()
                self._in_hand += 1
                working.create_task(self._work(raw))
            await self._get_ahead()
            if batch and not (numbers := _numbers(batch)):
                # Nothing in it can be confirmed, so the same may come again at once.
                await self._pause(wait)
                wait = min(wait * 2, _LONGEST_WAIT)
                continue
            wait = _FIRST_WAIT
            if batch:
                request = request.model_copy(update={"offset": numbers[-1] + 1})

    async def _give_way(self, conflict: TelegramConflictError) -> None:
        _log.warning("Telegram gives no updates", reason=str(conflict), again_in=_AFTER_CONFLICT)
        if "webhook" in conflict.message.lower():
            try:
                await self._polling.delete_webhook()
            except AiogramError as refusal:
                _log.warning("Telegram did not take the webhook away", reason=str(refusal))
        if self._on_conflict is not None:
            await self._on_conflict()
        await self._pause(_AFTER_CONFLICT)

    async def _unless_stopped(self, request: RawUpdates) -> list[Any]:
        self._asking = asyncio.ensure_future(self._polling(request, request_timeout=_POLL_SECONDS * 2))
        try:
            return await self._asking
        except asyncio.CancelledError:
            if self._stopped.is_set() and not _being_cancelled():
                return []
            raise
        finally:
            self._asking = None

    async def _pause(self, seconds: float) -> None:
        sleeping = asyncio.ensure_future(self._clock.sleep(seconds))
        stopping = asyncio.ensure_future(self._stopped.wait())
        await asyncio.wait({sleeping, stopping}, return_when=asyncio.FIRST_COMPLETED)
        for one in (sleeping, stopping):
            one.cancel()
        await asyncio.gather(sleeping, stopping, return_exceptions=True)

    async def _work(self, raw: object) -> None:
        try:
            await self.work(raw)
        finally:
            self._slots.release()
            self._in_hand -= 1
            if self._in_hand <= _FEW:
                self._few.set()

    async def _get_ahead(self) -> None:
        self._few.clear()
        if self._in_hand <= _FEW:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(_HEAD_START):
                await self._few.wait()

    async def work(self, raw: object, *, comes_again: bool = False) -> bool:
        """Work one update as Telegram wrote it; one that cannot be read is logged by its number and let go.

        False when the store could not remember it and Telegram, told so, will bring it again (``comes_again``):
        then nothing was done and nobody was told anything.
        """
        update = self._readable(raw)
        if update is None:
            return True
        receipt = Receipt(comes_again=comes_again)
        place = UserContextMiddleware.resolve_event_context(update)
        async with self._order.of(place.chat_id or place.user_id or update.update_id):
            try:
                await self._dispatcher.feed_update(self._answering, update, receipt=receipt)
            except Exception:  # noqa: BLE001 - see below
                # The last wall, behind the error handler itself: whatever one update does, the others are still taken.
                _log.exception("an update was not worked", update=update.update_id)
        return not receipt.lost

    def _readable(self, raw: object) -> Update | None:
        try:
            update = Update.model_validate(_storable(raw), context={"bot": self._answering})
            _log.debug("update", update=update.update_id, type=update.event_type)
        except (ValidationError, UpdateTypeLookupError, RecursionError, OverflowError) as unreadable:
            number = raw.get("update_id") if isinstance(raw, dict) else None
            _log.warning("an update cannot be read", update=number, reason=type(unreadable).__name__)
            return None
        return update


class ChatOrder:
    """One after another within a chat, in order of arrival; a chat with nothing under way costs nothing."""

    def __init__(self) -> None:
        """Start with no chat waiting."""
        self._locks: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._waiting: defaultdict[int, int] = defaultdict(int)

    @asynccontextmanager
    async def of(self, chat: int) -> AsyncIterator[None]:
        """Hold the chat's turn for the length of the block."""
        self._waiting[chat] += 1
        try:
            async with self._locks[chat]:
                yield
        finally:
            self._waiting[chat] -= 1
            if not self._waiting[chat]:
                del self._waiting[chat], self._locks[chat]


def _being_cancelled() -> bool:
    """Return whether the task that asks is itself being cancelled, not only what it waits for."""
    me = asyncio.current_task()
    return me is not None and me.cancelling() > 0


def _numbers(batch: Iterable[object]) -> list[int]:
    """Return the numbers of updates that can be confirmed: a negative offset would mean something else."""
    named = (raw.get("update_id") for raw in batch if isinstance(raw, dict))
    return [number for number in named if isinstance(number, int) and 0 <= number < _NUMBERS_END]


def _storable(value: Any) -> Any:  # noqa: ANN401 - any JSON goes in and out
    """Return JSON without what neither a database nor the way back to Telegram takes: NUL, halves of characters.

    Raises :class:`OverflowError` for a whole number that no column holds.
    """
    kind = type(value)  # JSON gives no other kinds of these, and asking so costs a third: every field is asked
    if kind is str:
        return value if value.isascii() and "\x00" not in value else _UNSTORABLE.sub("", value)
    if kind is int:
        if not -_NUMBERS_END <= value < _NUMBERS_END:
            raise OverflowError
        return value
    if kind is dict:
        return {name: _storable(one) for name, one in value.items()}
    return [_storable(one) for one in value] if kind is list else value
