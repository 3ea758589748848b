"""The command line: what each command prints, and how it ends."""

import asyncio
import gc
import json
import socket
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Thread

import pytest
import structlog
from sqlalchemy import make_url

from bot.__main__ import ending, main
from bot.clock import SystemClock
from bot.config import DEFAULTS
from bot.errors import TokenInUse
from bot.sandbox.server import Sandbox
from storage.starter import starter_register
from tests.news.bad_server import BadServer, bad_server

TOKEN = "42:SANDBOX-EXAMPLE"  # noqa: S105 - the stand-in's own
QUESTION = "Что у нас по авиапрому с белорусами?"


@pytest.fixture(autouse=True)
def settings(filled_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Settings of nobody's environment: a store with the starter register, in an empty folder."""
    for name in DEFAULTS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATABASE_URL", filled_url)
    monkeypatch.chdir(tmp_path)
    yield
    structlog.reset_defaults()


@contextmanager
def feeds() -> Iterator[BadServer]:
    """A feed's server that lives in a thread of its own, as the stand-in does."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()
    serving = bad_server()
    server = asyncio.run_coroutine_threadsafe(serving.__aenter__(), loop).result(30)
    try:
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(serving.__aexit__(None, None, None), loop).result(30)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@contextmanager
def telegram() -> Iterator[Sandbox]:
    """A stand-in for Telegram that lives in a thread of its own: a command has its own event loop."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()
    sandbox = Sandbox(SystemClock(), token=TOKEN)
    asyncio.run_coroutine_threadsafe(sandbox.__aenter__(), loop).result(30)
    try:
        yield sandbox
    finally:
        asyncio.run_coroutine_threadsafe(sandbox.__aexit__(None, None, None), loop).result(30)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def test_a_question_is_answered_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    """`ask` prints the card and nothing else."""
    assert main(["ask", QUESTION]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("Авиастроение")
    assert "ТАСС" in said.out
    assert said.err == ""


@pytest.mark.parametrize(
    ("question", "kind", "slug"),
    [(QUESTION, "sector", "aviastroenie"), ("бббббб", "none", None), ("новости", "news", None), ("🎉", "none", None)],
)
def test_a_question_is_answered_for_machines(
    question: str, kind: str, slug: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    """`ask --json` prints one line of JSON, with exactly the fields promised."""
    assert main(["ask", "--json", question]) == 0
    said = capsys.readouterr()
    answer = json.loads(said.out)
    assert said.out.count("\n") == 1
    assert list(answer) == ["kind", "slug", "title", "text", "items"]
    assert (answer["kind"], answer["slug"]) == (kind, slug)
    assert answer["text"]
    assert all(set(item) == {"kind", "slug", "title"} for item in answer["items"])
    assert said.err == ""


FEED = """<rss version="2.0"><channel><title>Пример</title>
<item><title>МАЗ поставит Ульяновску автобусы</title><link>https://e.example/1</link>
<pubDate>Wed, 25 Mar 2026 12:00:00 +0300</pubDate></item>
<item><title>Ульяновск получит автобусы МАЗа</title><link>https://e.example/2</link>
<pubDate>2026-03-25</pubDate></item>
<item><title>УАЗ слетел в кювет</title><link>https://e.example/3</link></item><item/></channel></rss>"""


@pytest.mark.parametrize("store", ["filled", "new"])
def test_a_feed_is_tried_for_machines(
    store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`try-feed --json` prints a list with exactly the fields promised, in any encoding, and begins no store."""
    if store == "new":
        monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path / 'new.sqlite3'}")
    (tmp_path / "feed.xml").write_bytes(FEED.encode("cp1251"))
    assert main(["try-feed", str(tmp_path / "feed.xml"), "--json"]) == 0
    said = capsys.readouterr()
    items = json.loads(said.out)
    assert [list(item) for item in items] == [
        ["title", "url", "published", "relevant", "score", "why", "sectors", "organisations", "story"]
    ] * 3
    assert [item["relevant"] for item in items] == [True, True, False]
    assert items[0]["published"] == "2026-03-25T09:00:00+00:00"
    assert items[0]["organisations"] == ["maz"]
    assert items[0]["story"] == items[1]["story"] != items[2]["story"]
    assert said.err == ""
    assert not (tmp_path / "new.sqlite3").exists()


def test_a_feed_is_tried_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`try-feed` says how the feed was read and why each publication is news or not."""
    (tmp_path / "feed.xml").write_text(FEED[:-16])
    assert main(["try-feed", str(tmp_path / "feed.xml")]) == 0
    said = capsys.readouterr().out
    assert "публикаций: 3" in said
    assert "не прочитано: 1" in said
    assert "лента оборвана" in said
    assert "названа Беларусь: МАЗ" in said
    assert "против (происшествия): слетел, кювет" in said


@pytest.mark.parametrize("path", ["/feed", "/page", "/cp1251"])
def test_a_feed_is_tried_at_its_address(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`try-feed` takes an address: of the feed, or of a page that names it; inside only with leave."""
    with feeds() as server:
        assert main(["try-feed", server.url(path), "--json", "--allow-network", "127.0.0.1/32"]) == 0
        assert json.loads(capsys.readouterr().out)[0]["title"] == "МАЗ поставит Ульяновску автобусы"
        assert main(["try-feed", server.url(path)]) == 1
        assert "туда бот не ходит" in capsys.readouterr().err
        assert main(["try-feed", server.url("/status/403"), "--allow-network", "127.0.0.1/32"]) == 1
        assert "сервер отказал (ответ 403)" in capsys.readouterr().err


@pytest.mark.parametrize(("feed", "said"), [("", "пусто"), ("<html></html>", "страница"), ("{}", "не RSS")])
def test_what_is_no_feed_is_said(feed: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A page or nothing in place of a feed is told, with an exit code that says so; a missing file too."""
    (tmp_path / "feed.xml").write_text(feed)
    assert main(["try-feed", str(tmp_path / "feed.xml")]) == 1
    assert said in capsys.readouterr().out
    assert main(["try-feed", str(tmp_path / "none.xml")]) == 1
    assert "Не получилось" in capsys.readouterr().err


def test_the_register_is_brought_to_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`load-register` says what changed, then that nothing did; a byte order mark is no fault."""
    file = tmp_path / "register.yaml"
    file.write_text("\ufeff" + starter_register(), encoding="utf-8")
    assert main(["load-register", str(file)]) == 0
    assert capsys.readouterr().out == "Реестр уже такой, как в файле: ничего не изменено.\n"
    changed = starter_register().replace("  short: План мероприятий на 2025–2026 годы", "  short: План на два года", 1)
    assert changed != starter_register()
    file.write_text(changed, encoding="utf-8")
    assert main(["load-register", str(file)]) == 0
    said = capsys.readouterr()
    assert said.out == "изменено: agreement:plan-2025-2026 (short)\n"
    assert said.err == ""
    assert main(["load-register", str(file)]) == 0
    assert "ничего не изменено" in capsys.readouterr().out


def test_a_bad_register_is_told_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All faults of a file with their lines, exit code 1, and the store as it was."""
    text = starter_register()
    broken = text.replace("signed_on: '2005-09-07'", "signed_on: позавчера", 1)
    broken = broken.replace("  - torgovlya", "  - no-such-sector", 1)
    file = tmp_path / "register.yaml"
    file.write_text(broken, encoding="utf-8")
    assert main(["load-register", str(file)]) == 1
    said = capsys.readouterr()
    first, *faults = said.err.splitlines()
    assert first == "Файл реестра не загружен, ничего не изменено:"
    lines = {number for number, line in enumerate(broken.splitlines(), 1) if "позавчера" in line or "no-such" in line}
    assert {f"строка {line}" for line in lines} <= {fault.partition(",")[0] for fault in faults}
    assert (said.out, "Traceback" in said.err) == ("", False)
    file.write_text(text, encoding="utf-8")
    assert main(["load-register", str(file)]) == 0
    assert "ничего не изменено" in capsys.readouterr().out


@pytest.mark.parametrize("content", [None, "реестр: да".encode("cp1251"), b"", b"\0\0", b"{", b"- 1", b"a: &x [*x]"])
def test_what_is_no_register_is_said(content: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is missing, in another encoding or of another kind ends with 1 and a sentence, not a traceback."""
    file = tmp_path / "register.yaml"
    if content is not None:
        file.write_bytes(content)
    assert main(["load-register", str(file)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err
    assert "Traceback" not in said.err


def test_check_says_what_is_well_and_what_is_not(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`check` prints a line for each thing and ends with 0 only when all is well."""
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    with telegram() as sandbox:
        monkeypatch.setenv("TELEGRAM_API_URL", sandbox.url)
        monkeypatch.setenv("ADMIN_IDS", "7")
        assert main(["check"]) == 0
        assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["ладно"] * 4
        monkeypatch.setenv("ADMIN_IDS", "")
        monkeypatch.setenv("BOT_TOKEN", "42:another")
        assert main(["check"]) == 1
    said = capsys.readouterr()
    assert [line.split()[0] for line in said.out.splitlines()] == ["ладно", "ПЛОХО", "ладно", "ПЛОХО"]
    assert "another" not in said.out + said.err


def test_a_token_that_telegram_does_not_know(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`run` with a refused token says so, never shows it, and ends with 2."""
    monkeypatch.setenv("BOT_TOKEN", "42:another-secret")
    with telegram() as sandbox:
        monkeypatch.setenv("TELEGRAM_API_URL", sandbox.url)
        assert main(["run"]) == 2
    said = capsys.readouterr()
    assert "Telegram не знает такого токена: проверьте BOT_TOKEN." in said.err
    assert "Traceback" not in said.err
    assert "another-secret" not in said.err + said.out


def test_what_stays_is_not_searched_for_garbage(monkeypatch: pytest.MonkeyPatch) -> None:
    """`run` puts what it has loaded out of the collector's reach, and leaves the collector at work."""
    monkeypatch.setenv("BOT_TOKEN", "")
    gc.unfreeze()
    try:
        assert main(["run"]) == 2
        assert gc.get_freeze_count() > len(gc.get_objects())
        assert gc.isenabled()
    finally:
        gc.unfreeze()


def test_another_installation_has_a_code_of_its_own() -> None:
    """Whoever supervises the process can tell a token used elsewhere from any other trouble, and is told what to do."""
    code, sentences = ending(TokenInUse())
    assert code == 3
    assert "ещё одна установка" in sentences[0]


def test_a_process_that_leads_no_more(
    filled_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`run` ends with 4 and a sentence when another process has taken the lease, and leaves it to that one."""
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    usurped = Thread(target=_usurp, args=[make_url(filled_url).database or ""])
    with telegram() as sandbox:
        monkeypatch.setenv("TELEGRAM_API_URL", sandbox.url)
        usurped.start()
        assert main(["run"]) == 4
    usurped.join()
    said = capsys.readouterr()
    assert said.err.endswith("Другой процесс ведёт теперь бота; запустите этот заново, и он будет ждать наготове.\n")
    assert "Traceback" not in said.err
    assert _holder(make_url(filled_url).database or "") == "elsewhere"


def _usurp(path: str) -> None:
    while _holder(path) in {None, "elsewhere"}:
        threading.Event().wait(0.01)
    with closing(sqlite3.connect(path, timeout=30)) as store, store:
        store.execute("UPDATE leases SET holder = 'elsewhere'")


def _holder(path: str) -> str | None:
    with closing(sqlite3.connect(path, timeout=30)) as store:
        found = store.execute("SELECT holder FROM leases").fetchone()
    return found[0] if found else None


def test_a_port_that_is_taken(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """`run` and `demo` on a port that somebody has say so and end with 1."""
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    with telegram() as sandbox, socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("TELEGRAM_API_URL", sandbox.url)
        monkeypatch.setenv("HTTP_PORT", str(port := taken.getsockname()[1]))
        assert main(["run"]) == 1
        assert main(["demo", "--port", str(port)]) == 1
    said = capsys.readouterr()
    assert said.err.count("Не получилось:") == 2
    assert said.err.casefold().count("address already in use") == 2
    assert "Traceback" not in said.err


def test_a_store_that_cannot_be_opened(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A store in a folder that is not there is said in a sentence, with 1."""
    monkeypatch.setenv("DATABASE_URL", "sqlite+aiosqlite:////no/such/folder/store.sqlite3")
    assert main(["ask", "что"]) == 1
    said = capsys.readouterr()
    assert said.err.startswith("Не получилось:")
    assert "Traceback" not in said.err


def test_settings_that_cannot_be_used(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong settings end any command that reads them with 2, each fault on its line."""
    monkeypatch.setenv("TIMEZONE", "Europe/Nowhere")
    monkeypatch.setenv("LOG_FORMAT", "xml")
    assert main(["ask", "что"]) == 2
    assert [line.partition(":")[0] for line in capsys.readouterr().err.splitlines()[1:]] == ["TIMEZONE", "LOG_FORMAT"]


@pytest.mark.parametrize("arguments", [["--help"], ["ask", "--help"], ["demo", "--help"]])
def test_help_is_in_words(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """--help tells the commands and ends with 0."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 0
    assert "python -m bot" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["fly"], ["ask"], ["demo", "--port", "http"]])
def test_a_wrong_command_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A command that is none, or lacks what it needs, ends with 2 and the usage."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_an_interruption_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+C ends a command with 0 and without a traceback."""

    def interrupted(_path: Path) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "read_bytes", interrupted)
    assert main(["load-register", "any.yaml"]) == 0
