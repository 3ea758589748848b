"""The page's own interface: what it shows, what people do by it, what it refuses."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest

from bot.clock import SystemClock
from bot.sandbox.server import Sandbox
from tests.sandbox.stand import ALES, ANNA, CHANNEL, FORUM, GROUP, STRANGER, TOPIC, Answer, Stand, png


async def test_the_state_shows_everyone(stand: Stand) -> None:
    """People with their roles, groups with their topics, the clock and the hints."""
    state = await stand.get("state")
    assert state["bot"]["id"] == 42
    anna = state["people"][0]
    assert (anna["title"], anna["blocked"], anna["language_code"]) == ("исполнитель", False, "ru")
    forum = state["groups"][1]
    assert (forum["topics"], forum["bot_member"], forum["members"]) == (
        [{"id": TOPIC, "title": "План"}],
        True,
        [ANNA, ALES],
    )
    assert (state["can_move"], state["zone"], state["hints"]) == (True, "Europe/Ulyanovsk", ["/start"])
    assert state["now"] == stand.clock.now().isoformat()


async def test_the_page_or_a_sentence_is_served(stand: Stand, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The page is HTML; where it is not installed that is said."""
    async with stand.session.get(stand.sandbox.url + "/") as answer:
        assert (answer.status, answer.content_type) == (200, "text/html")
    monkeypatch.setattr("bot.sandbox.page._PAGE", tmp_path / "page.html")
    async with stand.session.get(stand.sandbox.url + "/") as answer:
        assert (answer.status, await answer.json()) == (404, {"error": "the chat page is not installed"})


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Host": "localhost:1", "Origin": "http://localhost:1"}, 200),
        ({"Host": "[::1]:80"}, 200),
    ],
)
async def test_only_this_machine_and_this_site_are_served(stand: Stand, headers: dict[str, str], status: int) -> None:
    """A foreign host name or another site's page gets 403."""
    async with stand.session.get(stand.sandbox.url + "/api/state", headers=headers) as answer:
        assert answer.status == status


async def test_unknown_addresses_and_verbs_are_told(stand: Stand) -> None:
    """A wrong address is 404, a wrong verb 405, each with a sentence."""
    assert await stand.get("nothing", 404) == {"error": "Not Found"}
    assert await stand.get("send", 405) == {"error": "Method Not Allowed"}


@pytest.mark.parametrize(
    ("path", "body", "status", "sentence"),
    [
        ("send", {"as": 99, "chat": 99, "text": "a"}, 404, "there is no such person"),
        ("send", {"as": ANNA, "chat": 99, "text": "a"}, 404, "there is no such chat"),
        ("send", {"as": STRANGER, "chat": GROUP, "text": "a"}, 400, "the person is not in this chat"),
        ("send", {"as": ANNA, "chat": ANNA, "text": " "}, 400, "the text is empty"),
        ("send", {"as": ANNA, "chat": ANNA, "text": "x" * 4097}, 400, "the text is too long for one message"),
        ("send", {"as": ANNA, "chat": ANNA}, 400, '"text" must be a text'),
        ("send", {"as": "x", "chat": ANNA, "text": "a"}, 400, '"as" must be a whole number'),
        ("send", {"as": True, "chat": ANNA, "text": "a"}, 400, '"as" must be a whole number'),
        ("send", {"as": ANNA, "text": "a", "forward": 1}, 400, '"forward" must be true or false'),
        ("send", {"as": ANNA, "text": "a", "reply_to": 99}, 404, "there is no such message"),
        ("send", {"as": ANNA, "text": "a", "thread": 99}, 404, "there is no such topic"),
        ("send-other", {"as": ANNA, "message": 5}, 400, '"message" must be an object'),
        ("edit", {"as": ANNA, "message_id": 99, "text": "a"}, 404, "there is no such message"),
        ("delete", {"as": ANNA, "message_id": 99}, 404, "there is no such message"),
        ("tap", {"as": ANNA, "inline_message_id": "x", "data": "a"}, 404, "there is no such inline message"),
        ("tap", {"as": ANNA, "message_id": 1, "data": "a", "wait": "x"}, 400, '"wait" must be a number, zero or more'),
        ("inline", {"as": ANNA, "query": "x" * 257}, 400, "an inline query has 256 characters at most"),
        ("inline", {"as": ANNA, "query": "x", "chat_type": "moon"}, 400, '"chat_type" is not known'),
        ("inline/choose", {"as": ANNA, "query": "x", "result_id": "1"}, 404, "there is no such result"),
        ("membership", {"chat": ANNA, "by": ANNA, "member": True}, 400, "bots are added to groups only"),
        ("migrate", {"chat": CHANNEL}, 400, "only a group with members becomes a supergroup"),
        ("update", {"update": {"update_id": "x"}}, 400, '"update_id" must be a whole number'),
        ("clock", {"to": "evening"}, 400, '"to" can only be "morning"'),
        ("clock", {}, 400, '"seconds" must be a number, zero or more'),
        ("people", {"first_name": " "}, 400, "a person has a first name and a positive id nobody has"),
        ("people", {"first_name": "a", "id": ANNA}, 400, "a person has a first name and a positive id nobody has"),
        ("groups", {"title": "a", "type": "private"}, 400, "the kind of group or the bot's standing is not known"),
        ("groups", {"title": "a", "members": ["x"]}, 400, '"members" must be a list of whole numbers'),
        ("groups", {"title": "a", "topics": [5]}, 400, '"topics" must be a list of objects'),
    ],
)
async def test_impossible_acts_are_refused(stand: Stand, path: str, body: Answer, status: int, sentence: str) -> None:
    """What a person could not do is refused with a sentence."""
    assert await stand.post(path, status, **body) == {"error": sentence}


async def test_privacy_mode_hides_a_groups_talk(stand: Stand) -> None:
    """A plain member sees commands, mentions and replies to it; an administrator sees all."""
    anna = stand.person(ANNA, GROUP)
    mine = await stand.ok("sendMessage", chat_id=GROUP, text="a")
    for text in ("болтовня", "/start@other_bot", "https://t.me/cooperation_sandbox_bot", "@anna_example"):
        await anna.send(text)
    heard = ["/start", "/help@cooperation_sandbox_bot x", "эй, @Cooperation_Sandbox_Bot"]
    for text in heard:
        await anna.send(text)
    await anna.send("ответ", reply_to=mine)
    assert [update["message"]["text"] for update in await stand.updates()] == [*heard, "ответ"]
    await stand.person(ANNA, FORUM).in_chat(FORUM, TOPIC).send("болтовня")
    (update,) = await stand.updates()
    assert (update["message"]["text"], update["message"]["message_thread_id"]) == ("болтовня", TOPIC)
    assert len(await stand.person(ALES, GROUP).messages()) == 9


async def test_a_reply_in_a_topic_stays_there(stand: Stand) -> None:
    """A person's reply lands in the topic of what it answers."""
    topic = stand.person(ANNA).in_chat(FORUM, TOPIC)
    first = await topic.send("a")
    reply = await stand.person(ALES, FORUM).send("b", reply_to=first)
    assert reply["message_thread_id"] == TOPIC


async def test_a_channel_post_is_an_update_of_its_own(stand: Stand) -> None:
    """Channel posts and their edits have their own kinds; a plain member of a channel hears nothing."""
    post = await stand.person(ANNA, CHANNEL).send("новость")
    await stand.person(ANNA, CHANNEL).edit(post["message_id"], "правка")
    assert [set(update) - {"update_id"} for update in await stand.updates()] == [
        {"channel_post"},
        {"edited_channel_post"},
    ]
    stand.sandbox.world.chats[CHANNEL].bot = "member"
    await stand.person(ANNA, CHANNEL).send("ещё")
    assert await stand.updates() == []


async def test_a_person_edits_what_they_wrote(stand: Stand) -> None:
    """An edit of a text or caption is an edited_message; someone else's is not theirs to edit."""
    anna = stand.person()
    first = await anna.send("a")
    sent = await anna.upload("x.txt", b"x", caption="c")
    assert (await anna.edit(first["message_id"], "/b"))["entities"][0]["type"] == "bot_command"
    assert (await anna.edit(sent["message_id"], "d"))["caption"] == "d"
    updates = await stand.updates()
    assert [update["edited_message"]["edit_date"] for update in updates[2:]] == [stand.clock.now().timestamp()] * 2
    answer = await stand.ok("sendMessage", chat_id=ANNA, text="a")
    with pytest.raises(AssertionError, match="someone else's"):
        await anna.edit(answer["message_id"], "b")


async def test_anything_can_be_sent(stand: Stand) -> None:
    """Other content reaches the bot as given, except who, where and when; a forward says so."""
    await stand.person().send_other(location={"latitude": 54.3, "longitude": 48.4}, message_id=99, date=1)
    await stand.person().send("a", forward=True)
    first, second = await stand.updates()
    assert first["message"]["location"]["latitude"] == 54.3
    assert (first["message"]["message_id"], first["message"]["from"]["id"]) == (1, ANNA)
    assert second["message"]["forward_origin"]["type"] == "hidden_user"


async def test_uploads_are_checked(stand: Stand) -> None:
    """A photo must be one, a kind known, a file there, a caption short."""
    anna = stand.person()
    assert (await anna.upload("p.png", png(), kind="photo"))["photo"][0]["width"] == 2
    for kind, caption, content, match in (
        ("photo", "", b"x", "PHOTO_INVALID_DIMENSIONS"),
        ("video", "", b"x", "kind"),
        ("document", "x" * 1025, b"x", "caption"),
    ):
        with pytest.raises(AssertionError, match=match):
            await anna.upload("x", content, kind=kind, caption=caption)
    form = aiohttp.FormData({"as": str(ANNA), "chat": str(ANNA)})
    async with stand.session.post(f"{stand.sandbox.url}/api/upload", data=form) as answer:
        assert (await answer.json())["error"] == 'there is no "file"'
    broken = {"Content-Type": "multipart/form-data; boundary=x"}
    async with stand.session.post(f"{stand.sandbox.url}/api/upload", data=b"--x\r\nbroken", headers=broken) as answer:
        assert (await answer.json())["error"] == "the form cannot be read"


async def test_an_uploaded_page_is_not_shown_in_place(stand: Stand) -> None:
    """Pictures are shown, anything else is a download; an unknown file is 404."""
    page = await stand.person().upload("x.html", b"<script>", kind="document")
    query = {"id": page["document"]["file_id"]}
    async with stand.session.get(f"{stand.sandbox.url}/api/file", params=query) as answer:
        assert (answer.content_type, answer.headers["Content-Disposition"]) == (
            "application/octet-stream",
            "attachment",
        )
    photo = await stand.person().upload("p.png", png(), kind="photo")
    query = {"id": photo["photo"][0]["file_id"]}
    async with stand.session.get(f"{stand.sandbox.url}/api/file", params=query) as answer:
        assert answer.content_type in ("image/png", "application/octet-stream")
    await stand.get("file", 404, id="nothing")


async def test_starting_and_blocking_are_told_to_the_bot(stand: Stand) -> None:
    """A deep link is /start with its parameter; blocking and unblocking are my_chat_member, once each."""
    stranger = stand.person(STRANGER)
    await stranger.block()
    assert await stand.updates() == []
    await stranger.start("invite_1")
    await stranger.block()
    await stranger.block()
    await stranger.start()
    updates = await stand.updates()
    assert [update["message"]["text"] for update in updates if "message" in update] == ["/start invite_1", "/start"]
    changes = [update["my_chat_member"] for update in updates if "my_chat_member" in update]
    assert [(each["old_chat_member"]["status"], each["new_chat_member"]["status"]) for each in changes] == [
        ("member", "kicked"),
        ("kicked", "member"),
    ]
    await stranger.block()
    with pytest.raises(AssertionError, match="blocked"):
        await stranger.send("a")


async def test_joining_and_leaving_a_group_are_told(stand: Stand) -> None:
    """Being removed and added is my_chat_member, joining has a service message; twice the same is once."""
    for member in (False, False, True):
        await stand.post("membership", chat=GROUP, by=ANNA, member=member)
    updates = await stand.updates()
    assert [update["my_chat_member"]["new_chat_member"]["status"] for update in updates[:2]] == ["kicked", "member"]
    assert [user["id"] for user in updates[2]["message"]["new_chat_members"]] == [42]
    await stand.post("membership", chat=CHANNEL, by=ANNA, member=False)
    await stand.post("membership", chat=CHANNEL, by=ANNA, member=True)
    standings = [update["my_chat_member"]["new_chat_member"]["status"] for update in await stand.updates()]
    assert standings == ["kicked", "administrator"]


async def test_a_migration_is_told_twice(stand: Stand) -> None:
    """The old group names the new one and the other way round; the old one takes no more messages."""
    new = (await stand.post("migrate", chat=GROUP))["chat"]
    updates = await stand.updates()
    assert [update["my_chat_member"]["chat"]["id"] for update in updates if "my_chat_member" in update] == [new]
    leaving, coming = [update["message"] for update in updates if "message" in update]
    assert (leaving["chat"]["id"], leaving["migrate_to_chat_id"]) == (GROUP, new)
    assert (coming["chat"]["id"], coming["migrate_from_chat_id"]) == (new, GROUP)
    assert [group["id"] for group in (await stand.get("state"))["groups"]] == [FORUM, CHANNEL, new]
    with pytest.raises(AssertionError, match="supergroup"):
        await stand.person(ANNA, GROUP).send("a")


@pytest.mark.parametrize(("hours", "morning"), [(0, "2026-03-03T05:05:00+00:00"), (20, "2026-03-03T05:05:00+00:00")])
async def test_the_clock_moves_to_the_morning(stand: Stand, hours: int, morning: str) -> None:
    """The next 09:05 in the programme's zone, or so many seconds; each move is an event."""
    await stand.post("clock", seconds=hours * 3600)
    assert (await stand.post("clock", to="morning"))["now"] == morning
    assert stand.clock.now() == datetime.fromisoformat(morning)
    assert (await stand.post("clock", to="morning"))["now"] == "2026-03-04T05:05:00+00:00"
    await stand.post("clock", seconds=10**30)


async def test_a_clock_that_cannot_be_moved_says_so() -> None:
    """The machine's clock is not moved."""
    async with Sandbox(SystemClock()) as sandbox, aiohttp.ClientSession(sandbox.url) as session:
        async with session.post("/api/clock", json={"to": "morning"}) as answer:
            assert answer.status == 409
        async with session.get("/api/state") as answer:
            assert (await answer.json())["can_move"] is False


async def test_people_and_groups_come_in(stand: Stand) -> None:
    """A new person has a free id and may have started; a new group has what it was given."""
    ready = await stand.post("people", first_name="Новый", started=True)
    await stand.ok("sendMessage", chat_id=ready["id"], text="a")
    fresh = await stand.post("people", first_name="Другой", username="drugoj", language_code="be", id=5)
    assert (await stand.refused("sendMessage", chat_id=fresh["id"], text="a")).startswith("403")
    topics = [{"id": 3, "title": "Т"}]
    group = await stand.post("groups", title="Г", members=[5], topics=topics, bot="administrator")
    assert (group["type"], group["topics"], group["members"]) == ("supergroup", topics, [5])
    await stand.ok("sendMessage", chat_id=group["id"], text="a", message_thread_id=3)


async def _events(stand: Stand, last: int) -> list[Answer]:
    """Read the stream from the start to the event ``last``."""
    events: list[Answer] = []
    async with stand.session.get(f"{stand.sandbox.url}/api/events", params={"after": 0}) as stream:
        number = 0
        async for line in stream.content:
            if line.startswith(b"id: "):
                number = int(line[4:])
            if line.startswith(b"data: "):
                events.append(json.loads(line[6:]))
                if number >= last:
                    return events
    return events


async def test_everything_that_happens_is_an_event(stand: Stand) -> None:
    """The stream tells of messages, edits, deletions, keyboards, calls, answers, states and the clock."""
    message = await stand.ok("sendMessage", chat_id=ANNA, text="a", reply_markup={"keyboard": [["x"]]})
    await stand.ok("editMessageText", chat_id=ANNA, message_id=message["message_id"], text="b")
    await stand.person().tap_data(message["message_id"], "x", wait=0)
    query = (await stand.updates())[0]["callback_query"]["id"]
    await stand.ok("answerCallbackQuery", callback_query_id=query, text="ok")
    await stand.person().delete(message["message_id"])
    await stand.clock.move(timedelta(seconds=1))
    await stand.person().block()
    last = (await stand.get("state"))["last_event"]
    events = await _events(stand, last)
    kinds = [event["type"] for event in events]
    assert set(kinds) == {"state", "message", "keyboard", "edit", "call", "answer", "delete", "clock"}
    call = next(event for event in events if event["type"] == "call")
    assert (call["method"], call["status"], call["params"]["text"]) == ("sendMessage", 200, "a")
    assert kinds.count("call") == 3


async def test_the_stream_goes_on_with_what_comes(stand: Stand) -> None:
    """An open stream tells of what happens while it is open."""
    last = (await stand.get("state"))["last_event"]
    async with asyncio.TaskGroup() as tasks:
        reading = tasks.create_task(_events(stand, last + 1))
        await stand.person().send("a")
    assert reading.result()[-1]["message"]["text"] == "a"


async def test_calls_are_recorded_without_the_token(stand: Stand) -> None:
    """Calls come with parameters unfolded, files by name, and neither token nor polls; polls on request."""
    await stand.form(
        "sendDocument", chat_id=ANNA, document=("a.txt", b"a"), caption=stand.sandbox.token, reply_markup="{"
    )
    await stand.refused("sendMessage", chat_id=ANNA, text="", reply_markup='{"inline_keyboard": []}')
    await stand.ok("getUpdates")
    calls = await stand.get("calls")
    first, second = calls["calls"]
    assert (first["params"]["document"], first["params"]["caption"]) == ("a.txt", "…")
    assert (second["status"], second["params"]["reply_markup"]) == (400, {"inline_keyboard": []})
    assert second["description"] == "Bad Request: message text is empty"
    everything = await stand.get("calls", all=1, after=calls["last"])
    assert [call["method"] for call in everything["calls"]] == ["getUpdates"]
    assert (await stand.get("calls", after=99)) == {"last": 99, "calls": []}


async def test_waiting_for_calls(stand: Stand) -> None:
    """The list of calls can be waited for."""
    async with asyncio.TaskGroup() as tasks:
        waiting = tasks.create_task(stand.get("calls", wait=30))
        await stand.ok("getMe")
    assert [call["method"] for call in waiting.result()["calls"]] == ["getMe"]


async def test_a_chat_shows_its_state(stand: Stand) -> None:
    """Messages, keyboard and blocking of a chat; the version rises with each change."""
    before = await stand.get("chat", **{"as": ANNA})
    assert (before["messages"], before["reply_keyboard"], before["blocked"]) == ([], None, False)
    await stand.person().send("a")
    after = await stand.get("messages", **{"as": ANNA}, after_version=before["version"], wait=10)
    assert after["version"] > before["version"]
    assert stand.clock.now().tzinfo is UTC
