"""/plan, /deadlines and /calendar in chat. All plans are made up."""

from dataclasses import replace
from io import BytesIO

from icalendar import Calendar
from openpyxl import load_workbook

from bot.plan.choice import Window
from bot.render.calendar_link import CalendarAct, CalendarDeed
from bot.render.control_buttons import DeadlineDeed
from bot.render.plan_look import AddCommitment, OpenPlan, OpenWindow, PlanLook, Shows
from storage.records import Grant, Role
from storage.register_records import Side
from tests.person import Person, buttons
from tests.plan_stage import AVIASTAR, PLAN, SOON, Stage, act, row
from tests.town import AFTERNOON, SUBSCRIBER, meanings
from tests.wording import answer_of


async def test_the_plan_is_told_and_narrowed_by_taps(stage: Stage, ivan: Person) -> None:
    """Progress with a bar, by side; each facet narrows, a tick lets go; the list pages; an example says so."""
    deadline = await stage.deadline()
    await stage.tap(ivan, act(deadline.id, DeadlineDeed.IN_WORK))
    await ivan.send("/plan")
    shown = await ivan.read()
    for words in (
        "ПРИМЕР. Пример плана",
        "▱▱▱▱▱▱▱▱▱▱ 0 %",
        "исполнено 0 из 4",
        "в работе: 1",
        "впереди: 2",
        "без даты: 1",
    ):
        assert words in shown["text"]
    assert "Беларусь — 0/1" in shown["text"]
    assert "Добавить мероприятие" not in buttons(shown)
    await ivan.tap(shown, "Стороны")
    sides = await ivan.read_edit(shown)
    await ivan.tap(sides, "Беларусь")
    narrowed = await ivan.read_edit(sides)
    assert "Отбор: Беларусь" in narrowed["text"]
    await ivan.tap(narrowed, "Список: 1")
    listed = await ivan.read_edit(narrowed)
    assert "Пункт 2. Пример мероприятия 2" in listed["text"]
    await ivan.tap(listed, "« К плану")
    narrowed = await ivan.read_edit(listed)
    for facet in ("Разделы", "По отраслям", "Состояние", "По организациям"):
        await ivan.tap(narrowed, facet)
        options = await ivan.read_edit(narrowed)
        await ivan.tap(options, "« К плану")
        narrowed = await ivan.read_edit(options)
    await ivan.tap(narrowed, "Стороны")
    options = await ivan.read_edit(narrowed)
    await ivan.tap(options, "✓ Беларусь")
    assert "Отбор" not in (await ivan.read_edit(options))["text"]


async def test_a_list_turns_its_pages_and_opens_cards(stage: Stage, ivan: Person) -> None:
    """Eight lines a page; a page past the end is the last; a line opens its card with what can be done."""
    rows = tuple(row(str(number), SOON) for number in range(1, 21))
    plan = replace(PLAN, slug="second", title="Второй пример", commitments=rows)
    await stage.here.app.store.plan.add_plan(plan, AFTERNOON)
    await ivan.send("/deadlines")
    menu = await ivan.read()
    assert "на этой неделе: 0" in menu["text"]
    assert "в этом месяце: 22" in menu["text"]
    await ivan.tap(menu, "в этом месяце: 22")
    listed = await ivan.read_edit(menu)
    assert "22 срока, страница 1 из 3" in listed["text"]
    await ivan.tap(listed, "стр. 2 ›")
    second = await ivan.read_edit(listed)
    assert "страница 2 из 3" in second["text"]
    await ivan.tap_data(second["message_id"], meanings(second)[-2].rsplit(":", 1)[0] + ":99")
    last = await ivan.read_edit(second)
    assert "страница 3 из 3" in last["text"]
    await ivan.tap(last, buttons(last)[0])
    card = await ivan.read_edit(last)
    assert buttons(card)[:3] == ["Исполнено", "В работе", "Нужен перенос"]
    await ivan.tap(card, "Сроки: 1")
    dates = await ivan.read_edit(card)
    await ivan.tap(dates, buttons(dates)[0])
    assert "Исполнено" in buttons(await ivan.read_edit(dates))
    await ivan.send("/plan")
    shown = await ivan.read()
    await ivan.tap(shown, "Планы")
    assert "Второй пример" in (await ivan.read_edit(shown))["text"]


async def test_words_ask_for_deadlines_of_a_sector(stage: Stage, ivan: Person) -> None:
    """«Сроки по авиастроению до конца года» is a list narrowed by sector and time, with its files."""
    assert len(await stage.plan()) == 3
    await ivan.send("сроки по авиастроению до конца года")
    shown = await ivan.read()
    assert "Авиастроение" in shown["text"]
    assert "3 срока" in shown["text"]
    await ivan.send("сроки по сельскому хозяйству до конца года")
    assert "ничего такого нет" in (await ivan.read())["text"]


async def test_what_is_shown_goes_out_as_files(stage: Stage, ivan: Person) -> None:
    """XLSX with a row for each date, .ics with an event for each; formulas of strangers stay words."""
    evil = replace(row("=1+1", SOON), text='=HYPERLINK("http://evil.example")', responsible=(AVIASTAR,))
    await stage.here.app.store.plan.add_plan(replace(PLAN, slug="evil", commitments=(evil,)), AFTERNOON)
    await ivan.send("/deadlines")
    menu = await ivan.read()
    await ivan.tap(menu, "в этом квартале: 4")
    listed = await ivan.read_edit(menu)
    await ivan.tap(listed, "« К плану")
    whole = await ivan.read_edit(listed)
    await ivan.tap(whole, "XLSX")
    book = load_workbook(BytesIO(await ivan.download((await ivan.read())["document"]["file_id"])))
    values = [[cell.value for cell in line] for line in book.worksheets[0].iter_rows(min_row=2)]
    assert len(values) == 4
    assert {"'=1+1"} == {line[0] for line in values if "HYPERLINK" in str(line[1])}
    assert all(cell.data_type != "f" for line in book.worksheets[0].iter_rows() for cell in line)
    await ivan.tap(whole, "Файл календаря")
    calendar = Calendar.from_ical(await ivan.download((await ivan.read())["document"]["file_id"]))
    assert len(calendar.walk("VEVENT")) == 4


async def test_without_an_address_the_calendar_is_a_file_that_says_why(stage: Stage, ivan: Person) -> None:
    """A polling bot has no public address: the file comes with the reason; a forged tap brings the file, too."""
    await ivan.send("/calendar")
    sent = await ivan.read()
    assert "нет публичного адреса" in sent["caption"]
    calendar = Calendar.from_ical(await ivan.download(sent["document"]["file_id"]))
    assert len(calendar.walk("VEVENT")) == 3
    await stage.tap(ivan, CalendarAct(act=CalendarDeed.NEW).pack())
    assert (await ivan.read())["document"]["file_name"] == "plan.ics"


async def test_the_plan_is_for_its_people_and_in_private(stage: Stage, ivan: Person) -> None:
    """Strangers and groups learn nothing: no command, no button, no inline answer tells a fact of the plan."""
    anna = await stage.here.newcomer(SUBSCRIBER)
    await ivan.send("/plan")
    shown = await ivan.read()
    (view,) = {one for one in meanings(shown) if one.startswith("pv:") and one.endswith(":l:0")}
    number = int(view.split(":")[1])
    taps = (
        view,
        OpenPlan().pack(),
        OpenWindow(window=Window.WEEK).pack(),
        PlanLook(view=number, shows=Shows.SHEET).pack(),
        PlanLook(view=number, shows=Shows.SIDES).pack(),
        AddCommitment(view=number).pack(),
        CalendarAct(act=CalendarDeed.FILE).pack(),
    )
    for command in ("/plan", "/deadlines", "/calendar"):
        await anna.send(command)
        assert (await anna.read())["text"] == answer_of("not allowed")
    for data in taps:
        assert (await stage.tap(anna, data)).text == answer_of("gone")
    petr = await stage.here.passer_by(Grant(Role.ADMINISTRATOR))
    group = await stage.here.group(ivan, petr)
    there = petr.in_chat(group)
    await there.send("/sectors")
    posted = await there.read()
    for data in taps:
        assert (await there.tap_data(posted["message_id"], data)).text == answer_of("gone")
    await there.send("/plan")
    await there.send("/deadlines")
    await there.send("/news")
    texts = [one.get("text", "") for one in await there.messages() if one["from"]["is_bot"]]
    assert not any("Пример мероприятия" in one or "Пример плана" in one for one in texts)
    found = await anna.inline("Пример мероприятия")
    assert "Пример мероприятия" not in str(found["results"])


async def test_without_a_plan_it_says_so(stage: Stage, ivan: Person) -> None:
    """A number of a view that never was is gone; nothing to add to without a right."""
    assert (await stage.tap(ivan, PlanLook(view=999, shows=Shows.LIST).pack())).text == answer_of("gone")
    yana = await stage.here.passer_by(Grant(Role.COORDINATOR, side=Side.BELARUS))
    assert (await stage.tap(yana, AddCommitment(view=999).pack())).text == answer_of("gone")
