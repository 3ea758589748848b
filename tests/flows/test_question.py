"""The first flow, as a person lives it: a question, an answer, buttons that go on working."""

from tests.town import SUBSCRIBER, town


async def test_a_question_gets_its_card_with_sources(filled_url: str) -> None:
    """A subscriber asks in ordinary words and gets the sector's card, its sources and its date."""
    async with town(filled_url) as here:
        anna = await here.newcomer(SUBSCRIBER)
        await anna.send("Что у нас по авиапрому с белорусами?")
        card = await anna.read()
    assert card["text"].startswith("Авиастроение")
    assert "ТАСС" in card["text"]
    assert "по состоянию на" in card["text"].casefold()
