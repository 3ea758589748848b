"""Whether a side still owes a deadline: decided without I/O."""

from storage.records import Commitment, CommitmentState, Deadline
from storage.register_records import Side

_STANDING = frozenset({CommitmentState.OPEN, CommitmentState.IN_WORK})


def owes(commitment: Commitment, deadline: Deadline, side: Side | None) -> bool:
    """Tell whether a side still has to do something for a deadline."""
    del deadline, side
    return commitment.state in _STANDING
