"""The short form of `make chaos`: whatever kills the bot, every row has its fate and nobody is forgotten."""

from pathlib import Path

from storage.records import DeliveryState
from tests.chaos.storm import Aftermath, Storm


async def test_a_broadcast_outlives_its_bot(filled_url: str, tmp_path: Path) -> None:
    """Killed three times on the way, a broadcast comes to everyone, twice only to those who were under way."""
    aftermath = await Storm(filled_url, tmp_path, chats=150, kills=3, rate=150, seed=1).blow()
    assert aftermath.faults() == []
    assert aftermath.lost == 0


def test_what_is_broken_is_said() -> None:
    """Each promise that a storm can break is named when it is."""
    states = dict.fromkeys(DeliveryState, 0) | {DeliveryState.SENT: 3, DeliveryState.WAITING: 1}
    broken = Aftermath(5, 1, 2, {4: 1, 1: 3, 0: 1}, states, lost=1, lost_unsaid=1, seconds=1)
    assert broken.faults() == [
        "1 rows without a fate",
        "4 rows for 5 chats",
        "1 chats received it more than three times",
        "1 chats never received it and their row does not say so",
        "3 duplicates, 2 under way at kills",
    ]
    states = dict.fromkeys(DeliveryState, 0) | {DeliveryState.SENT: 4, DeliveryState.UNKNOWN: 1}
    assert Aftermath(5, 1, 3, {1: 3, 2: 1, 0: 1}, states, lost=1, lost_unsaid=0, seconds=1).faults() == []
