"""Which part of a text is the question: what officials say before and around it is not."""

import re

TALK = 5
"""Words: a shorter text has no question among other words."""

_LONGEST = 1000
_ASKED = "(?:что|как|какие|какая|какой|какое|какова|кто|когда|сколько|где)"
_BETWEEN = re.compile(
    r"[.!?:;\n]+(?:\s+|$)|\s+[—–-]\s+"
    rf"|,?\s+(?={_ASKED} (?:у нас|там|сейчас|известно|с|со|по|дела)\b)"
    rf"|,\s+(?=(?:{_ASKED}|есть ли|расскажи|покажи|подскажи)\w*\b)",
    re.IGNORECASE,
)
_VERBS = (
    "сообщить|направить|предоставить|проинформировать|информировать|уточнить|дать|подготовить|представить|пояснить"
    "|рассказать|выслать|прислать|указать|разъяснить|показать|подсказать|найти"
)
_REQUEST = re.compile(
    rf"(?<!ответ )\b(?:прошу|просим|просьба)(?: вас)?(?: (?:срочно|также|дополнительно|повторно))?"
    rf"(?:,? (?:в срок )?(?:до|не позднее) [\d.:]+(?: [а-я]+)?(?: \d{{4}})?(?: г(?:ода|\.))?,?)?"
    rf"(?: рассмотреть возможность и)? (?:{_VERBS})\b(?:\s+в \w+ адрес\b)?,?",
    re.IGNORECASE,
)
_MONTH = r"(?:янв|фев|март|апр|ма[йяе]|июн|июл|авг|сен|окт|ноя|дек)[а-я]{0,6}"
_MONTHS = re.compile(rf"\b({_MONTH})[-–—]({_MONTH})\b", re.IGNORECASE)  # «в сентябре-октябре»
_PARTICLE = re.compile(
    r"\b(?!(?:ч[тегйь]\w*|кто|ког\w+|ком\w*|кем|где|как\w*|кажд\w+|куда|зачем|поч\w+|откуда|сколько|вс[её])-)(\w{2,})-(?:то|ка|таки)\b",
    re.IGNORECASE,
)  # «с МАЗом-то»
_BY_WHEN = re.compile(
    rf",?\s+(?:в срок(?: до)?|не позднее|до|к) (?:\d{{1,2}}[\d.:]*(?: (?:{_MONTH}|числа))?(?: \d{{4}})?"
    r"(?: г(?:ода|\.))?"
    r"|конца (?:дня|недели)|завтра|обеда|вечера|понедельника|вторника|среды|четверга|пятницы)\.?$",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"(?<=[.!?\n])\s*(?:с уважением|исполнитель)[^?]*$", re.IGNORECASE)
_BURNS = re.compile(r"(?<!что )\bгорит!+\s+(?=\w)", re.IGNORECASE)
_SEARCH = "search for "
_FIRST_BY_WHEN = re.compile(
    r"^(?:до конца (?:дня|недели)|(?:к|на) (?:утр[ау]|вечеру?|завтра|обеду|понедельнику?|вторнику?"
    r"|сред[уе]|четвергу?|пятниц[уе])),?\s+"
    r"(?=.*(?:справк|информац|инф[аоу]\b|расскаж|извест|сведени|данны|тезис|слов|про |как |что (?:там|у нас|такое)))",
    re.IGNORECASE,
)
_NEEDED = ("нуж", "необходим", "требу")
_CLOCK = re.compile(r"\b(?:к|до|в)\s+\d{1,2}:\d\d\b", re.IGNORECASE)
_OPENING = re.compile(
    r"\s*(?:во исполнение|в соответствии с|в связи с|в целях|в рамках|на основании|согласно|по поручению"
    r"|(?:для|к) [а-яё-]+)\b[^.?!]*?\b(?:прошу|просим|необходим[аоы]?|нужн[аоы]|нужен|требу[ею]тся)\b,?",
    re.IGNORECASE,
)
_PREPARING = re.compile(
    r"\s*(?:готов|собира|пиш|дела|составля|для\b|к\b|перед\b|на\b)(?:(?!\bнуж|\bнадо\b)[^:?])*:\s+"
    rf"(?={_ASKED}\b|есть ли\b)",
    re.IGNORECASE,
)
_PURPOSE = re.compile(
    r"\s*(?:для|к|по поручению|во исполнение|в целях|руководитель|начальник)\b(?:(?!\bнуж|\bнадо\b)[^.?!,:])*:",
    re.IGNORECASE,
)


def in_parts(text: str) -> tuple[str, ...]:
    """Return the sentences of a text, and what is asked after other words; nothing when it is all one."""
    parts = tuple(part for part in _BETWEEN.split(text[:_LONGEST]) if part.strip())
    return parts if len(parts) > 1 else ()


def without_preamble(text: str) -> str:
    """Return what follows «прошу сообщить» or «для доклада:», as officials begin; all of a text if too little does."""
    low = text.lower()
    if low.startswith(("до конца", "к ", "на ")):
        text = _FIRST_BY_WHEN.sub("", text)
    if "горит!" in low:
        text = _BURNS.sub("", text)
    if "с уваж" in low or "исполнител" in low:
        text = _SIGNED.sub("", text) or text
    if low.startswith(_SEARCH):
        low, text = low[len(_SEARCH) :], text[len(_SEARCH) :]
    if "-" in text or "–" in text or "—" in text:
        text = _MONTHS.sub(r"\1 \2", text)
        if "-т" in low or "-к" in low:
            text = _PARTICLE.sub(r"\1", text)
    if ":" in text:
        text = _CLOCK.sub(" ", text)
        found = _PURPOSE.match(text) or _PREPARING.match(text)
    else:
        found = None
    if "прос" in low or "прош" in low:
        found = _REQUEST.search(text) or _OPENING.match(text) or found
        text = _BY_WHEN.sub("", text) if found else text
    elif not found and any(each in low for each in _NEEDED):
        found = _OPENING.match(text)
    rest = text[found.end() :] if found else ""
    return rest if rest.count(" ") > 1 else text
