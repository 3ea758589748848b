"""What stories are attached to and what is attached to what, read for whoever looks."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from bot.render.story_links import LinkView
from storage.news_links_records import Bond, LinkKind, StoryLink
from storage.records import Commitment
from storage.register_records import Agreement, EntryKind, Project, Register
from storage.store import Store

STORIES_SHOWN: Final = 3
_KINDS: Final = {EntryKind.AGREEMENT: LinkKind.AGREEMENT, EntryKind.PROJECT: LinkKind.PROJECT}


async def attached_to(
    story_ids: Collection[int], store: Store, register: Register, *, plan: bool
) -> Mapping[int, Sequence[LinkView]]:
    """Return by story what each is attached to; commitments only where the ``plan`` may be seen."""
    links = await store.story_links.attached(story_ids)
    numbers = [int(one.bond.ref) for one in links if one.bond.kind is LinkKind.COMMITMENT] if plan else []
    commitments = {one.id: one for one in await store.plan.some(numbers)} if numbers else {}
    found: dict[int, list[LinkView]] = defaultdict(list)
    for view in views_of(links, register, commitments):
        found[view.link.bond.story_id].append(view)
    return found


async def stories_of(kind: EntryKind, slug: str, store: Store) -> tuple[StoryLink, ...]:
    """Return the stories attached to an agreement or a project, the newest few; none to anything else."""
    if kind not in _KINDS:
        return ()
    return await store.story_links.stories_of(_KINDS[kind], slug, STORIES_SHOWN)


def views_of(links: Sequence[StoryLink], register: Register, commitments: Mapping[int, Commitment]) -> list[LinkView]:
    """Return links with what they lead to, but for those that lead nowhere any more or are not to be seen."""
    found = ((link, _target(link.bond, register, commitments)) for link in links)
    return [LinkView(link, target) for link, target in found if target is not None]


def _target(
    bond: Bond, register: Register, commitments: Mapping[int, Commitment]
) -> Agreement | Project | Commitment | None:
    match bond.kind:
        case LinkKind.AGREEMENT:
            return register.agreements.get(bond.ref)
        case LinkKind.PROJECT:
            return register.projects.get(bond.ref)
        case LinkKind.COMMITMENT:
            return commitments.get(int(bond.ref))
