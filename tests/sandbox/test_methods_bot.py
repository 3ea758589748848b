"""The bot itself: who it is, its commands, names, menu button, tokens and methods."""

import pytest

from tests.sandbox.stand import ALES, ANNA, FORUM, Answer, Stand


def _command(command: object = "start", description: object = "начать") -> Answer:
    return {"command": command, "description": description}


async def test_the_bot_knows_itself(stand: Stand) -> None:
    """GetMe has the id of the token, by GET and POST, whatever the case of the method."""
    me = await stand.ok("getme")
    assert (me["id"], me["is_bot"], me["supports_inline_queries"]) == (42, True, True)
    async with stand.session.get(stand.method("GETME")) as answer:
        assert (await answer.json())["result"] == me


@pytest.mark.parametrize(
    ("path", "status", "description"),
    [
        ("/bot42:WRONG/getMe", 401, "Unauthorized"),
        ("/botwrong/getMe", 401, "Unauthorized: invalid token specified"),
        ("/bot42:SANDBOX-EXAMPLE/sendRichMessage", 404, "Not Found: method not found"),
        ("/bot42:SANDBOX-EXAMPLE", 404, "Not Found"),
    ],
)
async def test_wrong_tokens_and_methods_are_refused(stand: Stand, path: str, status: int, description: str) -> None:
    """A wrong token, method or path is refused in the Bot API's form."""
    async with stand.session.post(stand.sandbox.url + path) as answer:
        body = {"ok": False, "error_code": status, "description": description}
        assert (answer.status, await answer.json()) == (status, body)


@pytest.mark.parametrize(
    ("body", "kind", "refusal"),
    [
        (b"[]", "application/json", "Bad Request: object expected as parameters"),
        (b"{", "application/json", "Bad Request: can't parse JSON object"),
        (b'{"text": "\\ud800"}', "application/json", "Bad Request: can't parse JSON object"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x", "Bad Request: strings must be encoded in UTF-8"),
    ],
)
async def test_broken_requests_are_refused(stand: Stand, body: bytes, kind: str, refusal: str) -> None:
    """A body that cannot be read is a 400."""
    async with stand.session.post(stand.method("getMe"), data=body, headers={"Content-Type": kind}) as answer:
        assert (answer.status, (await answer.json())["description"]) == (400, refusal)


async def test_parameters_come_in_every_form(stand: Stand) -> None:
    """Query, urlencoded, JSON and multipart with nested JSON texts say the same."""
    entities = '[{"type": "bold", "offset": 0, "length": 1}]'
    fields = {"chat_id": str(ANNA), "text": "a", "entities": entities}
    async with stand.session.get(stand.method("sendMessage"), params=fields) as answer:
        assert answer.status == 200
    async with stand.session.post(stand.method("sendMessage"), data=fields) as answer:
        assert answer.status == 200
    assert (await stand.form("sendMessage", **fields))[0] == 200
    await stand.ok("sendMessage", chat_id=ANNA, text="a", entities=[{"type": "bold", "offset": 0, "length": 1}])
    messages = await stand.person().messages()
    assert [message["entities"][0]["type"] for message in messages] == ["bold"] * 4


@pytest.mark.parametrize(
    ("commands", "fault"),
    [
        ([_command()] * 101, "BOT_COMMANDS_TOO_MUCH"),
        ([_command("Start")], "BOT_COMMAND_INVALID"),
        ([_command("начать")], "BOT_COMMAND_INVALID"),
        ([_command("x" * 33)], "command length must not exceed 32"),
        ([_command(" ")], "command must be non-empty"),
        ([_command(description=" ")], "command description must be non-empty"),
        ([_command(description="x" * 257)], "command description length must not exceed 256"),
        ([5], "can't parse BotCommand: expected an Object with command and description"),
        (None, "expected an Array of BotCommand"),
        ("[", "can't parse commands JSON object"),
    ],
)
async def test_bad_commands_are_refused(stand: Stand, commands: object, fault: str) -> None:
    """Commands are held to Telegram's limits."""
    assert await stand.refused("setMyCommands", commands=commands) == f"400 Bad Request: {fault}"


@pytest.mark.parametrize(
    ("params", "fault"),
    [
        ({"language_code": "russian"}, "invalid language_code specified"),
        ({"scope": "{"}, "can't parse BotCommandScope JSON object"),
        ({"scope": {"type": "moon"}}, "can't parse BotCommandScope: Unsupported type specified"),
        ({"scope": [1]}, "can't parse BotCommandScope: Unsupported type specified"),
        ({"scope": {"type": "chat", "chat_id": 99}}, "chat not found"),
    ],
)
async def test_bad_scopes_are_refused(stand: Stand, params: Answer, fault: str) -> None:
    """A scope and a language must exist."""
    assert await stand.refused("setMyCommands", commands=[_command()], **params) == f"400 Bad Request: {fault}"


async def test_a_person_sees_the_commands_meant_for_them(stand: Stand) -> None:
    """The narrowest scope wins, then the person's language, then the commands for every language."""
    await stand.ok("setMyCommands", commands=[_command("all")])
    await stand.ok("setMyCommands", commands=[_command("be")], language_code="be")
    await stand.ok("setMyCommands", commands=[_command("anna")], scope={"type": "chat", "chat_id": ANNA})
    assert [each["command"] for each in await stand.get("commands", **{"as": ANNA})] == ["anna"]
    assert [each["command"] for each in await stand.get("commands", **{"as": ALES})] == ["be"]
    await stand.ok("deleteMyCommands", scope={"type": "chat", "chat_id": ANNA})
    await stand.ok("deleteMyCommands", scope={"type": "chat", "chat_id": ANNA})
    assert await stand.get("commands", **{"as": ANNA}) == [_command("all")]
    assert await stand.ok("getMyCommands", language_code="be") == [_command("be")]
    assert await stand.ok("getMyCommands", scope={"type": "all_private_chats"}) == []


async def test_names_and_descriptions_have_limits(stand: Stand) -> None:
    """A name has 64 characters, a description 512, a short one 120; the name is the one people see."""
    await stand.ok("setMyName", name="Новое имя")
    await stand.ok("setMyName", name="Other", language_code="en")
    await stand.ok("setMyDescription", description="x" * 512)
    await stand.ok("setMyShortDescription", short_description="x" * 120)
    assert (await stand.ok("getMe"))["first_name"] == "Новое имя"
    for method, params in (
        ("setMyName", {"name": "x" * 65}),
        ("setMyDescription", {"description": "x" * 513}),
        ("setMyShortDescription", {"short_description": "x" * 121}),
    ):
        assert "too long" in await stand.refused(method, **params)


async def test_the_menu_button_is_set(stand: Stand) -> None:
    """For everyone or for a chat, of a kind Telegram knows."""
    await stand.ok("setChatMenuButton")
    await stand.ok("setChatMenuButton", chat_id=ANNA, menu_button={"type": "commands"})
    for button, fault in (
        ({"type": "x"}, "can't parse menu button: MenuButton has unsupported type"),
        ("{", "can't parse menu button JSON object"),
    ):
        assert await stand.refused("setChatMenuButton", menu_button=button) == f"400 Bad Request: {fault}"


async def test_a_bot_logged_out_is_logged_out(stand: Stand) -> None:
    """Close does nothing here; after logOut nothing works."""
    await stand.ok("close")
    await stand.ok("logOut")
    assert await stand.refused("sendMessage", chat_id=FORUM, text="a") == "400 Logged out"
