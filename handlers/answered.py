"""What is known when a question about the plan is answered."""

from dataclasses import dataclass, replace
from typing import Any

from bot.render.catalogue import Catalogues
from bot.render.control import go_on
from bot.render.control_buttons import DialogueKind
from bot.render.message import Message as Screen
from bot.replies import Asker
from storage.control_records import Dialogue, Edit
from storage.records import User


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer: to which question, in which words, whose, and what is known at that moment."""

    dialogue: Dialogue
    kind: DialogueKind
    said: str
    user: User
    asker: Asker
    catalogues: Catalogues

    @property
    def subject(self) -> int:
        """Return what the question is about, as its buttons name it."""
        return self.dialogue.deadline_id or self.dialogue.commitment_id or 0

    @property
    def edit(self) -> Edit:
        """Return the answer as the reason of a change."""
        return Edit(self.user.id, self.asker.now, self.dialogue.version, self.said)

    def asked_on(self, *said: Any, rows: Any = ()) -> Screen:  # noqa: ANN401 - pieces of a message
        """Return the next question, with the ways out."""
        return go_on(self.kind, self.subject, self.asker.tr, *said, rows=rows)

    async def keep(self, **more: Any) -> None:  # noqa: ANN401 - what JSON holds
        """Keep what was said so far."""
        kept = {**self.dialogue.said, **more}
        await self.asker.store.dialogues.put(replace(self.dialogue, said=kept, at=self.asker.now))
