"""Taps and inline queries, from the person's side and the bot's."""

import asyncio
from datetime import timedelta

import pytest

from tests.person import TapAnswer
from tests.sandbox.stand import ANNA, FORUM, TOPIC, Answer, Stand

_LATE = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"
_KEYBOARD = {
    "inline_keyboard": [[{"text": "Да", "callback_data": "yes"}, {"text": "Сайт", "url": "https://a.example"}]]
}


async def _tapped(stand: Stand) -> tuple[Answer, str]:
    """Tap a button without waiting for the answer; return the query and the id to answer it by."""
    message = await stand.ok("sendMessage", chat_id=ANNA, text="?", reply_markup=_KEYBOARD)
    answer = await stand.person().tap(message, "Да", wait=0)
    assert not answer.answered
    query = (await stand.updates())[-1]["callback_query"]
    return query, query["id"]


async def test_a_tap_reaches_the_bot_and_its_answer_the_person(stand: Stand) -> None:
    """The update holds the message and the data, the person sees text and alert."""
    message = await stand.ok("sendMessage", chat_id=ANNA, text="?", reply_markup=_KEYBOARD)
    async with asyncio.TaskGroup() as tasks:
        tap = tasks.create_task(stand.person().tap(message, "Да"))
        query = (await stand.ok("getUpdates", timeout=10))[0]["callback_query"]
        await stand.ok("answerCallbackQuery", callback_query_id=query["id"], text="ok", show_alert=True)
    assert (query["message"], query["data"], query["from"]["id"]) == (message, "yes", ANNA)
    assert tap.result() == TapAnswer(answered=True, text="ok", show_alert=True)


async def test_a_query_is_answered_once_and_in_time(stand: Stand) -> None:
    """The second answer, one after 15 seconds of the clock and one to nothing are refused alike."""
    _, first = await _tapped(stand)
    await stand.ok("answerCallbackQuery", callback_query_id=first)
    assert await stand.refused("answerCallbackQuery", callback_query_id=first) == _LATE
    _, second = await _tapped(stand)
    await stand.clock.move(timedelta(seconds=16))
    assert await stand.refused("answerCallbackQuery", callback_query_id=second) == _LATE
    assert await stand.refused("answerCallbackQuery") == _LATE


@pytest.mark.parametrize(
    ("params", "fault"),
    [({"text": "x" * 201}, "MESSAGE_TOO_LONG"), ({"url": "https://a.example"}, "URL_INVALID")],
)
async def test_bad_answers_are_refused(stand: Stand, params: Answer, fault: str) -> None:
    """An answer has 200 characters and opens nothing but the bot; a refused one can be given better."""
    _, query = await _tapped(stand)
    assert await stand.refused("answerCallbackQuery", callback_query_id=query, **params) == f"400 Bad Request: {fault}"
    url = "https://t.me/cooperation_sandbox_bot?start=x"
    await stand.ok("answerCallbackQuery", callback_query_id=query, url=url)


async def test_forged_and_old_buttons_are_sent_too(stand: Stand) -> None:
    """Data that is on no keyboard reaches the bot, and of a deleted message what Telegram leaves of it."""
    message = await stand.ok("sendMessage", chat_id=ANNA, text="?", reply_markup=_KEYBOARD)
    await stand.person().delete(message["message_id"])
    await stand.person().tap_data(message["message_id"], "forged", wait=0)
    query = (await stand.updates())[0]["callback_query"]
    assert (query["data"], query["message"]["date"]) == ("forged", 0)


async def test_a_button_must_be_there_for_its_label(stand: Stand) -> None:
    """The person's client says which buttons there are, and that a link is no tap."""
    message = await stand.ok("sendMessage", chat_id=ANNA, text="?", reply_markup=_KEYBOARD)
    with pytest.raises(AssertionError, match=r"Нет.*Да"):
        await stand.person().tap(message, "Нет")
    with pytest.raises(AssertionError, match="sends nothing"):
        await stand.person().tap(message, "Сайт")


def _article(number: str = "1", **more: object) -> Answer:
    return {
        "type": "article",
        "id": number,
        "title": "a",
        "input_message_content": {"message_text": "<b>a</b>", "parse_mode": "HTML"},
        **more,
    }


async def _asked(stand: Stand) -> str:
    await stand.person().inline("авиа", wait=0)
    query: Answer = (await stand.updates())[-1]["inline_query"]
    assert (query["query"], query["offset"], query["chat_type"]) == ("авиа", "", "sender")
    return str(query["id"])


async def test_an_inline_result_is_chosen_tapped_and_edited(stand: Stand) -> None:
    """Results come to the person; the chosen one stands in the chat, and the bot edits it by its inline id."""
    anna = stand.person(ANNA, FORUM).in_chat(FORUM, TOPIC)
    results = [_article(reply_markup=_KEYBOARD), _article("2")]
    async with asyncio.TaskGroup() as tasks:
        asking = tasks.create_task(anna.inline("авиа"))
        query = (await stand.ok("getUpdates", timeout=10))[0]["inline_query"]
        await stand.ok("answerInlineQuery", inline_query_id=query["id"], results=results, next_offset="2")
    assert (len(asking.result()["results"]), asking.result()["next_offset"]) == (2, "2")
    chosen = await anna.choose("авиа", "1")
    message, inline_id = chosen["message"], chosen["inline_message_id"]
    assert (message["text"], message["via_bot"]["id"], message["message_thread_id"]) == ("a", 42, TOPIC)
    assert await stand.ok("editMessageText", inline_message_id=inline_id, text="b", reply_markup=_KEYBOARD) is True
    assert (await anna.read_edit(message))["text"] == "b"
    await anna.tap(message, "Да", wait=0)
    await anna.tap_inline(inline_id, "x", wait=0)
    updates = await stand.updates()
    assert [update["callback_query"]["inline_message_id"] for update in updates[-2:]] == [inline_id] * 2
    assert updates[-3]["chosen_inline_result"]["inline_message_id"] == inline_id
    await anna.delete(message["message_id"])
    refusal = await stand.refused("editMessageText", inline_message_id=inline_id, text="c")
    assert refusal == "400 Bad Request: MESSAGE_ID_INVALID"
    await anna.choose("авиа", "2")
    assert "inline_message_id" not in (await stand.updates())[-1]["chosen_inline_result"]


async def test_results_of_other_kinds_become_messages(stand: Stand) -> None:
    """Cached files are posted as they are, what the stand-in cannot show as a text."""
    _, body = await stand.form("sendDocument", chat_id=ANNA, document=("a.txt", b"a"))
    file_id = body["result"]["document"]["file_id"]
    results = [
        {"type": "document", "id": "1", "title": "a", "document_file_id": file_id, "caption": "c"},
        {"type": "contact", "id": "2", "phone_number": "1", "first_name": "x"},
        {"type": "article", "id": "3", "title": "t", "input_message_content": {"phone_number": "5"}},
    ]
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(stand.person().inline("x"))
        query = (await stand.ok("getUpdates", timeout=10))[0]["inline_query"]
        await stand.ok("answerInlineQuery", inline_query_id=query["id"], results=results)
    posted = [(await stand.person().choose("x", number))["message"] for number in "123"]
    assert (posted[0]["document"]["file_id"], posted[0]["caption"]) == (file_id, "c")
    assert [message["text"] for message in posted[1:]] == ["contact", "5"]


@pytest.mark.parametrize(
    ("results", "fault"),
    [
        ([_article(str(number)) for number in range(51)], "too many inline query results specified"),
        ([_article(), _article()], "RESULT_ID_DUPLICATE"),
        ([_article("")], "RESULT_ID_INVALID"),
        ([_article("ж" * 33)], "RESULT_ID_INVALID"),
        ([5], "can't parse inline query result: expected an Object"),
        ([{"type": "moon"}], "can't parse inline query result: invalid inline query result type"),
        ([_article(title="")], "can't parse inline query result: Can't find field \"title\""),
        (
            [_article(input_message_content=None)],
            "can't parse inline query result: Can't find field \"input_message_content\"",
        ),
        (
            [_article(input_message_content={"message_text": ""})],
            "can't parse inline query result: Message text is empty",
        ),
        (
            [_article(input_message_content={"message_text": "x" * 4097})],
            "can't parse inline query result: message is too long",
        ),
        ([_article(reply_markup={"keyboard": [["a"]]})], "can't parse inline query result: inline keyboard expected"),
        (None, "expected an Array of inline query results"),
        ("[", "can't parse inline query results JSON object"),
    ],
)
async def test_bad_results_are_refused(stand: Stand, results: object, fault: str) -> None:
    """Results are held to Telegram's limits before the query is looked at."""
    query = await _asked(stand)
    refusal = await stand.refused("answerInlineQuery", inline_query_id=query, results=results)
    assert refusal == f"400 Bad Request: {fault}"


@pytest.mark.parametrize(
    ("params", "fault"),
    [
        ({"next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
        (
            {"button": {"text": "a"}},
            "can't parse inline query results button: InlineQueryResultsButton must have exactly one optional field",
        ),
        ({"button": {"text": "a", "start_parameter": "a b"}}, "START_PARAM_INVALID"),
        (
            {"button": {}},
            "can't parse inline query results button: InlineQueryResultsButton must be an Object with a text",
        ),
        ({"button": "{"}, "can't parse inline query results button JSON object"),
    ],
)
async def test_bad_buttons_over_results_are_refused(stand: Stand, params: Answer, fault: str) -> None:
    """The button over the results opens one thing."""
    query = await _asked(stand)
    refusal = await stand.refused("answerInlineQuery", inline_query_id=query, results=[], **params)
    assert refusal == f"400 Bad Request: {fault}"
    good = {"text": "a", "start_parameter": "a_b-1"}
    await stand.ok("answerInlineQuery", inline_query_id=query, results=[], button=good)
    assert await stand.refused("answerInlineQuery", inline_query_id=query, results=[]) == _LATE
