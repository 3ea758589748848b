"""The words of our field in Belarusian and English, and what they are in Russian.

Tables: a Belarusian word is known by its beginning (so any form is), an English one by itself. All lead to Russian
keys, heads of families where there are any, so a name given in one language is found in another; small words that say
nothing of a subject stand for «этот». Lower case, «е» for «ё».
"""

from collections.abc import Mapping
from types import MappingProxyType

from bot.language.families import HEAD_OF

SMALL = "этот"

_BELARUSIAN = """
авіябуд авиастроение, авіяпрам авиастроение, авіяцы авиация, авіярэйс рейс, авіязнос авиасообщение, самалёт самолет
самалет самолет, аўтамабілебуд автопром, аўтапрам автопром, аўтакампанен автокомпонент, аўтазавод автозавод
аўтобус автобус, станкабуд станкостроение, станк станок, прыборабуд приборостроение, радыёэлектрон радиоэлектроника
электронік электроника, мікраэлектрон микроэлектроника, беспілот беспилотник, сельгас сельхоз
сельгастэхн сельхозтехника, сельск сельский, сельскай сельский, гаспадар хозяйство, тэхнік техника, трактар трактор
чыгун железнодорожный, чыгунач железнодорожный, машынабуд машиностроение, метрапаліт метро, дзелав бизнес, сувяз связь
выстав выставка, гандл торговля, гандал торговля, тавараабарот товарооборот, навук наука, адукац образование
універсіт вуз, ўніверсіт вуз, культур культура, моладз молодежь, памяц память, памяць память, вайн война, лёгк легкий
прамысловасц промышленность, пасажырск пассажирский, камунальн коммунальный, эканаміч экономический
эканомік экономика, зон зона, інвестыц инвестиция, інвест инвестиция, транспарт транспорт, турызм туризм
турыст туризм, медыцын медицина, цацк игрушка, цацак игрушка, спажывецк потребительский, тавар товар
пагадненн соглашение, пагаднення соглашение, дамов соглашение, дагавор соглашение, мемарандум меморандум, план план
мерапрыемств мероприятие, падпіс подписать, віцебск витебск, віцебс витебск, віцяб витебск, мінск минск, менск минск
брэст брест, брэсц брест, бярэсц брест, гомел гомель, гомель гомель, магілё могилев, магіле могилев, гродзен гродно
гродн гродно, беларуск беларусь, беларус беларусь, расі россия, расій россия, ульянаўск ульяновск, ульянаўс ульяновск
вобласц область, вобласт область, абласн область, мінгарвыканкам мингорисполком, аблвыканкам облисполком
гарвыканкам горисполком, выканаўч исполнительный, камітэт комитет, арганізац организация, прадпрыемств предприятие
завод завод, праект проект, праекц проект, навін новость, тэрмін срок, губернатар губернатор, старшын председатель
кіраўн глава, пасол посол, паслом посол, пасольств посольство, форум форум, рэгіён область, сустрэч встреча
візіт визит, супрацоўн сотрудничество, супольн сотрудничество, спіс список, спісак список, галін отрасль
паказчык показатель, падзе событие, падзей событие, такі такой, кіру глава, узначальв глава, удзельніча участвовать
ўдзельніча участвовать, удзельнік участник, ўзначальв глава, хто кто, калі когда, дзе где, апошн последний
студзен январь, сакавік март, красавік апрель, чэрвен июнь, ліпен июль, жнів август, верас сентябрь, верасень сентябрь
кастрычнік октябрь, лістапад ноябрь, снеж декабрь, снежан декабрь, якія какой, якое какой, якая какой, якім какой
якіх какой, якой какой, колькі сколько, што что, трактарн трактор, мінскім минск, вайсков военный
дзяржаўн государственный, кухараў кухарев, кухарав кухарев, крылл крыло, школьнік школьник, школьнікаў школьник
дзяц школьник, рэйс рейс, самалётабуд авиастроение, цягнік поезд, інапрам иннопром, іннапрам иннопром, палессе полесье
палесс полесье, акруг округ, новага новый, робіц делать, працу работать, пратэрмінав просрочить, мэр мэр
мясцов местный, інтэграл интеграл, роспіс план, дарожн дорожный, карт карта, новы новый, першы первый, перша первый
трэц третий, чацверт четвертый, другі второй, другім второй, маі май, траўн май, дзейніч действовать, дзеянн действие
дзейн действующий, дзейнасц деятельность, фабрык фабрика, рамонтн ремонтный, рамонт ремонт, авіярамонт авиаремонтный
рухавік двигатель, дэтал деталь, камплектуюч комплектующий, вузл узел, вузел узел, агрэгат агрегат, дастаўк поставка
пастаўк поставка, паставак поставка, вытворч производство, запчастк запчасть, раскаж рассказать, распавяд рассказать
пакаж показать, падкаж подсказать, дзяку спасибо, вітаю здравствовать, прывітанн здравствовать, дзень день, дзён день
сёння сегодня, учора вчера, заўтра завтра, зараз сейчас, цяпер теперь, гэт этот, трэб надо, зрабіц сделать
скажыц сказать, цікав интересно, гадоў год, годзе год, гадах год, тыдз неделя, тыдн неделя, тыдзень неделя
месяц месяц, месяцы месяц, паўгод полугодие, паўгоддз полугодие, кварта квартал, мінул прошлый, наступн следующий
бліжэйш ближайший, канц конец, канца конец, агульн общий, прамыслов промышленный, дэлегац делегация
пасяджэнн заседание, рабоч рабочий, груп группа, абмен обмен, паездк поездка, паездак поездка, паездц поездка
школ школа, вучн школьник, вучань школьник, экспедыц экспедиция, пошук поисковик, аэрапорт аэропорт
прэзідэнт президент, міністр министр, міністэрств министерство, дырэктар директор, дзяржкамваенпрам госкомвоенпром
мінтранс минтранс, саюз союз, прадпрымальн предприниматель, прамыслоўц промышленник, прамыслоўцаў промышленник
свабодн свободный, партов портовый, цэнтр центр, кампетэнц компетенция, карпарац корпорация, развіц развитие
развіцц развитие, імпарт импорт, экспарт экспорт, знешн внешний, лічб цифра, лічбы цифра, адказн ответственный
даручэнн поручение, справаздач отчет, дакумент документ, абавяз обязательство, абяц обещать, абяца обещать
выкана выполнение, прыезд визит, прыязджа визит, амбасад посольство, радыё радио, кампан компания, кааперац кооперация
вынік итог, яшчэ еще, магчым мочь, ведам знать, увес весь, усе весь, горад город, горада город, горадз город
раён район, педагаг педагогический, тэхнічн технический, аграрн аграрный, адбы состояться, ноўгарад новгород
ноўгарадз новгород, ніжн нижний, дамові соглашаться, аўтамабільн автомобильный, таргов торговля, дзіц школьник
крэпасц крепость, надвор погода
"""

_SMALL_BELARUSIAN = """
яна яны яго чым паміж праз пасля перад адкуль чаму навошта кожны кожная кожнае іншы іншыя альбо каб быццам таксама
толькі вельмі больш менш можна нельга ёсць няма быў былі будзе будуць ідзе ідуць робім робіцца зроблена працягваецца
сітуацыя сітуацыі звесткі інфармацыя інфармацыю дадзеныя дапамажыце калегі шаноўны шаноўныя добрай раніцы вечар вечара
плануецца чакаецца падтрымка пытанне пытанні адказ удзел падрабязней коратка агляд год
"""

SMALL_BELARUSIAN = frozenset(_SMALL_BELARUSIAN.replace("ё", "е").split())
"""These stand for themselves: a surname may begin as one of them does."""

_SMALL_ENGLISH = """
he she they them him his her hers my mine theirs these those whose whom because but if then than so not no yes also
only just very most least few several other another each every none here up down over around through against across
while unless upon within without among along toward let see look get got getting say said told ask asked asking
question answer thanks thank good morning evening afternoon kind kindly regards mr mrs sir madam colleague work team
having being might shall cannot done made ago later total number amount overall general brief summary overview report
full complete main key major big biggest largest small old progress fact level type area direction sphere everything
anything something moment
"""

BELARUSIAN: Mapping[str, str] = MappingProxyType(
    {
        beginning: HEAD_OF.get(meant, meant)
        for pair in _BELARUSIAN.replace("\n", ",").split(",")
        if pair.strip()
        for beginning, meant in (pair.replace("ё", "е").split(),)
    }
)

_ENGLISH = """
agreement соглашение, contract соглашение, treaty соглашение, deal соглашение, memorandum меморандум, mou меморандум
plan план, road дорожный, map карта, roadmap дорожный, project проект, organisation организация
organization организация, company предприятие, enterprise предприятие, plant завод, works завод, factory фабрика
red красный, event событие, meeting встреча, visit визит, forum форум, exhibition выставка, expo выставка
fair выставка, indicator показатель, person человек, sector отрасль, industry промышленность, industries отрасль
field отрасль, list список, news новость, deadline срок, due срок, overdue просрочить, commitment обязательство
person лицо, people люди, signed подписать, sign подписать, signatory подписать, aircraft авиация, aviation авиация
aerospace авиация, engineering строение, airplane самолет, plane самолет, aeroplane самолет, wing крыло
repair ремонтный, automotive автопром, car автомобильный, automobile автомобильный, component автокомпонент
part комплектующий, trailer прицеп, machine-tool станкостроение, machine станок, tool станок, building строение
instrument приборостроение, making строение, electronics электроника, microelectronics микроэлектроника
chip микроэлектроника, unmanned беспилотник, drone беспилотник, uav беспилотник, uas беспилотник, agriculture сельхоз
agricultural сельхоз, farm сельхоз, farming сельхоз, machinery техника, tractor трактор, railway железнодорожный
railways железнодорожный, rail железнодорожный, railroad железнодорожный, metro метро, subway метро, underground метро
business бизнес, contact связь, trade торговля, turnover товарооборот, export экспорт, import импорт, growth рост
science наука, education образование, university вуз, universities вуз, state государственный, technical технический
pedagogical педагогический, agrarian аграрный, culture культура, cultural культура, youth молодежь, remembrance память
light легкий, textile текстиль, passenger пассажирский, municipal коммунальный, vehicle техника, bus автобус
buses автобус, economic экономический, zone зона, free свободный, special особый, port портовый, investment инвестиция
investor инвестиция, transport транспорт, air авиасообщение, flight рейс, link связь, airline авиакомпания
airport аэропорт, tourism туризм, tourist туризм, healthcare медицина, medicine медицина, medical медицина
toy игрушка, consumer потребительский, goods товар, governor губернатор, mayor мэр, ambassador посол
embassy посольство, minister министр, chairman председатель, head глава, government правительство
administration администрация, president президент, committee комитет, executive исполнительный, city городской
regional область, region область, oblast область, civil гражданский, belarus беларусь, belarusian беларусь
belorussia беларусь, byelorussia беларусь, belarussian беларусь, ulyanovsk ульяновск, minsk минск, vitebsk витебск
viciebsk витебск, brest брест, gomel гомель, homel гомель, mogilev могилев, mahilyow могилев, grodno гродно
hrodna гродно, russia россия, russian россия, baranovichi барановичи, dimitrovgrad димитровград, kobrin кобрин
union союз, industrialist промышленник, entrepreneur предприниматель, cooperation сотрудничество
ministry министерство, corporation корпорация, development развитие, military военный, innoprom иннопром
tamping подбивочный, unit блок, school школьник, schoolchildren школьник, student студент, exchange обмен
working рабочий, group группа, session заседание, park парк, industrial индустриальный, first первый, third третий
fifth пятый, delegation делегация, supply поставка, supplies поставка, delivery поставка, last последний
latest последний, next следующий, current нынешний, previous прошлый, half полугодие, quarter квартал, year год
month месяц, prime премьер-министр, who кто, what что, when когда, where где, which какой, how как, why почему
much сколько, many сколько, the же, a же, an же, task задача, of о, on о, in в, at в, by от, with с, for для, to к
from из, and и, or или, is быть, are быть, was быть, were быть, be быть, do делать, does делать, did делать, has иметь
have иметь, between между, about о, our наш, us мы, me мне, we мы, you вы, your ваш, it это, its его, any какой-нибудь
all весь, there есть, this этот, that этот, tell рассказать, show показать, give дать, please пожалуйста, can мочь
until до, before до, after после, since с, during за, end конец, doing делать, going происходить
happening происходить, know знать, find найти, status статус, january январь, february февраль, march март
april апрель, may май, june июнь, july июль, august август, september сентябрь, october октябрь, november ноябрь
december декабрь, into в, their их, new новый, maz маз, mtz мтз, uaz уаз, umz умз, aviastar авиастар, polesie полесье
joint совместный, manufacturing производство, manufacture производство, production производство, produce выпускать
make выпускать, force действовать, valid действовать, effective действовать, active действующий, expire истекать
expired истечь, expires истекать, upcoming ближайший, recent последний, academy академия, sciences наука
scientific наука, research наука, spare запчасть, toys игрушка, repairs ремонтный, hello здравствовать
hi здравствовать, dear уважаемый, could мочь, would мочь, like хотеть, need нужный, want хотеть
information информация, info информация, update сводка, situation ситуация, regarding насчет, concerning насчет
related касаться, under под, more еще, details подробность, detail подробность, side сторона, party сторона
parties сторона, role роль, position должность, post должность, office должность, job должность, chief глава
leader глава, boss глава, figures цифра, figure цифра, statistics статистика, data данные, volume объем, rate темп
grow рост, grew рост, grown рост, increase рост, increased рост, percent процент, million миллион, billion миллиард
talks переговоры, negotiations переговоры, trip поездка, pm премьер-министр, resident резидент, promise обещание
promised обещать, promises обещание, pledge обещание, discrepancy расхождение, differ расхождение, logistics логистика
freight перевозка, cargo перевозка, shipping перевозка, doctor медик, pharma фарма, pharmaceutical фарма
nuclear ядерный, museum музей, theatre театр, theater театр, festival фестиваль, bilateral двусторонний
partner партнер, partners партнер, some весь, will быть, been быть, had иметь, should мочь, must надо, today сегодня
yesterday вчера, tomorrow завтра, week неделя, weeks неделя, days день, day день, collaboration сотрудничество
partnership сотрудничество, relation связь, second второй, fourth четвертый, past прошлый, future будущий
right сейчас, now сейчас, currently сейчас, ongoing текущий, planned планироваться, held состояться, take проходить
place место, took проходить, involved участвовать, participate участвовать, participants участник
participating участвовать, supplier поставщик, buyer покупатель, fulfilled выполнение, implemented выполнение
implementation выполнение, completed выполнение, late просрочить, weather погода, currency валюта, exchange-rate курс
"""

ENGLISH: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(_SMALL_ENGLISH.split(), SMALL)
    | {
        word: HEAD_OF.get(meant, meant)
        for pair in _ENGLISH.replace("\n", ",").split(",")
        if pair.strip()
        for word, meant in (pair.split(),)
    }
)
