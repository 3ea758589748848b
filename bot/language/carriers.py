"""What people say around what they ask about: «шеф просит пару слов про», «в курсе про», «первый раз слышу про».

Words of this kind are no words of ours and foreign to nothing: the question is what is left. Three kinds are told:
words that never say what is asked about (``SAID`` in keys, ``TYPED`` as they are typed in haste); words that do not
say it in a turn of speech («в курсе», but not «курс доллара»); and whoever asks or is to be told («губернатор
спрашивает», «что ответить министру»), who is not the one asked about. The last two are read as a small word.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from bot.language.families import SMALL
from bot.language.names import Names
from bot.language.words import Word, Words


def _keys(text: str) -> frozenset[str]:
    return frozenset(text.split())


SAID = _keys("""
товарищ рад радый рада томить томь принцип секрет спешка господин затруднить сударь сударыня девушка уважуха салют
понимание обрез съесть убить убивать уволить ругать ругаться прибить выгнать стадия прогресс сдвинуться делаться
предпринять твориться вытащить поднять пониматься известный рассмотреть просьба проводиться приниматься предусмотреть
приветствовать смотреть друг дружище возникнуть целое подвести живой задание опозориться любопытство заговорить
вернуться возвращаться продолжить продолжать переходить перейти держать ознакомиться ознакомить изучать изучить
курировать интересный полслова достоверный открытый пропасть деться поживать жить занятый порадовать похвастаться
плохой порядок застрять застопориться тормозить дойти ум добить закрыть остановиться порешить судьба будущее значение
важность занимать играть устроить уважение включение тянуть хватить хватать молчать проверка попробовать уверенный
поправить ошибаться ошибиться повторить разок короткий давать связать понимать удивить нарыть пробить чекнуть тезисный
начальница излагать описывать освещать формулировать сформулировать разложить расписать пересказать процитировать
обозначить обрадовать разжевать вспомнить припомнить вспоминать запомнить выяснить выяснять уяснить разобрать осознать
усвоить проанализировать анализировать оценить оценивать проследить отследить отслеживать мониторить наблюдать следить
сомневаться бояться переживать волноваться нервничать поблагодарить заглянуть заглядывать высветиться мысль идея
соображение взгляд оценка вывод кусок кусочек выдержка цитата мелочь азы начинка подноготная слух байка правда
реальность всякий всевозможный лаконичный сжатый емкий начальный первоначальный реальный настоящий правдивый
проверенный верный правильный грамотный доступный сложный трудный непростой странный ужасный согласный готовый одолеть
морочить мучить мучиться голубчик голубушка родной милый уважить слово словцо словечко пара предложение фраза абзац
строка строчка страница страничка карточка выжимка конспект шпаргалка шпора резюме ликбез факт фактура бэкграунд
апдейт расклад комментарий пояснение разъяснение характеристика аналитика сводочка справочка вопросик минута минутка
минуточка секунда секундочка час часик полчаса полчасика подсказка наводка предыстория нюанс тонкость особенность
аспект контекст разрез ракурс тезисно речь выступление интервью релиз пресс-релиз пост заметка статья прощение
одолжение беспокойство ответ вводный сутки толк фишка трудность сложность препятствие наработка новенький недавно
начальство коллега журналист корреспондент депутат планерка летучка оперативка собрание брифинг докладная записочка
рапорт мнение

обстоять складываться сложиться отыскать сыскать изложить описать обрисовать прояснить растолковать освежить
поделиться выручать выручить посвятить просветить просвещать поведать ввести набросать накидать сварганить состряпать
накатать нарыть надыбать раздобыть добыть раскопать подогнать подкинуть прочесть прочитать почитать читать услышать
слышать слыхать послушать увидеть попросить просить спросить спрашивать волновать беспокоить требовать запросить
запрашивать написать писать сформировать оформить вставить добавить указать осветить раскрыть затронуть коснуться
разобраться разбираться вникать вникнуть въехать врубиться врубаться запутаться путаться путать потеряться потерять
подзабыть помочь помогать спасать спасти умолять надеяться благодарить извинить извинять простить прощать отвлекать
докладывать доложить ответить отвечать рассказывать сообщать пояснять объяснять подытожить резюмировать суммировать
обобщить обобщать сориентировать ориентировать проконсультировать консультировать посоветовать советовать казаться
полагать упомянуть упоминать упоминаться велеть поручить сказать поговорить побеседовать располагать пытаться
попытаться стараться обратиться готовить готовиться подготавливать собирать собираться составлять собрать разъяснить
разъяснять предоставить предоставлять направить проинформировать информировать актуализировать довести доводить
осуществляться предпринимать удаться добиться достигнуть достичь получаться получиться светить нагуглить гуглить
загуглить разузнать разведать поузнавать поинтересоваться заинтересовать выслать присылать скинуть сбросить кидать
подсказывать напоминать показывать выложить забить накопать копнуть пролить перечитать перепроверить проверить сверить
сверять

коротенький маленький небольшой быстрый срочный простой справочный аналитический информационно-аналитический
информационный исчерпывающий развернутый детальный сжатый минимальный максимальный благодарный признательный
завтрашний понятный ясный нормальный лишний наглядный вводный обзорный первичный предварительный окончательный
дополнительный обычный человеческий популярный полезный любопытный миленький прекрасный замечательный отличный внятный
толковый дельный убедительный коротенек неясный непонятный вежливый
""")
"""Keys of words that say nothing of what is asked about, whatever stands beside them."""

TYPED = _keys("""
хеллоу чекни чекните чекнуть пруф пруфы фактурки фактурку пару-тройку нарой копни колись жги валяй валяйте ознакомь
кароч карочи короч ваще вапще ваапще вобще вообщем пж плз пжлст пжл пожал спс норм спасиб спасибки пасиб пасибо
благодарю хз скок скоко инфы инфе инфой инфочка инфочку инфочки чота чото чонить чонибудь че-нить чё-нить че-нибудь
чё-нибудь че-то чё-то чо-то чего-нибудь чего-нить что-нить кста оки окей хай хелло йоу дарова здаров здарова здорово
прив приветик приветики приветули здрасте здрасьте драсте доброго угу неа мда эээ эм ммм хмм гм ааа упс эх эй алло алё
алле ау ппц капец пипец блин блинский елки ужас кошмар жесть емае емое нифига типо прям походу мож може ща щаз седня
сегодня-то тока токо чтоли штоль шоб подробненько коротенько кратенько быстренько скоренько по-быстрому по-бырому
по-братски по-человечески по-простому плиииз плииз пожааалуйста нуу ауу ботик ботяра ботан умоляю заранее экскурс
забыл забыла забыли запамятовал запамятовала поподробнее экстренно
""")
"""Words in haste or in a chat, as they are typed, «е» for «ё»; none is a slip of the pen."""

_PHRASES = """
как для школьник | человеческий язык | простой язык | доступный язык | для служебный пользование
служебный пользование | дорогой друг | дорогой коллега | дорогой бот | дорогой товарищ | дорога друг | дорога коллега
дорога бот | дорога товарищ | честно говорить | короче говорить | кстати говорить | просто говорить | проще говорить
грубо говорить | собственно говорить | вообще говорить | иначе говорить | откровенно говорить | строго говорить
иной слово говорить | для отчетность | полнота картина | по долг служба | не в служба | в дружба | в бешенство
на пол-лист | при случай | на всякий случай | для понимание | в обрез | в двух слово | не секрет | чистый лист
в рамка подготовка к форум | ради все святой | между мы | губернатор на стол | глава на стол | министр на стол
начальник на стол | стоить знать | стоить понимать | стоить помнить | стоить сказать | почему стоить
получить поручение | поступить поручение | дать поручение собрать | отчитаться перед | в же новость | для же встреча
для завтра встреча | для этот встреча | 5 факт | 3 факт | 10 факт | 5 тезис | 3 тезис | 3 слово | 2 слово
5 предложение | 3 предложение | 5 строка | 3 строка | 10 строка | 5 пункт | 3 пункт | 7 факт
к заседание правительство | к заседание комиссия | к заседание коллегия | к приезд делегация | к приезд гость
по база | пробить по база | следующий вопрос | последний вопрос | 1 вопрос | 2 вопрос | 3 вопрос | прошлый раз | 1 зам
отмена давать | по запрос прокуратура | по запрос министерство | по запрос правительство | для учет | до обед
после обед | узкий место | комплектующий о | комплектующий про | все комплектующий | подробность и комплектующий
для протокол | что значить под | вопрос жизнь и смерть | в неведение | в какой направление | поставить задача
в двух слово | на полслово | на чистота | ради интерес | смех ради | чистый вода | в курс дело | в курс | край ухо
1 раз | из голова | в голова | весь голова | голова круг | в сухой остаток | сухой остаток | в общий черта | на палец
освежить в память | освежить память | дать база | в база | под рука | начать рассказ | 1 день на работа
1 день работать | 1 день тут | 1 день здесь | есть ли движение | есть движение | быть благодарный | быть признательный
быть благодарить | за зверь | за фрукт | за птица | за контора | за чудо | за ребята | за персонаж | за деятель
за хрень | за фигня | за шарашка | все закончиться | все кончиться | дело кончиться | дело закончиться
в комплектующий | какой картина | общий картина | прошу прощение | ради бог | в свет | на фон | в ключ
добрый время сутки | доброго время сутки | доброго время | сделать милость | время нет | нет время
вылететь из голова | без вода | на лист | на один лист | для чайник | по состояние на сегодня | состояние на сегодня
по состояние на сегодняшний день | на сегодняшний день | на текущий дата | зайти речь | речь зайти | рвать и метать
в мой адрес | в наш адрес | на мой адрес | на выход | на вход | голова идти круг | ум прикладывать | приложить ум
из ум | краткий экскурс | на почта | на мой почта | больший подробно | быть добрый | быть любезный | в указать срок
в кратчайший срок | в короткий срок | в срочный порядок | в рабочий порядок | в порядок информирование
в оперативный порядок | в установленный порядок | по возможность | при возможность | вопрос на засыпка | о что речь
под это | 1 время | нынешний государственный | государственный о | где быть мы | где делать мы этот | хотеть i'm five
до сведение | к сведение | для сведение | принять к сведение
"""
"""Turns of speech in keys; a word of them by itself may well be what is asked about."""

_ASKERS = _keys("""
управляющий начальница замгубернатор замминистра замминистр вице-губернатор прокуратура министерство глава начальник
начальство руководство директор зам заместитель зампред губернатор министр мэр коллега журналист корреспондент депутат
помощник секретарь куратор босс шеф советник председатель руководитель гость аудитор прокурор премьер-министр
президент посол ректор человек товарищ знакомый сын дочь приятель
""")
"""These may ask, or be told."""

_WANTING = _keys("""
просить попросить спрашивать спросить хотеть захотеть требовать потребовать поручить поручать запросить запрашивать
интересоваться поинтересоваться велеть приказать дергать торопить желать ждать допытываться задать задавать поставить
интересно ask want
""")
_TELLING_TO_DO = _keys("сказать говорить велеть поручить приказать просить попросить")
_ANSWERING = _keys("""
сказать говорить ответить отвечать доложить докладывать рассказать рассказывать показать отписать написать сообщить
пояснить объяснить отчитаться передать
""")
_NEEDED = _keys("надо нужно нужный необходимый интересно требоваться понадобиться")
_FOR = _keys("для у перед")
_IN = _keys("в во на из с по")
_OCCASIONS = _keys("""
встреча совещание планерка заседание документ бумага новость письмо отчет протокол пресса статья разговор собрание
брифинг интервью газета телевизор интернет чат канал доклад презентация переговоры радио сми лента летучка оперативка
справка
""")
_MENTIONING = _keys("""
упоминать упомянуть упоминаться видеть увидеть слышать услышать читать прочитать прочесть попасться встретить
встретиться встречать встречаться всплыть зайти обсуждать говорить спросить спрашивать попросить мелькать мелькнуть
промелькнуть фигурировать прозвучать звучать проскочить наткнуться
""")
_NEAR = 2
_TALK = 3
_SMALL = "же"  # stands where what was said stood: no other part of a sentence, no alien word
_ASKED_SOON = 5
_BURNING, _FORGETTING, _FIRST, _SAYING = "гореть", "забыть", "1", "говорить"
_PAPERS = _keys("доклад справка отчет информация презентация выступление сообщение материал")
_DATIVE = ("ару", "тру", "ніку", "шэфу", "тару", "тору")
_INFINITIVE = ("ть", "ти", "чь", "ться", "ць", "ці")
_ASKS = frozenset({"ask", "asks", "asked", "asking", "need", "needs", "wants"})


class _Phrase(NamedTuple):
    """A turn of speech; ``at`` is where in it the word stands by which it is looked for."""

    keys: tuple[str, ...]
    at: int


def _by_word(text: str) -> Mapping[str, tuple[_Phrase, ...]]:
    """Return phrases by their longest word, which is the rarest in questions; longer phrases first."""
    phrases = [tuple(each.split()) for each in text.replace("\n", "|").split("|") if each.strip()]
    found: dict[str, tuple[_Phrase, ...]] = {}
    for keys in sorted(phrases, key=len, reverse=True):
        rarest = max(keys, key=len)
        found[rarest] = (*found.get(rarest, ()), _Phrase(keys, keys.index(rarest)))
    return found


_SPOKEN = _by_word(_PHRASES)
_TOLD_BY = _ASKERS | _OCCASIONS | {_BURNING, _FORGETTING, _FIRST, _SAYING}
_TRIGGERS = _SPOKEN.keys() | _TOLD_BY

_CIRCUMSTANCE = re.compile(
    r"\s*(?:(?:[\w’'-]+\s){1,3}(?:завтра|заўтра|tomorrow|today)|сегодня|завтра|послезавтра|через|скоро|вечером|утром|дн[её]м"
    r"|в (?:понедельник|вторник|среду|четверг|пятницу)"
    r"|на следующей неделе|на носу|готов\w+|собира\w+|еду|едем|лечу|летим|иду|ид[её]м|жд[её]м|принимаем|встреча(?:ю|ем)"
    r"|приезжа\w+|приед\w+|прилета\w+|(?:на)?пиш[уе]м?|дела(?:ю|ем)|составля\w+|выступа\w+|пров\w+|сижу|стою|бегу"
    r"|заўтра|сёння|праз|рыхту\w+|еду|едзем|пішу|чака\w+"
    r"|tomorrow|today|in an? (?:hour|minute)|i(?:'m| am)|we(?:'re| are)"
    r"|writing|preparing|going|meeting|(?P<purpose>для|к|перед|for|before))\b(?P<told>[^.!?;:,]{0,90}?)(?:,|\s[-–—]|:)\s+",
    re.IGNORECASE,
)
_MET = _keys(
    "встреча совещание визит поездка переговоры командировка прием заседание форум выставка делегация приезд брифинг"
)
_ASIDE = re.compile(
    r"(?:^\s*|,\s*)(?:а то|если|чтобы?|потому что|поскольку|так как|ведь|иначе|хотя|раз уж|а я|я|сами|вы же"
    r"|ты же|каб|бо|because|if|otherwise|договорились|ид[её]т)\b[^,.!?;:]*",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"[,:] | [-–—] ")
_OF_TOPIC = _keys("про о об насчет по касательно")
_SAME = _keys("он она оно они это этот тот все весь немой нем ней них ним")
_ABOUT = _keys(
    "про насчет что как нужно надо нужный напомнить дать рассказать показать подсказать найти есть need what"
)


def without_carriers(words: Sequence[Word], dictionary: Words) -> tuple[Word, ...]:
    """Return the words, those that carry a question in a turn of speech read as a small word that says nothing."""
    if _TRIGGERS.isdisjoint([word.key for word in words]):
        return tuple(words)
    silent = {at for phrase in _phrases(words) for at in phrase}
    for at, word in enumerate(words):
        if word.key in _TOLD_BY and at not in silent:
            silent.update(_asking(words, at, dictionary))
    return tuple(
        replace(word, surface=_SMALL, key=SMALL, keys=(SMALL,)) if at in silent else word
        for at, word in enumerate(words)
    )


def without_circumstance(text: str, names: Names, words: Words) -> str:
    """Return what follows «завтра приезжают белорусы,» where that asks and names something by itself."""
    found = _CIRCUMSTANCE.match(text) if _SIGNS.search(text) else None
    if not found:
        return text
    purpose = found["purpose"] is not None
    if purpose and _MET.isdisjoint(word.key for word in words.words(found["told"])):
        return text
    rest = text[found.end() :]
    read = words.words(rest)
    asks = purpose or any(word.key in _ABOUT for word in read[:_ASKED_SOON])
    alone = names.mentions_among(read, rest, loose=True) or (
        _has_topic(read) and ("про" in rest.lower().split() or not names.mentions(text[: found.end()], loose=True))
    )
    return rest if asks and alone else text


def without_asides(text: str, names: Names, words: Words, asked: frozenset[str]) -> str:
    """Return a text without «, а то шеф съест», «, если не секрет»: clauses that neither name nor ask anything.

    ``asked``: the keys of words by which something is asked for; a clause with one of them stays.
    """
    for found in reversed(tuple(_ASIDE.finditer(text))):
        told = found[0]
        rest = text[: found.start()] + text[found.end() :]
        here = words.words(told)
        harmless = asked.isdisjoint(word.key for word in here) and not any(
            word.surface[0].isupper() for word in here[1:]
        )
        if harmless and rest.strip(" ,.!?") and not names.mentions_among(here, told, loose=True):
            text = rest
    return text


def _has_topic(words: Sequence[Word]) -> bool:
    """Return whether it is said what is asked about: «напомни про дроны», not «что о нём известно»."""
    return any(one.key in _OF_TOPIC and two.key not in _SAME for one, two in pairwise(words))


def _phrases(words: Sequence[Word]) -> Iterator[range]:
    """Yield where the turns of speech stand, the longest at each place."""
    for at, word in enumerate(words):
        for phrase in _SPOKEN.get(word.key, ()):
            first = at - phrase.at
            if first >= 0 and _stands(phrase.keys, words[first : first + len(phrase.keys)]):
                yield range(first, first + len(phrase.keys))
                break


def _stands(keys: Sequence[str], words: Sequence[Word]) -> bool:
    return len(keys) == len(words) and all(
        key in word.keys or key == word.surface.lower() for key, word in zip(keys, words, strict=True)
    )


def _asking(words: Sequence[Word], at: int, dictionary: Words) -> Iterator[int]:
    """Yield the places of whoever asks or is told, or of where something was mentioned, and of the verb."""
    word = words[at]
    if word.key == _BURNING and at == 0 and len(words) > _NEAR:
        yield at
    if word.key == _FORGETTING and {"past", "1per"} & dictionary.grammar(word.surface):
        yield at
    if word.surface == "I" and at + 1 < len(words) and words[at + 1].surface.isascii():
        yield at
    if word.key == _SAYING and word.surface.endswith(_INFINITIVE) and at and words[at - 1].key == "что":
        yield from (at - 1, at)  # «что говорить», not «что говорят»
    if word.key in _ASKERS:
        verb = _wanting(words, at, dictionary)
        told = _told_by(words, at, dictionary) if verb is None else verb
        if told is not None:
            yield from (at, told)
    if word.key in _OCCASIONS and 0 < at <= _NEAR and words[at - 1].key in _IN:
        verbs = [each for each in range(at + 1, min(at + 1 + _NEAR, len(words))) if words[each].key in _MENTIONING]
        if verbs:
            yield from (at, *verbs)


def _wanting(words: Sequence[Word], at: int, dictionary: Words) -> int | None:
    """Return where the verb by which somebody wants to know stands: «шеф просит», «начальник сказал узнать»."""
    latin_or_deputy = words[at].surface.isascii() or words[at].key.startswith("зам")
    if not latin_or_deputy and "nomn" not in dictionary.grammar(words[at].surface):
        return None
    near: int
    for near in (*range(at + 1, min(at + 1 + _NEAR, len(words))), at - 1):
        if near < 0 or words[near].surface.endswith(_INFINITIVE):
            continue
        if words[near].key in _WANTING or words[near].surface in _ASKS:
            return near
        after = words[near + 1 : near + 1 + _NEAR]
        if words[near].key in _TELLING_TO_DO and any(each.surface.endswith(_INFINITIVE) for each in after):
            return near
    return None


def _told_by(words: Sequence[Word], at: int, dictionary: Words) -> int | None:
    """Return the place of the word by which somebody is to be told: «ответить министру», «нужно губернатору»."""
    before = words[at - 1] if at else None
    if before is not None and before.key in _FOR:
        return at - 1
    grammar = dictionary.grammar(words[at].surface)
    if "datv" not in grammar and not words[at].surface.endswith(_DATIVE):
        return None
    after = words[at + 1] if at + 1 < len(words) else None
    telling = [each for each in (before, after) if each and each.key in _ANSWERING]
    if any(each.surface.endswith(_INFINITIVE) for each in telling) or (before and before.key in _PAPERS):
        return at
    needed = (after and after.key in _NEEDED) or (before and before.key in _NEEDED)
    begins = before is None and len(words) > _TALK and not {"gent", "loct"} & grammar
    return at if needed or begins else None
