"""Where it was read, and as of when: the last lines of every card."""

from collections.abc import Sequence

from aiogram.utils.formatting import Text, TextLink

from bot.render.catalogue import Translator
from bot.render.dates import sort_key, written
from bot.render.layout import lines, row
from bot.render.typography import clean, is_link, shortened
from storage.register_records import Register, Source

SHOWN = 6
OUTLET_LIMIT = 60


def outlet(source: Source) -> Text:
    """Return the outlet as a link to the page, as plain words when the address is not one."""
    name = shortened(clean(source.outlet), OUTLET_LIMIT) or "—"
    return TextLink(name, url=source.url) if is_link(source.url) else Text(name)


def dated_outlet(source: Source, tr: Translator) -> Text:
    """Return the outlet and the date of its page: «ТАСС, 7 октября 2025»."""
    if source.date:
        return Text(outlet(source), ", ", written(source.date, tr))
    return Text(outlet(source), ", ", tr.plain("page undated"))


def source_line(sources: Sequence[Source], tr: Translator) -> Text:
    """Return the first sources in one line and how many there are besides."""
    if not sources:
        return tr.text("The register names no source of its own for this entry.")
    shown = row([dated_outlet(source, tr) for source in sources[:SHOWN]], "; ")
    rest = len(sources) - SHOWN
    if rest > 0:
        shown = Text(shown, "; ", tr.plural("and {n} more source", "and {n} more sources", rest))
    return tr.text("Source: {source}" if len(sources) == 1 else "Sources: {source}", source=shown)


def as_of_line(sources: Sequence[Source], register_as_of: str, tr: Translator) -> Text:
    """Return the date up to which the facts are known: that of the newest source, or the register's own."""
    newest = max((source.date for source in sources if source.date), key=sort_key, default="")
    if newest:
        return tr.text("As of {date}", date=written(newest, tr))
    if register_as_of:
        return tr.text("As of {date} (date of the register)", date=written(register_as_of, tr))
    return tr.text("As of a date the sources do not give")


def language_line(tr: Translator) -> Text | None:
    """Return the line that says in which language the facts are, ``None`` where it is the interface's own."""
    return None if tr.language == "ru" else tr.text("The facts of the register are in Russian.")


def tail(sources: Sequence[Source], register: Register, tr: Translator, behind: Sequence[Source] = ()) -> Text:
    """Return the last lines of a card: the language of the facts, the sources, the date.

    The date is that of the newest of the ``sources`` and of those ``behind`` the neighbours that the card shows.
    """
    return lines(language_line(tr), source_line(sources, tr), as_of_line([*sources, *behind], register.as_of, tr))
