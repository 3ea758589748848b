"""A register file read into entries, or all of its faults told at once.

::

    text ─▶ nodes with lines (register_nodes) ─▶ sections and keys (register_shape), values (register_values)
         ─▶ slugs and links for entries without them (additions) ─▶ records
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import yaml

from storage.additions import Additions
from storage.errors import BadRegister, Fault
from storage.register_nodes import Node, document_of, line_of
from storage.register_records import RECORD_OF, Entry, EntryKind, Party
from storage.register_shape import ABOUT, SECTIONS, Section
from storage.register_values import Reading, mapping, sequence
from storage.register_values import text as read_text
from storage.slugs import marked_slug_of, slug_of

_FORM = re.compile(r"(?:ООО|ОАО|АО|ПАО|ЗАО)\s+«(?P<name>[^»]+)»(?P<rest>.*)")


@dataclass(frozen=True, slots=True)
class _Draft:
    """An entry as far as it could be read, under the keys of the file; its slug may still be wanting."""

    section: Section
    node: Node
    path: str
    values: Mapping[str, Any]

    @property
    def identity(self) -> tuple[str, ...]:
        """The texts that tell it apart from others without a slug."""
        return tuple(" ".join(str(self.values.get(key)).split()) for key in self.section.identified_by)


def read_register(text: str, additions: Additions | None = None) -> tuple[tuple[EntryKind, Entry], ...]:
    """Read a register file: its entries in the order of the file.

    An entry without a slug takes the one its addition gives, else one made of its own text, which stays the
    same wherever in the file the entry stands. What the file says goes before what is added to it.

    Raises :class:`~storage.errors.BadRegister` with every fault, in the order of lines.
    """
    added = additions or Additions()
    root = document_of(text)
    faults: list[Fault] = []
    sections = mapping(Reading(faults=faults), root, "", (ABOUT, *SECTIONS)) or {}
    sections.pop(ABOUT, None)
    reading = _referring(sections, faults)
    drafts = [draft for name, node in sections.items() for draft in _drafts(reading, name, node)]
    drafts = _named(_with_additions(drafts, added, reading))
    _check_slugs(reading, drafts)
    if not drafts and not faults:
        reading.fault(root, "", "В файле нет ни одной записи.")
    if faults:
        raise BadRegister(sorted(faults, key=lambda fault: fault.line))
    there = frozenset(f"{draft.section.kind}:{draft.values['slug']}" for draft in drafts)
    return tuple((draft.section.kind, _entry(draft, added, there)) for draft in drafts)


def _referring(sections: Mapping[str, Node], faults: list[Fault]) -> Reading:
    """Find out first what entries may refer to; what is wrong there is told when it is read itself."""
    names: dict[str, set[str]] = defaultdict(set)
    for fields in _raw_entries(sections.get("organisations")):
        for name in (*fields.get("full", ()), *fields.get("short", ()), *fields.get("aliases", ())):
            names[name.casefold()].update(fields.get("slug", ()))
    return Reading(
        sectors=_slugs(sections.get("sectors")),
        organisations=_slugs(sections.get("organisations")),
        names={name: next(iter(bearers)) for name, bearers in names.items() if len(bearers) == 1},
        faults=faults,
    )


def _slugs(section: Node | None) -> frozenset[str]:
    return frozenset(slug for fields in _raw_entries(section) for slug in fields.get("slug", ()))


def _raw_entries(section: Node | None) -> Iterator[dict[str, list[str]]]:
    """Read whatever texts there are under the keys of a section's entries, without judging them."""
    for node in section.value if isinstance(section, yaml.SequenceNode) else ():
        if isinstance(node, yaml.MappingNode):
            yield {str(key.value): _raw_texts(value) for key, value in node.value}


def _raw_texts(node: Node) -> list[str]:
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    return [one.value for one in nodes if isinstance(one, yaml.ScalarNode)]


def _drafts(reading: Reading, name: str, section_node: Node) -> Iterator[_Draft]:
    section = SECTIONS[name]
    for node, path in sequence(reading, section_node, name):
        if section.kind is EntryKind.DISCREPANCY and not isinstance(node, yaml.MappingNode):
            yield _Draft(section, node, path, {"text": read_text(reading, node, path)})
            continue
        fields = mapping(reading, node, path, section.keys, section.required)
        if fields is not None:
            readers = {key: section.keys[key].reader for key in fields}
            values = {key: readers[key](reading, value, f"{path}.{key}") for key, value in fields.items()}
            yield _Draft(section, node, path, values)


def _with_additions(drafts: Sequence[_Draft], additions: Additions, reading: Reading) -> list[_Draft]:
    twins = Counter((draft.section.kind, *draft.identity[:1]) for draft in drafts)
    known = {"sectors": reading.sectors, "organisations": reading.organisations}
    whole = []
    for draft in drafts:
        added = _addition(draft, additions, alone=twins[draft.section.kind, *draft.identity[:1]] == 1)
        links = {key: tuple(slug for slug in added[key] if slug in known[key]) for key in known if key in added}
        more = tuple(alias for alias in added.get("aliases", ()) if alias not in draft.values.get("aliases", ()))
        aliases = {"aliases": (*draft.values.get("aliases", ()), *more)} if more else {}
        whole.append(replace(draft, values={**added, **links, **draft.values, **aliases}))
    return whole


def _addition(draft: _Draft, additions: Additions, *, alone: bool) -> Mapping[str, Any]:
    """Return what is added to an entry; of several with one name, to the one that is the same in the rest, too."""
    if not draft.identity:
        return additions.of(draft.section.kind, str(draft.values.get("slug")))
    added = additions.of(draft.section.kind, draft.identity[0])
    rest = draft.section.identified_by[1:]
    is_it = alone or all(key in added and added[key] == draft.values.get(key) for key in rest)
    return added if is_it else {}


def _named(drafts: Sequence[_Draft]) -> list[_Draft]:
    """Give slugs to those who have none: made of their names, and of all that identifies them if that is taken."""
    plain = {id(draft): slug_of(draft.identity[0]) for draft in drafts if not _has_slug(draft) and draft.identity}
    taken = Counter((one.section.kind, plain.get(id(one), one.values.get("slug"))) for one in drafts)
    named = []
    for draft in drafts:
        slug = plain.get(id(draft))
        if slug is not None and taken[draft.section.kind, slug] > 1:
            slug = marked_slug_of(slug, "\n".join(draft.identity))
        named.append(draft if slug is None else replace(draft, values={**draft.values, "slug": slug}))
    return named


def _has_slug(draft: _Draft) -> bool:
    return draft.values.get("slug") is not None


def _check_slugs(reading: Reading, drafts: Sequence[_Draft]) -> None:
    first: dict[tuple[EntryKind, str], _Draft] = {}
    for draft in drafts:
        if _has_slug(draft):
            earlier = first.setdefault((draft.section.kind, draft.values["slug"]), draft)
            if earlier is not draft:
                wrong = f"Такая запись («{draft.values['slug']}») уже есть в строке {line_of(earlier.node)}."
                reading.fault(draft.node, f"{draft.path}.slug", wrong)


def _entry(draft: _Draft, additions: Additions, there: frozenset[str]) -> Entry:
    fields = {draft.section.keys[key].field or key: value for key, value in draft.values.items()}
    if draft.section.kind is EntryKind.DISCREPANCY:
        fields["concerns"] = tuple(entry for entry in fields.get("concerns", ()) if entry in there)
    if draft.section.kind is EntryKind.AGREEMENT:
        fields["parties"] = tuple(_party(party, additions, there) for party in fields["parties"])
    if draft.section.kind is EntryKind.ORGANISATION and draft.values["slug"] in additions.unsourced_forms:
        fields["full"] = _without_form(fields["full"])
    entry: Entry = RECORD_OF[draft.section.kind](**fields)
    return entry


def _party(party: Party, additions: Additions, there: frozenset[str]) -> Party:
    added = additions.parties.get(party.name)
    organisation = added if f"{EntryKind.ORGANISATION}:{added}" in there else party.organisation
    is_unsourced = organisation in additions.unsourced_forms
    return Party(_without_form(party.name) if is_unsourced else party.name, organisation)


def _without_form(name: str) -> str:
    """Cut a legal form: «ОАО «Минский тракторный завод»» is shown as «Минский тракторный завод»."""
    found = _FORM.fullmatch(name)
    return f"{found['name']}{found['rest']}" if found else name
