"""Invitations and requests for a role, as the store gives them."""

from dataclasses import dataclass
from datetime import datetime

from storage.records import Grant


@dataclass(frozen=True, slots=True)
class Invitation:
    """A role offered by ``created_by`` (a person's number) until ``expires_at``."""

    id: int
    offer: Grant
    created_by: int | None
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class JoinRequest:
    """A role that a person (``user_id``) asks for; ``granted`` ``None``: nobody has decided."""

    id: int
    user_id: int
    wanted: Grant
    asked_at: datetime
    granted: bool | None = None
