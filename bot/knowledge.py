"""The register in memory: read once per revision, with the names it can be found by."""

import asyncio

from bot.answers import Knowledge
from bot.language.words import Words
from storage.store import Store


class CurrentKnowledge:
    """Gives what is known at a revision of the register, read from the store only when the revision moved."""

    def __init__(self, store: Store) -> None:
        """Read from ``store`` at the first call."""
        self._store = store
        self._words: Words | None = None
        self._known: Knowledge | None = None
        self._reading = asyncio.Lock()

    async def at(self, revision: int) -> Knowledge:
        """Return what is known at ``revision`` or a newer one. The building is done off the event loop."""
        known = self._known
        if known is not None and known.register.revision >= revision:
            return known
        async with self._reading:
            return await self._read(revision)

    async def newest(self) -> Knowledge:
        """Return what is known now."""
        return await self.at(await self._store.register.revision())

    async def words(self) -> Words:
        """Return the dictionary, loaded off the event loop at first use."""
        if self._words is None:
            self._words = await asyncio.to_thread(Words)
        return self._words

    async def _read(self, revision: int) -> Knowledge:
        if self._known is None or self._known.register.revision < revision:
            register = await self._store.register.load()
            self._known = await asyncio.to_thread(Knowledge, register, await self.words())
        return self._known
