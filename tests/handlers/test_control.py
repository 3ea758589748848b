"""Control in chat: «исполнено», «в работе», «нужен перенос», and what coordinators decide. All plans are made up."""

from datetime import UTC, date, datetime, timedelta

from bot.render.control_buttons import (
    CommitmentAct,
    CommitmentDeed,
    DeadlineAct,
    DeadlineDeed,
    DecideExtension,
    DecideReport,
    DialogueKind,
    EndDialogue,
    OpenDeadline,
    OpenDeadlines,
    OpenHistory,
    ShowEvidence,
    ToggleSector,
    WithdrawReport,
)
from storage.control_records import DeadlineState, ReportDecision
from storage.records import CommitmentState, Grant, Role
from storage.register_records import Side
from tests.person import Person, buttons
from tests.plan_stage import SOON, Stage, act
from tests.town import ADMINISTRATOR, MINSK_OFFICIAL, SUBSCRIBER, meanings
from tests.wording import answer_of

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c626001000000ffff03000006000557bfabd4"
    "0000000049454e44ae426082"
)


async def test_a_report_with_a_file_goes_to_the_coordinator_and_is_accepted(
    stage: Stage, ivan: Person, olga: Person
) -> None:
    """«Исполнено» asks for words, takes files, goes on review; the coordinator accepts; the official is told."""
    deadline = await stage.deadline()
    answered = await stage.tap(ivan, act(deadline.id, DeadlineDeed.DONE))
    assert answered.answered
    assert "Что сделано" in (await ivan.read())["text"]
    await ivan.send("Подписан протокол, пример.")
    assert "Записано: Подписан протокол" in (await ivan.read())["text"]
    await ivan.upload("protokol.pdf", b"%PDF-1.4 example")
    asked = await ivan.read()
    assert "1 файл" in asked["text"]
    await ivan.upload("photo.png", PNG, kind="photo", caption="Ещё снимок.")
    asked = await ivan.read()
    assert "2 файла" in asked["text"]
    await ivan.tap(asked, "Готово")
    handed = await ivan.read_edit(asked)
    assert "Отчёт передан на проверку" in handed["text"]
    assert (await stage.deadline()).state is DeadlineState.ON_REVIEW
    told = await stage.notice(olga)
    assert "Подписан протокол, пример. Ещё снимок." in told["text"]
    await olga.tap(told, "Подтверждения: 2")
    assert (await olga.read())["document"]["file_name"] == "protokol.pdf"
    assert "photo" in await olga.read()
    await olga.tap(told, "Принять")
    assert "Отчёт принят" in (await olga.read_edit(told))["text"]
    closed = await stage.deadline()
    assert (closed.state, closed.done_on) == (DeadlineState.DONE, date(2026, 11, 24))
    assert "Отчёт принят" in (await stage.notice(ivan))["text"]
    assert (await stage.plan())["1"].state is CommitmentState.OPEN  # its second deadline is ahead


async def test_a_returned_report_says_why_and_can_be_made_anew(stage: Stage, ivan: Person, olga: Person) -> None:
    """«Вернуть» asks for the reason; the official reads it, and the deadline is in work again."""
    await stage.report(ivan)
    told = await stage.notice(olga)
    await olga.tap(told, "Вернуть")
    assert "Почему отчёт возвращается" in (await olga.read())["text"]
    await olga.send("Нет подписи, пример.")
    assert "возвращён на доработку" in (await olga.read())["text"]
    back = await stage.notice(ivan)
    assert "Причина: Нет подписи, пример." in back["text"]
    assert (await stage.deadline()).state is DeadlineState.IN_WORK
    assert "передан на проверку" in (await stage.report(ivan, words="С подписью."))["text"]
    (again, first) = await stage.here.app.store.control.reports_of((await stage.plan())["1"].id)
    assert (again.decision, first.decision) == (None, ReportDecision.RETURNED)


async def test_a_two_sided_commitment_is_done_when_both_sides_are_accepted(
    stage: Stage, ivan: Person, olga: Person
) -> None:
    """Each side reports for itself to its own coordinators; where there is none, to administrators."""
    petr, yanka = await stage.here.newcomer(ADMINISTRATOR), await stage.here.appointed(MINSK_OFFICIAL)
    await stage.report(ivan, "2")
    assert (await stage.deadline("2")).state is DeadlineState.IN_WORK
    assert (await stage.deadline("2")).reported == (Side.ULYANOVSK,)
    await olga.tap(await stage.notice(olga), "Принять")
    assert (await stage.deadline("2")).state is DeadlineState.IN_WORK
    refused = await stage.tap(ivan, act((await stage.deadline("2")).id, DeadlineDeed.DONE))
    assert refused.text == "Ваша сторона уже отчиталась, или срок закрыт."
    deadline = await stage.deadline("2")
    await stage.tap(yanka, act(deadline.id, DeadlineDeed.DONE))
    await yanka.read()
    await yanka.send("Зроблена, прыклад.")
    asked = await yanka.read()
    await yanka.tap(asked, "Гатова")
    await yanka.read_edit(asked)
    told = await stage.notice(petr)
    report = (await stage.here.app.store.control.reports_of((await stage.plan())["2"].id))[0]
    foreign = await stage.tap(olga, DecideReport(report_id=report.id, accepted=True).pack())
    assert foreign.text == "Это для координаторов стороны, за которой мероприятие."
    await petr.tap(told, "Accept")
    await petr.read_edit(told)
    assert (await stage.deadline("2")).state is DeadlineState.DONE
    assert (await stage.plan())["2"].state is CommitmentState.DONE


async def test_the_second_to_decide_is_told_who_decided(stage: Stage, ivan: Person, olga: Person) -> None:
    """Two coordinators: the first decision stands, the second reads whose it is; also after a reason was typed."""
    other = await stage.here.passer_by(Grant(Role.COORDINATOR, side=Side.ULYANOVSK), first_name="Второй")
    await stage.report(ivan)
    told = await stage.notice(olga)
    theirs = await other.read()
    await other.tap(theirs, "Вернуть")
    await other.read()
    await olga.tap(told, "Принять")
    await olga.read_edit(told)
    late = await other.tap(theirs, "Принять")
    assert late.text == "Уже решено: Ольга Шаблонова."
    await other.send("Поздно, пример.")
    assert (await other.read())["text"] == "Уже решено: Ольга Шаблонова."
    assert (await stage.deadline()).state is DeadlineState.DONE


async def test_a_report_is_taken_back_within_ten_minutes(stage: Stage, ivan: Person, olga: Person) -> None:
    """A mistaken «исполнено» is withdrawn by its author; later, or once decided, it is too late."""
    await stage.tap(ivan, act((await stage.deadline()).id, DeadlineDeed.IN_WORK))
    handed = await stage.report(ivan)
    await stage.here.pass_time(timedelta(minutes=9))
    told = await olga.read()
    await ivan.tap(handed, "Отозвать")
    assert "Отчёт отозван" in (await ivan.read_edit(handed))["text"]
    assert (await stage.deadline()).state is DeadlineState.IN_WORK
    late = await olga.tap(told, "Принять")
    assert late.text == "Уже решено: Иван Образцов."
    handed = await stage.report(ivan)
    await stage.here.pass_time(timedelta(minutes=11))
    assert "в течение десяти минут" in (await ivan.tap(handed, "Отозвать")).text
    stranger = await stage.here.passer_by(Grant(Role.OFFICIAL, "uaz", Side.ULYANOVSK))
    forged = WithdrawReport(report_id=2).pack()
    assert (await stage.tap(stranger, forged)).text == answer_of("gone")


async def test_in_work_is_marked_once(stage: Stage, ivan: Person) -> None:
    """«В работе» marks what awaits execution; the message that was tapped stays."""
    data = act((await stage.deadline()).id, DeadlineDeed.IN_WORK)
    assert (await stage.tap(ivan, data)).text == "Отмечено: в работе."
    assert (await stage.tap(ivan, data)).text == "Сейчас это сделать нельзя: срок уже в другом состоянии."
    assert (await stage.plan())["1"].state is CommitmentState.IN_WORK


async def test_an_extension_granted_moves_the_date_and_is_counted(stage: Stage, ivan: Person, olga: Person) -> None:
    """«Нужен перенос» asks the date and the reason; granted, the date moves and the first one stays."""
    deadline = await stage.deadline()
    await stage.tap(ivan, act(deadline.id, DeadlineDeed.EXTENSION))
    await ivan.read()
    for wrong, why in [
        ("скоро", "не читается как одна дата"),
        ("30 ноября 2026", "уже стоит"),
        ("1 ноября 2026", "прошла"),
    ]:
        await ivan.send(wrong)
        assert why in (await ivan.read())["text"]
    await ivan.send("до 15 декабря 2026")
    assert "А почему?" in (await ivan.read())["text"]
    await ivan.send("Ждём поставку, пример.")
    assert "Просьба о переносе передана" in (await ivan.read())["text"]
    told = await stage.notice(olga)
    assert "Ждём поставку, пример." in told["text"]
    await olga.tap(told, "Согласовать")
    assert "Перенос срока согласован" in (await olga.read_edit(told))["text"]
    moved = next(one for one in (await stage.plan())["1"].deadlines if one.id == deadline.id)
    assert (moved.due, moved.first_due, moved.transfers) == (date(2026, 12, 15), SOON, 1)
    assert "Перенос срока согласован" in (await stage.notice(ivan))["text"]


async def test_an_extension_refused_says_why(stage: Stage, ivan: Person, olga: Person) -> None:
    """Refused with a reason, nothing moves; the official is told; a second request may follow."""
    deadline = await stage.deadline()
    await stage.tap(ivan, act(deadline.id, DeadlineDeed.EXTENSION))
    await ivan.read()
    for words in ("2026-12-20", "Пример причины."):
        await ivan.send(words)
        await ivan.read()
    told = await stage.notice(olga)
    await stage.tap(ivan, act(deadline.id, DeadlineDeed.EXTENSION))
    await ivan.read()
    for words in ("2026-12-21", "Ещё раз."):
        await ivan.send(words)
        shown = await ivan.read()
    assert shown["text"] == "Ваша сторона уже попросила, или срок закрыт."
    await olga.tap(told, "Отказать")
    await olga.read()
    await olga.send("Срок согласован, пример.")
    assert "В переносе срока отказано" in (await olga.read())["text"]
    assert "Срок согласован, пример." in (await stage.notice(ivan))["text"]
    assert (await stage.deadline()).due == SOON
    assert (await olga.tap(told, "Согласовать")).text == "Уже решено: Ольга Шаблонова."


async def test_only_who_owes_acts_and_only_in_private(stage: Stage, ivan: Person) -> None:
    """An official of another body is refused; in a group every button says what a stranger reads; a subscriber, too."""
    other = await stage.here.passer_by(Grant(Role.OFFICIAL, "uaz", Side.ULYANOVSK))
    anna = await stage.here.newcomer(SUBSCRIBER)
    deadline = await stage.deadline()
    commitment = (await stage.plan())["1"]
    for deed in (DeadlineDeed.DONE, DeadlineDeed.IN_WORK, DeadlineDeed.EXTENSION):
        assert (
            await stage.tap(other, act(deadline.id, deed))
        ).text == "Это для ответственных исполнителей мероприятия."
        assert (await stage.tap(anna, act(deadline.id, deed))).text == answer_of("gone")
        assert (await stage.tap(ivan, act(2**40, deed))).text == answer_of("gone")
    group = await stage.here.group(ivan)
    there = ivan.in_chat(group)
    await there.send("/start@sandbox_bot")
    shown = await there.send("сообщение")
    del shown
    for data in (
        act(deadline.id, DeadlineDeed.DONE),
        OpenDeadline(deadline_id=deadline.id).pack(),
        OpenDeadlines(commitment_id=commitment.id).pack(),
        OpenHistory(commitment_id=commitment.id).pack(),
    ):
        message = next((one for one in reversed(await there.messages()) if one["from"]["is_bot"]), None)
        if message is not None:
            assert (await there.tap_data(message["message_id"], data)).text == answer_of("gone")
    assert (await stage.deadline()).state is DeadlineState.OPEN


async def test_a_question_survives_a_restart_and_can_be_cancelled(stage: Stage, ivan: Person) -> None:
    """What is asked stands in the store; an hour later it is a question to the bot again."""
    await stage.tap(ivan, act((await stage.deadline()).id, DeadlineDeed.DONE))
    asked = await ivan.read()
    assert buttons(asked) == ["Отменить"]
    await ivan.tap(asked, "Отменить")
    assert (await ivan.read_edit(asked))["text"] == "Ничего не изменено."
    assert (await ivan.tap(asked, data=meanings(asked)[0])).text == "Вопрос уже закрыт: начните заново."
    await stage.tap(ivan, act((await stage.deadline()).id, DeadlineDeed.DONE))
    await ivan.read()
    await stage.here.pass_time(timedelta(hours=2))
    await ivan.send("Отрасли")
    await ivan.send("авиапром")
    assert "Записано" not in (await ivan.read())["text"]


async def test_words_files_and_lengths_are_checked(stage: Stage, ivan: Person) -> None:
    """Nothing, too much, or a sticker is told; «Готово» without words does not hand in."""
    deadline = await stage.deadline()
    await stage.tap(ivan, act(deadline.id, DeadlineDeed.DONE))
    await ivan.read()
    await ivan.send_other(contact={"phone_number": "+7000", "first_name": "Пример"})
    assert "нужны слова" in (await ivan.read())["text"]
    await ivan.send("а" * 2001)
    assert "Слишком длинно" in (await ivan.read())["text"]
    await ivan.upload("a.pdf", b"%PDF example")
    asked = await ivan.read()
    done = EndDialogue(what=DialogueKind.REPORT, subject=deadline.id, done=True).pack()
    assert "нужны слова" in (await ivan.tap(asked, data=done)).text
    await ivan.send("б" * 1500)
    await ivan.read()
    await ivan.send("в" * 600)
    assert "Слишком длинно" in (await ivan.read())["text"]
    for number in range(9):
        await ivan.upload(f"{number}.pdf", b"%PDF example")
        await ivan.read()
    await ivan.upload("eleventh.pdf", b"%PDF example")
    assert "не больше десяти" in (await ivan.read())["text"]


async def test_what_was_closed_meanwhile_takes_no_report(stage: Stage, ivan: Person, olga: Person) -> None:
    """A coordinator closes while the official writes: the report is refused politely, nothing is lost."""
    deadline = await stage.deadline()
    await stage.tap(ivan, act(deadline.id, DeadlineDeed.DONE))
    await ivan.read()
    await ivan.send("Пример.")
    asked = await ivan.read()
    await stage.tap(olga, act(deadline.id, DeadlineDeed.CLOSE))
    await olga.read()
    await olga.send("По письму, пример.")
    shown = await olga.read()
    assert "исполнено 24" in shown["text"]
    await ivan.tap(asked, "Готово")
    assert (await ivan.read_edit(asked))["text"] == "Ваша сторона уже отчиталась, или срок закрыт."
    assert "Координатор закрыл как исполненное" in (await stage.notice(ivan))["text"]
    assert (await stage.tap(ivan, act(deadline.id, DeadlineDeed.IN_WORK))).text == "Этот срок уже закрыт."
    await stage.tap(olga, act(deadline.id, DeadlineDeed.REOPEN))
    assert (await stage.deadline()).state is DeadlineState.OPEN


async def test_evidence_and_forged_numbers(stage: Stage, ivan: Person, olga: Person) -> None:
    """Numbers that are nobody's say gone; files are not for those who neither owe nor coordinate."""
    other = await stage.here.passer_by(Grant(Role.OFFICIAL, "uaz", Side.ULYANOVSK))
    await stage.report(ivan)
    assert (await stage.tap(other, ShowEvidence(report_id=1).pack())).text.startswith("Это для координаторов")
    for data in (
        ShowEvidence(report_id=99),
        DecideReport(report_id=99, accepted=True),
        DecideExtension(extension_id=99, granted=True),
        OpenDeadline(deadline_id=99),
        OpenHistory(commitment_id=99),
        CommitmentAct(commitment_id=99, act=CommitmentDeed.EDIT),
        ToggleSector(commitment_id=99, sector="bas"),
        DeadlineAct(deadline_id=99, act=DeadlineDeed.MOVE),
    ):
        assert (await stage.tap(olga, data.pack())).text == answer_of("gone")


async def test_the_history_says_who_changed_what(stage: Stage, ivan: Person, olga: Person) -> None:
    """A card's history has each change with its author, from what to what."""
    await stage.report(ivan)
    await olga.tap(await stage.notice(olga), "Принять")
    commitment = (await stage.plan())["1"]
    await stage.tap(olga, OpenHistory(commitment_id=commitment.id).pack())
    last = (await olga.messages())[-1]["text"]
    assert "Ольга Шаблонова" in last
    assert "отчёт принят" in last
    assert "состояние: на проверке → исполнено" in last
    entries = await stage.here.app.store.audit.find(10, words="commitment:")
    assert [(one.what, one.subject) for one in entries] == [
        ("accepted", f"commitment:{commitment.id}"),
        ("report", f"commitment:{commitment.id}"),
    ]
    assert entries[0].at.tzinfo is UTC or entries[0].at == entries[0].at.astimezone(UTC)
    assert isinstance(entries[0].at, datetime)
