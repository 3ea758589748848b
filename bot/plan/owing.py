"""Whether a side still owes a deadline: decided without I/O."""

from storage.control_records import STANDING
from storage.records import Commitment, Deadline
from storage.register_records import Side


def owes(deadline: Deadline, side: Side | None) -> bool:
    """Tell whether a side still has to do something for a deadline.

    A report that waits or is accepted is enough; one of no side counts where the plan names no sides.
    """
    return deadline.state in STANDING and side not in deadline.reported and None not in deadline.reported


def side_of_body(commitment: Commitment, body: str, otherwise: Side) -> Side:
    """Return the side on which a body (its slug) owes a commitment, ``otherwise`` where the plan does not tell."""
    named = (one.side for one in commitment.responsible if one.organisation == body and one.side is not None)
    return next(named, otherwise)
