"""The settings of the bot: by sections, one by one, and the question for another value."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from aiogram.types import ForceReply
from aiogram.utils.formatting import Bold, Code, Text

from bot.adjusting import SETTINGS, Section, Setting, Unit, settings_of
from bot.render.adjusting_buttons import ChooseSetting, OpenSection, OpenSetting, OpenSettings, TypeSetting
from bot.render.buttons import button, columns, keyboard
from bot.render.calendar_days import OpenCalendar
from bot.render.catalogue import Catalogues, Translator, mark, spoken_as
from bot.render.desk_buttons import desk_button
from bot.render.layout import blocks, lines
from bot.render.message import Message, fitted
from bot.render.reminder_buttons import OpenPlanSteps
from bot.render.typography import outside, shortened

_SECTIONS: Final[Mapping[Section, tuple[str, str]]] = MappingProxyType(
    {
        Section.LIMITS: (
            mark("Limits of one person"),
            mark("Who asks more than that is told so once and not answered for a while. Buttons are always answered."),
        ),
        Section.GROUPS: (
            mark("Limits of a group"),
            mark("What all members of a working group together may ask of the bot."),
        ),
        Section.SENDING: (mark("Sending"), mark("How fast leaves what nobody asked for; replies go first.")),
        Section.QUIET: (
            mark("Quiet hours of newcomers"),
            mark("For chats that come from now on; each keeps what it has and chooses for itself in /settings."),
        ),
        Section.ESCALATION: (
            mark("Escalation of what is overdue"),
            mark("After how many days what is overdue is told further up, once each."),
        ),
        Section.KEEPING: (mark("How long things are kept"), mark("What is older goes within the hour.")),
    }
)
_BURST: Final = mark("So many may come one after another.")
_MINUTELY: Final = mark("So many a minute may come for as long as one likes.")
_WORDS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "lf": (mark("All limits together"), mark("200 % allows twice as much of everything, to people and groups.")),
        "pob": (mark("Requests in a row"), _BURST),
        "pom": (mark("Requests a minute"), _MINUTELY),
        "psb": (mark("Searches in a row"), _BURST),
        "psm": (mark("Searches a minute"), _MINUTELY),
        "pub": (mark("Files in a row"), _BURST),
        "pum": (mark("Files a minute"), _MINUTELY),
        "la": (mark("Administrators, times as much"), mark("By how much more administrators may ask.")),
        "ls": (mark("Silence after a flood"), mark("For so long a flood is not answered.")),
        "gob": (mark("Group: requests in a row"), _BURST),
        "gom": (mark("Group: requests a minute"), _MINUTELY),
        "gsb": (mark("Group: searches in a row"), _BURST),
        "gsm": (mark("Group: searches a minute"), _MINUTELY),
        "gub": (mark("Group: files in a row"), _BURST),
        "gum": (mark("Group: files a minute"), _MINUTELY),
        "sr": (
            mark("Messages a second"),
            mark(
                "Telegram takes about 30 from one bot. Less is gentler when it asks the bot to wait; replies go first."
            ),
        ),
        "su": (
            mark("Wait for an unknown outcome"),
            mark("When Telegram did not say whether it took a message, it is sent again after that, twice at most."),
        ),
        "qf": (mark("Quiet from"), mark("From this hour of the chat’s own time nothing ordinary is sent.")),
        "qu": (
            mark("Quiet until"),
            mark("At this hour what waited comes in one message. Both hours the same: never quiet."),
        ),
        "qe": (
            mark("Escalations wait, too"),
            mark("Whether news of what is long overdue waits for the morning as well."),
        ),
        "ec": (
            mark("Overdue: to coordinators after"),
            mark("The coordinators of the side that owes are told then, in one list of a morning."),
        ),
        "ea": (
            mark("Overdue: to administrators after"),
            mark("Those above the coordinators are told then, in one list of a morning."),
        ),
        "kl": (mark("Closed deliveries"), mark("The journal of what was sent; /deliveries shows it.")),
        "kb": (mark("Nightly backups"), mark("So many of the youngest stay beside the store.")),
        "ko": (mark("Publications that are no news"), mark("What was read and is not about the cooperation.")),
    }
)
_UNITS: Final[Mapping[Unit, str]] = MappingProxyType(
    {
        Unit.PERCENT: mark("{n} percent"),
        Unit.TIMES: mark("× {n}"),
        Unit.SECONDS: mark("{n} s"),
        Unit.HOUR: mark("{n}:00"),
        Unit.DAYS: mark("{n} d"),
        Unit.COPIES: mark("{n} pcs"),
    }
)
_BY_REPLY: Final = mark("Answer this message by a reply with a number.")
_TYPED_SHOWN: Final = 60


def titles() -> Mapping[str, str]:
    """Return what each setting is called, as a msgid, by its code."""
    return {code: title for code, (title, _) in _WORDS.items()}


def told_number(setting: Setting, number: int, tr: Translator) -> str:
    """Return a number of a setting with its unit."""
    if setting.unit is Unit.YES_NO:
        return tr.plain("Yes") if number else tr.plain("No")
    return tr.plain(_UNITS[setting.unit], n=number) if setting.unit in _UNITS else str(number)


def settings_overview(environment: Mapping[str, str], tr: Translator) -> Message:
    """Return the sections, what is chosen elsewhere, and what the environment gave: names and values, no secrets."""
    given = [Text(Code(name), " = ", Code(value)) for name, value in environment.items()]
    text = blocks(
        lines(
            Bold(tr.plain("Settings of the bot")),
            tr.text("What is chosen here holds at once, without a restart, and stands in the journal of changes."),
        ),
        lines(tr.plain("From the environment, changed with a restart:"), *given),
    )
    sections = (button(tr.plain(title), OpenSection(section=one)) for one, (title, _) in _SECTIONS.items())
    elsewhere = (
        button(tr.plain("Steps of reminders and escalation"), OpenPlanSteps()),
        button(tr.plain("Working days"), OpenCalendar()),
    )
    return Message(fitted(text), keyboard(*([one] for one in (*sections, *elsewhere)), [desk_button(tr)]))


def section_screen(section: Section, kept: Mapping[str, Any], tr: Translator) -> Message:
    """Return the settings of a section with what is in force; ``kept``: what stands in the store, by name."""
    title, does = _SECTIONS[section]
    its = settings_of(section)
    rows = (
        Text(tr.plain(_WORDS[code][0]), ": ", Bold(told_number(one, one.number(kept.get(one.name)), tr)))
        for code, one in its.items()
    )
    text = blocks(lines(Bold(tr.plain(title)), tr.text(does)), lines(*rows))
    ways = (button(tr.plain(_WORDS[code][0]), OpenSetting(code=code)) for code in its)
    return Message(
        fitted(text), keyboard(*columns(ways), [button(f"‹ {tr.plain('Settings of the bot')}", OpenSettings())])
    )


def setting_screen(code: str, number: int, tr: Translator) -> Message:
    """Return one setting: what is in force, what it does, its bounds, and what may be chosen by a tap or typed."""
    setting = SETTINGS[code]
    title, does = _WORDS[code]
    text = blocks(
        lines(Text(Bold(tr.plain(title)), ": ", Bold(told_number(setting, number, tr))), tr.text(does)),
        lines(
            tr.text("At first: {value}", value=told_number(setting, setting.at_first, tr)),
            _bounds(setting, tr) if setting.unit is not Unit.YES_NO else None,
        ),
    )
    choices = sorted({*setting.offered, setting.at_first, number})
    taps = [
        button(f"{'✓ ' if one == number else ''}{told_number(setting, one, tr)}", ChooseSetting(code=code, number=one))
        for one in choices
    ]
    typing = [] if setting.unit is Unit.YES_NO else [button(tr.plain("Another value"), TypeSetting(code=code))]
    section = setting.section
    back = [button(f"‹ {tr.plain(_SECTIONS[section][0])}", OpenSection(section=section))]
    return Message(fitted(text), keyboard(*columns(taps), typing, back))


def _bounds(setting: Setting, tr: Translator) -> Text:
    return tr.text(
        "From {least} to {most}.",
        least=told_number(setting, setting.least, tr),
        most=told_number(setting, setting.most, tr),
    )


def setting_question(code: str, tr: Translator, refused: str = "") -> Message:
    """Ask for another value; ``refused`` is what was typed and does not do."""
    setting, title = SETTINGS[code], _WORDS[code][0]
    words = shortened(outside(refused), _TYPED_SHOWN)
    text = lines(
        tr.text("“{words}” does not do here: a whole number within the bounds is needed.", words=words)
        if refused
        else None,
        Bold(tr.plain(title)),
        _bounds(setting, tr),
        tr.text(_BY_REPLY),
    )
    return Message(fitted(text), ForceReply(force_reply=True))


def setting_asked(text: str, catalogues: Catalogues) -> str | None:
    """Return the code of the setting that a message of the bot's asks for, in whatever language; ``None``: none."""
    said = text.split("\n")
    if said[-1] not in spoken_as(catalogues, _BY_REPLY):
        return None
    return next((code for code, title in titles().items() if spoken_as(catalogues, title) & set(said)), None)


def setting_out_of_bounds(code: str, tr: Translator) -> str:
    """Return why a tap changed nothing."""
    return _bounds(SETTINGS[code], tr).render()[0]
