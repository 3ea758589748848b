"""The command line's work on the store without Telegram: a question answered, the register brought to a file."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.clock import Clock
from bot.config import Config
from bot.knowledge import CurrentKnowledge
from bot.render.catalogue import load_catalogues
from bot.render.console import changes_told
from bot.replies import Asker, Reply, reply_to
from bot.rights import RIGHTS_OF
from bot.starting import fill_register
from storage.errors import BadRegister, Fault
from storage.records import Role
from storage.register_file import read_register
from storage.starter import starter_additions
from storage.store import Store, open_store


async def ask(question: str, config: Config, clock: Clock) -> Reply:
    """Answer as the bot would answer an administrator: whoever may run the command may read the store."""
    async with opened_store(config, clock) as store:
        asker = Asker(
            store=store,
            knowledge=await CurrentKnowledge(store).newest(),
            tr=load_catalogues().of("ru"),
            rights=RIGHTS_OF[Role.ADMINISTRATOR],
            now=clock.now(),
            zone=config.timezone,
        )
        return await reply_to(question, asker)


async def load_register(written: bytes, config: Config, clock: Clock) -> str:
    """Bring the store's register to what a file says and return what that changed, in words.

    Raises :class:`~storage.errors.BadRegister` with every fault; then nothing is stored.
    """
    entries = read_register(_decoded(written), starter_additions())
    async with opened_store(config, clock) as store:
        return changes_told(await store.register.bring_to(entries, clock.now(), by="load-register"))


def _decoded(written: bytes) -> str:
    try:
        return written.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        line = written.count(b"\n", 0, broken.start) + 1
        raise BadRegister([Fault(line, "", "файл не в кодировке UTF-8")]) from broken


@asynccontextmanager
async def opened_store(config: Config, clock: Clock) -> AsyncIterator[Store]:
    """Open the store of the settings, filled with the register when it is new."""
    async with open_store(config.database_url) as store:
        await fill_register(store, clock.now())
        yield store
