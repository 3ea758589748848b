"""Working groups through the front: asked about, decided on by taps, left when they are nobody's."""

from datetime import timedelta

import pytest

from bot.render.groups_buttons import GroupReady, GroupSection, GroupSector, LeaveGroup, OpenGroup, OpenGroups
from storage.groups import Group, GroupState
from storage.records import Grant, Role
from storage.register_records import Side
from tests.person import Message, Person, buttons
from tests.town import ADMINISTRATOR, SUBSCRIBER, Town, nothing_said, town
from tests.wording import answer_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

ADMIN, OFFICIAL = Grant(Role.ADMINISTRATOR), Grant(Role.OFFICIAL, "aviastar", Side.ULYANOVSK)
BOT = "@cooperation_sandbox_bot"


async def added(here: Town, by: Person, *members: Person, kind: str = "supergroup") -> int:
    """Let somebody add the bot to a new group; return the group's id."""
    number = await here.group(by, *members, bot="left", kind=kind)
    await here.ask_api("membership", chat=number, by=by.telegram_id, member=True)
    return number


async def known(here: Town, chat: int) -> Group:
    """Return what is known of a group, once it is."""
    return await stands(here, chat, *GroupState)


async def stands(here: Town, chat: int, *states: GroupState) -> Group:
    """Return a group once it is in one of these states."""

    async def is_known() -> bool:
        found = await here.app.store.groups.of(chat)
        return found is not None and found.state in states

    await here.wait_out(is_known, step=0)
    group = await here.app.store.groups.of(chat)
    assert group is not None
    return group


async def asked_about(here: Town, petr: Person, chat: int) -> Message:
    """Return the question that an administrator gets about a group."""
    group = await stands(here, chat, GroupState.ASKED)
    await here.pass_time(timedelta(minutes=1))
    told = await petr.read()
    while f"go:{group.id}" not in str(told.get("reply_markup")):
        told = await petr.read(within=5)
    return told


async def test_a_group_is_asked_about_and_works_once_it_is_decided(here: Town) -> None:
    """Its members read one sentence till then; the administrator taps side, sectors, «ready»; then it is answered."""
    petr, ivan = await here.passer_by(ADMIN), await here.passer_by(OFFICIAL)
    chat = await added(here, ivan, petr)
    group = ivan.in_chat(chat)
    question = await asked_about(here, petr, chat)
    assert (await group.read())["text"] == answer_of("not decided")
    assert "Прохожий" in question["text"]
    assert "Пример группы" in question["text"]
    await group.send(f"{BOT} авиапром")
    assert (await group.read())["text"] == answer_of("not decided")
    await group.send("коллеги, добрый день")

    await petr.tap(question, "Беларусь")
    screen = await petr.read_edit(question)
    assert "✓ Беларусь" in buttons(screen)
    await petr.tap(screen, "Отрасли: все")
    sectors = await petr.read_edit(screen)
    await petr.tap(sectors, "Авиастроение")
    chosen = await petr.read_edit(sectors)
    assert "✓ Авиастроение" in buttons(chosen)
    await petr.tap(chosen, "стр. 2 ›")
    second = await petr.read_edit(chosen)
    await petr.tap(second, "‹ стр. 1")
    first = await petr.read_edit(second)
    await petr.tap(first, "Назад к группе")
    back = await petr.read_edit(first)
    assert "Отрасли: 1" in buttons(back)
    await petr.tap(back, "Готово")
    ready = await petr.read_edit(back)
    assert "Состояние: работает" in ready["text"]
    assert "Готово" not in buttons(ready)

    await here.pass_time(timedelta(minutes=1))
    connected = await group.read()
    assert connected["text"].startswith("Группа подключена: Беларусь; отрасли: Авиастроение")
    await group.send(f"{BOT} авиапром")
    assert "Авиастроение" in (await group.read())["text"]
    works = await known(here, chat)
    assert (works.state, works.side, works.sectors) == (GroupState.WORKING, Side.BELARUS, ("aviastroenie",))


async def test_a_section_of_the_plan_is_chosen_and_given_up(here: Town) -> None:
    """By its name; a section that is not in the plan any more is not chosen."""
    petr = await here.passer_by(ADMIN)
    chat = await added(here, petr)
    question = await asked_about(here, petr, chat)
    await petr.tap(question, "Раздел плана: все")
    screen = await petr.read_edit(question)
    section = buttons(screen)[1]
    await petr.tap(screen, section)
    chosen = await petr.read_edit(screen)
    assert f"✓ {section}" in buttons(chosen)
    group = await known(here, chat)
    assert group.section in await here.app.store.groups.sections()
    await petr.tap_data(chosen["message_id"], GroupSection(group_id=group.id, section="0" * 12).pack())
    assert (await known(here, chat)).section == group.section
    await petr.tap(chosen, "все разделы")
    await petr.read_edit(chosen)
    assert (await known(here, chat)).section == ""


async def test_a_group_of_nobody_s_is_told_so_and_left(here: Town) -> None:
    """Added by someone without a role the bot says why it leaves, and leaves; nobody is asked."""
    anna, petr = await here.passer_by(), await here.passer_by(ADMIN)
    chat = await added(here, anna)
    assert (await anna.in_chat(chat).read())["text"] == answer_of("not ours")

    async def left() -> bool:
        return bool(await here.calls("leaveChat"))

    await here.wait_out(left, step=0)
    await here.pass_time(timedelta(minutes=1))
    await nothing_said(petr)
    assert await here.app.store.groups.of(chat) is None


async def test_not_ours_is_said_in_two_taps(here: Town) -> None:
    """The group is told and left; added again by one who may, it is asked about anew."""
    petr, ivan = await here.passer_by(ADMIN), await here.passer_by(OFFICIAL)
    chat = await added(here, ivan, petr)
    question = await asked_about(here, petr, chat)
    await petr.tap(question, "Не наша: выйти")
    sure = await petr.read_edit(question)
    await petr.tap(sure, "Нет")
    card = await petr.read_edit(sure)
    await petr.tap(card, "Не наша: выйти")
    await petr.tap(await petr.read_edit(card), "Да")
    group = ivan.in_chat(chat)
    texts = [(await group.read())["text"] for _ in range(2)]
    assert texts == [answer_of("not decided"), answer_of("not ours")]
    assert (await known(here, chat)).state is GroupState.GONE
    gone = await known(here, chat)
    assert (await petr.tap_data(question["message_id"], GroupReady(group_id=gone.id).pack())).text == answer_of("gone")
    await petr.tap_data(question["message_id"], OpenGroup(group_id=gone.id).pack())
    assert "бота в группе нет" in (await petr.read_edit(sure))["text"]
    await here.ask_api("membership", chat=chat, by=petr.telegram_id, member=True)
    await asked_about(here, petr, chat)


async def test_put_out_and_added_back_a_group_is_what_it_was(here: Town) -> None:
    """Its purpose and its topic are kept, and nobody is asked again."""
    petr = await here.passer_by(ADMIN)
    chat = await here.group(petr)
    group = petr.in_chat(chat)
    before = await known(here, chat)
    for member, state in ((False, GroupState.GONE), (True, GroupState.WORKING)):
        await here.ask_api("membership", chat=chat, by=petr.telegram_id, member=member)
        await stands(here, chat, state)
    assert (await known(here, chat)).decided_at == before.decided_at
    await here.pass_time(timedelta(minutes=1))
    await nothing_said(petr)
    await nothing_said(group)


async def test_a_group_the_bot_was_in_all_along_is_asked_about_when_it_speaks(here: Town) -> None:
    """Whoever speaks to the bot there first; who added it is not known."""
    petr, anna = await here.passer_by(ADMIN), await here.passer_by()
    made = await here.ask_api("groups", title="Давняя", type="supergroup", bot="member", members=[anna.telegram_id])
    group = anna.in_chat(made["id"])
    await group.send("/help")
    assert (await group.read())["text"] == answer_of("not decided")
    question = await asked_about(here, petr, made["id"])
    assert "Его добавил" not in question["text"]
    assert "Давняя" in question["text"]


@pytest.mark.asyncio
async def test_a_group_that_grows_is_not_taken_for_a_new_one(filled_url: str) -> None:
    """Telegram tells of the supergroup as of any other; upgraded by someone without a role it is not left."""
    async with town(filled_url) as here:
        anna, petr = await here.newcomer(SUBSCRIBER), await here.newcomer(ADMINISTRATOR)
        old = await here.group(anna, kind="group")
        await anna.in_chat(old).send("/help")
        await anna.in_chat(old).read()
        new = (await here.ask_api("migrate", chat=old))["chat"]
        await nothing_said(anna.in_chat(new))
        assert await here.calls("leaveChat") == []
        (group,) = await here.app.store.groups.all()
        assert (group.chat_id, group.state) == (new, GroupState.WORKING)
        await here.pass_time(timedelta(minutes=1))
        await nothing_said(petr)


async def test_here_says_in_which_topic_the_bot_speaks(here: Town) -> None:
    """Given by an administrator in a topic; General again by a button; nobody else may."""
    petr, anna = await here.passer_by(ADMIN), await here.passer_by()
    made = await here.ask_api(
        "groups", title="С темами", type="supergroup", bot="member", members=[petr.telegram_id, anna.telegram_id],
        topics=[{"id": 12, "title": "План"}],
    )  # fmt: skip
    chat = made["id"]
    await anna.in_chat(chat, 12).send("/here")
    assert (await anna.in_chat(chat, 12).read())["text"] == answer_of("not allowed")
    topic = petr.in_chat(chat, 12)
    asked = await topic.send("/here")
    answered = await topic.read(after=asked)
    assert (answered["text"], answered["message_thread_id"]) == ("Теперь сам бот пишет в этой теме.", 12)
    assert (await known(here, chat)).topic == 12
    await petr.send("/groups")
    listed = await petr.read()
    await petr.tap_data(listed["message_id"], OpenGroup(group_id=(await known(here, chat)).id).pack())
    screen = await petr.read_edit(listed)
    await petr.tap(screen, "Писать в General")
    assert "Сам бот пишет в: General" in (await petr.read_edit(screen))["text"]
    assert (await known(here, chat)).topic is None
    general = petr.in_chat(chat)
    asked = await general.send("/here")
    assert (await general.read(after=asked))["text"] == "Теперь сам бот пишет в General."


async def test_help_in_a_group_is_of_what_works_there(here: Town) -> None:
    """No command of a private chat is among them; an administrator also reads /here and /pause."""
    petr, anna = await here.passer_by(ADMIN), await here.passer_by()
    chat = await here.group(petr, anna)
    public = {
        "/help",
        "/sectors",
        "/agreements",
        "/organisations",
        "/projects",
        "/events",
        "/search",
        "/news",
        "/digest",
        "/settings",
    }
    for person, more in ((anna, set()), (petr, {"/here", "/pause"})):
        asked = await person.in_chat(chat).send("/help")
        told = await person.in_chat(chat).read(after=asked)
        assert {word for word in told["text"].split() if word.startswith("/")} == public | more


async def test_administrators_see_all_groups_and_nobody_else_does(here: Town) -> None:
    """By pages; forged buttons of others and in a group find nothing and change nothing."""
    petr, anna = await here.passer_by(ADMIN), await here.passer_by(OFFICIAL)
    numbers = [await here.group(petr, anna) for _ in range(9)]
    await petr.send("/groups")
    listed = await petr.read()
    assert "Рабочие группы" in listed["text"]
    await petr.tap(listed, "стр. 2 ›")
    assert "‹ стр. 1" in buttons(await petr.read_edit(listed))
    shared = petr.in_chat(numbers[0])
    await shared.send("/help")
    shown = await shared.read()
    group = await known(here, numbers[0])
    forged = (
        OpenGroups(), OpenGroup(group_id=group.id), GroupReady(group_id=group.id),
        GroupSector(group_id=group.id, sector="turizm"), LeaveGroup(group_id=group.id, sure=True),
    )  # fmt: skip
    await anna.send("/help")
    alone = await anna.read()
    for data in forged:
        assert (await shared.tap_data(shown["message_id"], data.pack())).text == answer_of("gone")
        assert (await anna.tap_data(alone["message_id"], data.pack())).text == answer_of("gone")
    assert await known(here, numbers[0]) == group


async def test_what_channels_write_in_a_group_is_answered_to_nobody(here: Town) -> None:
    """A linked channel's post comes as from a person, Telegram; neither it nor a channel's comment is answered."""
    anna = await here.passer_by()
    number = await here.group(anna, bot="administrator")
    chat = {"id": number, "type": "supergroup", "title": "Пример группы"}
    channel = {"id": -100_777, "type": "channel", "title": "Новости"}
    telegram = {"id": 777_000, "is_bot": False, "first_name": "Telegram"}
    channel_bot = {"id": 136_817_688, "is_bot": True, "first_name": "Channel"}
    common = {"message_id": 9000, "date": 1, "chat": chat, "sender_chat": channel}
    for text in ("/help", f"{BOT} авиапром", "/pause", "/here"):
        await here.bring({"message": {**common, "from": telegram, "is_automatic_forward": True, "text": text}})
        await here.bring({"message": {**common, "from": channel_bot, "text": text}})
    await nothing_said(anna.in_chat(number))
    assert await here.app.store.people.known(777_000) is None


async def test_an_anonymous_administrator_reads_what_everyone_may(here: Town) -> None:
    """It is the group that writes: the register is answered, nothing of a person's is, and /here is nobody's."""
    anna = await here.passer_by()
    number = await here.group(anna, bot="administrator")
    chat = {"id": number, "type": "supergroup", "title": "Пример группы"}
    anonymous = {"id": 1_087_968_824, "is_bot": True, "first_name": "Group"}
    common = {"message_id": 9000, "date": 1, "chat": chat, "sender_chat": chat, "from": anonymous}
    for text in ("/my", "/here", "/groups", "/pause", "/settings"):
        await here.bring({"message": {**common, "text": text}})
    await here.bring({"message": {**common, "text": "/sectors"}})
    group = anna.in_chat(number)
    said = [await group.read() for _ in range(2)]
    assert said[0]["text"] == answer_of("not allowed")  # /pause
    assert "Авиастроение" in buttons(said[1])
    await nothing_said(group)
