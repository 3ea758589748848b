"""The catalogues of translations: gettext, three languages, compiled in memory from the ``.po`` files beside.

Message ids are English sentences. Placeholders are ``{names}`` that take nodes of the message tree, so nothing
in a catalogue string is markup and nothing from outside can become markup.
"""

import gettext
from collections.abc import Iterator, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from string import Formatter

from aiogram.utils.formatting import Text
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = ("ru", "be", "en")

Node = str | int | Text
Parts = tuple[tuple[str, str | None], ...]


def mark(msgid: str) -> str:
    """Mark a message id that stands in a table and is translated elsewhere; return it as it is."""
    return msgid


class Translator:
    """One language: message ids in, words out. An id the catalogue lacks is said in English."""

    def __init__(self, language: str, messages: gettext.NullTranslations) -> None:
        """Speak ``language`` out of the compiled ``messages``."""
        self.language = language
        self._messages = messages
        self._parsed: dict[str, Parts] = {}

    def plain(self, msgid: str, /, **values: str | int) -> str:
        """Return the words of ``msgid`` as a string, for places that take no formatting (buttons, alerts)."""
        return "".join(
            literal if name is None else f"{literal}{values[name]}"
            for literal, name in self._parts(self._messages.gettext(msgid))
        )

    def text(self, msgid: str, /, **nodes: Node) -> Text:
        """Return the words of ``msgid`` with the ``nodes`` in their places."""
        return self._filled(self._messages.gettext(msgid), nodes)

    def plural(self, one: str, many: str, n: int, /, **nodes: Node) -> Text:
        """Return the form that the language uses for ``n`` things; ``{n}`` is the figure itself."""
        return self._filled(self._messages.ngettext(one, many, n), {"n": n, **nodes})

    def _filled(self, template: str, nodes: Mapping[str, Node]) -> Text:
        body: list[Node] = []
        for literal, name in self._parts(template):
            body.append(literal)
            if name is not None:
                body.append(nodes[name])
        return Text(*body)

    def _parts(self, template: str) -> Parts:
        parts = self._parsed.get(template)
        if parts is None:
            parts = tuple((literal, name) for literal, name, _, _ in Formatter().parse(template))
            self._parsed[template] = parts
        return parts


class Catalogues:
    """The translators of all languages."""

    def __init__(self, translators: Mapping[str, Translator]) -> None:
        """Hold the translators by language code; Russian must be among them."""
        self._translators = dict(translators)

    def of(self, language: str) -> Translator:
        """Return the translator of a language code such as ``be`` or ``be-BY``, Russian for a language unknown."""
        return self._translators.get(language.lower().partition("-")[0], self._translators["ru"])

    def __iter__(self) -> Iterator[Translator]:
        """Yield every translator, Russian first."""
        return iter(self._translators.values())


def load_catalogues() -> Catalogues:
    """Read and compile the catalogues; called once, where the application is put together."""
    folder = Path(__file__).parent / "locale"
    return Catalogues({language: Translator(language, _compiled(folder, language)) for language in LANGUAGES})


@cache  # the files are of this version of the bot; tests put an application together hundreds of times
def _compiled(folder: Path, language: str) -> gettext.GNUTranslations:
    with (folder / f"{language}.po").open("rb") as written:
        catalogue = read_po(written, locale=language, abort_invalid=True)
    machine_readable = BytesIO()
    write_mo(machine_readable, catalogue)
    machine_readable.seek(0)
    return gettext.GNUTranslations(machine_readable)


def spoken_as(catalogues: Catalogues, msgid: str) -> frozenset[str]:
    """Return what a label is called in every language, so that a keyboard is understood in any of them."""
    return frozenset(translator.plain(msgid) for translator in catalogues)
