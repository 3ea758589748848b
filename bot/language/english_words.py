"""English words of the field and what they are in Russian; small words that say nothing of a subject.

A word stands for itself, in the singular; «/» stands between what it may be. All lead to Russian keys, heads of
families where there are any.
"""

from collections.abc import Mapping
from types import MappingProxyType

from bot.language.families import HEAD_OF, SMALL

_SMALL = """
picture pictures silly hand mind slide slides guest guests worth worthwhile alive dead play care gain fluff wait
waiting waits await awaiting out off he's she's they're i'll you're you've you'd we'd we'll they've there's here's
that's isn't shouldn't didn't weren't wasn't who'd what're actually accurate acknowledge acquaint act acts add advance
affect afraid agree aim allow allowed allows almost alone amount answer answers anywhere apologies apologise apologize
apology appear appears apply approach appropriate arise arises aspect aspects assign assigned assure attention aware
bear beg begins begun behalf belief bit bits blank bother bottom bring broad broadly busy call called calling calls
calm catch caught certainly chance chat check checking choose clear clearly close closely colleague colleagues common
complete completely complicated compose comprehensive conclusion confirm confirmed confusing consider considering
convey correct correctly cover covered covers crucial curiosity date dare decide decided deep deeper define definition
described description desperate desperately difference different difficult difficulty dig discover doubt dumb each
ease easily easy effect efforts either entire entirely essential even every exact exactly examine excellent except
excited exciting experience explained explaining explanation express extra extremely face fairly familiar
famous far feel felt few final finally finding fine finish finished fix focus folks forget forgive form forth frankly
friend friends full further general generally gentle gentlemen get getting given gives giving glance glimpse grasp
grips guide guidance guy handle handy happens hard hardly haste hear heads-up hell here highlight highlights hint
honest honestly hope hopefully hoping huge imagine immediate immediately impact importance imply impression
incidentally including indicate inform informed initial inquire inquiry inquiring enquire enquiry enquiring instance
instantly intend intention interesting interview introduce involve journey keen keep kept kick kidding kindness knew
knowing knowledge known lack ladies large largely later learn learned leave leaving left less let's letting likely
little long looks lot lots love low luck maam madam major manner mark maybe meaningful means mere merely message
middle minimum minute minutes miss missing mistake moments moreover mostly naturally near nearly necessary necessity
needed needless neither never nevertheless nobody none nope normal normally nothing notice noticed notion nowhere
obvious obviously occasion odd oh once onto opinion opinions ordinary original others ought ourselves outcomes outlook
overall own particular particularly pass passed patience patient pause perfect perfectly perhaps permit personally
perspective phrase pick picked piece pieces pleasure plenty plus possibility possible possibly precise precisely
prefer preferably preparing prepared presumably previously primary priority probably proceed process prompt promptly
proper properly prospect prospects prove proven purely put puts putting quite raise raised random rapid rapidly rather
reach reached reading ready realise realize realized really reason reasonable reasons recall receive refer reference
referring regret relate remain remains remark remarks remember reminding repeat repeated replying reply represent
requested requests require required requires respect respectfully respond responding return reveal review reviewing
roughly rush rushing safe satisfied saying says scratch seek seeking seem seemed seems sending sends sent separate
serious seriously shared shares sharing she'd shortly showing shown shows sides sight significance significant similar
simpler simplest sincerely single sit situations slightly slow small smart solid solution solutions somehow sometime
sometimes somewhat somewhere sooner speaking specifically specifics spell spend spoke spot standpoint starting stop
straight straightforward strange strictly strong struggle struggling stuff successes successfully suddenly sufficient
suggest suggested suggestion suggestions suitable summaries supposed surely surprise surprised swear taken takes
taking talked talking telling tells tend tends terribly thankfully thanking that'd themselves theirs thorough
thoroughly thought thoughts throw tiny tip tips tired together told tonight totally touch toward towards traction
treat tricky trouble troubled true truly trust turn turned twice typical typically ultimately unable unclear
understands unfortunately unsure unusual upfront usual valuable value various verify vital wanted wanting warm waste
watch weird welcome well-known whatever whenever wherever whichever whilst whoever willing wise worried worry worse
worst wrap wrong yeah yep yesterday's yours yourself youre dont cant whats hows wheres thats im ive id didnt doesnt
isnt can't don't doesn't aren't won't wouldn't couldn't haven't hasn't tomorrow's version versions essentials essence
moving move moves moved forward became become becomes problem problems purpose advise advice comes detailed basics
fundamentals gather collect provided providing draft email letter memo note notes facts fact truth rumor rumors rumour
rumours actual real fast hurry concise plain language understand understanding understood compile compiled
introduction introductory helpful helps assist assistance am journalists journalist reporter reporters regard regards
words word nutshell remind curious request requesting gist rundown speed fill i'm i'd i've we're we've it's what's
how's where's who's couple sentence sentences sorry excuse meant meaning speech prepare preparation write stand
standing achieve achieved urgently urgency pull brought hey bot dude mate guys refresh recap tldr quickly primer
explainer overviews cheat sheet bullet bullets paragraph line lines sense scoop lowdown skinny enlighten educate
elaborate expand outline sketch summarize summarise summarizing summed sum context insight insights clue idea ideas
confused lost stuck forgot hearing mentions discussing heading headed everyone afternoon btw imo afaik gimme gonna
wanna lemme pretty appreciate appreciated grateful thankful cheers thx ta anyway basically essentially literally
simply still anymore longer besides hence again indeed likewise already presently as five follow following reserved
based use using used uses user view set back well able include includes received believe wish yet down therefore thus
whether instead otherwise recently directly away okay ok sure nice section category series sort term terms text copy
read file table record entry card profile content contents format comment compare stage step response requirement
condition benefit success successful achievement challenge potential opportunity product located location interested
interest looking support background option way ways home page top period mr ms dr team basis connected connection
apart rest whole happy glad wondering wonder guess think suppose assume trying try tried heard seen saw talk speak
clarify specify one ones additionally regularly whatsoever altogether nowadays hitherto aforementioned
respective respectively accordingly namely re attn fyi asap pls plz he she they them him his her hers my mine these
those whose whom because but if then than so not no yes also only just very most least several other another up over
around through against across while unless upon within without among along let see look got say said ask asked asking
question thanks thank good morning evening kind kindly mrs sir work having being might shall cannot done made ago
total number brief summary overview report key big biggest largest progress level type area direction sphere
everything moment via per versus vs amongst such etc both same too ever always often usually soon especially specific
certain available existing relevant important useful name named title titled exist exists relates concern concerns
involves mean matter matters topic topics subject subjects issue issues point points thing things item items case
cases example examples today's fully quick briefly short simple anyone someone somebody anybody everybody
"""

_ENGLISH = """
writing писать, written писать, urgent срочный, submit сдать, missed пропустить, framework рамочный, basic базовый
main главный, two два, three три, four четыре
fresh новый, newest последний, old старый, older старый, time время, station вокзал, result итог, outcome итог
employee сотрудник, worker сотрудник, staff сотрудник, economy экономика, budget бюджет, profit прибыль
revenue выручка, bank банк, oil нефть, gas газ, steel сталь, metal металл, energy энергетика
construction строительство, food продовольствие, weekly неделя, monthly месяц, europe европа, japan япония
france франция, italy италия, spain испания, britain британия, england англия, america америка, canada канада
mexico мексика, brazil бразилия, korea корея, pakistan пакистан, israel израиль, egypt египет, africa африка
asia азия, purchase закупка, procurement закупка, tender тендер, responsible ответственный, charge глава
representative представитель, member участник, delegate делегация, search этот/поисковик, host состояться
hosted состояться, market рынок, law закон, service услуга, american американский, german немецкий, japanese японский
korean корейский, french французский, ukrainian украинский, lithuanian литовский, kazakh казахский, turkish турецкий
indian индийский, iranian иранский, fall осень, autumn осень, summer лето, winter зима, ship корабль
shipbuilding судостроение, space космос, chemical химический, chemistry химия, wood дерево, furniture мебель
milk молоко, meat мясо, dairy молочный, music музыка, game игра, sing песня, story история, birthday рождение
age возраст, wife жена, husband муж, married жена, code код, script скрипт, essay эссе, pirate пират
recommend посоветовать, book книга, photo фото, video видео, temperature температура, rain дождь
snow снег, lawyer юрист, police полиция, court суд, jail тюрьма, sanction санкция, lunch обед, dinner ужин
breakfast завтрак, beer пиво, vodka водка, bribe взятка, corruption коррупция, idiot дурак, stupid дурак, fool дурак
shit говно, fuck блядь, fucking блядь, damn черт, agreement соглашение, contract соглашение, treaty соглашение
deal соглашение, memorandum меморандум, mou меморандум, plan план, road дорожный, map карта, roadmap дорожный
project проект, organisation организация, organization организация, company предприятие, enterprise предприятие
plant завод, works завод, factory фабрика, red красный, event событие, meeting встреча/заседание, anything что
something что, visit визит, forum форум, exhibition выставка, expo выставка, fair выставка, indicator показатель
person человек, sector отрасль, industry промышленность, industries отрасль, field отрасль, list список, news новость
deadline срок, due срок, overdue просрочить, commitment обязательство, people люди, signed подписать, sign подписать
signatory подписать, aircraft авиация, aviation авиация, aerospace авиация, engineering строение, airplane самолет
plane самолет, aeroplane самолет, wing крыло, repair ремонтный, automotive автопром, car автомобильный
automobile автомобильный, component автокомпонент, part комплектующий, trailer прицеп, machine-tool станкостроение
machine станок/техника, tool станок, building строение, instrument приборостроение, making строение
electronics электроника, microelectronics микроэлектроника, chip микроэлектроника, unmanned беспилотник
drone беспилотник, uav беспилотник, uas беспилотник, agriculture сельхоз, agricultural сельхоз, farm сельхоз
register реестр, deal соглашение, agree договориться, agreed договориться, fallen погибший, soldiers солдат
soldier солдат, supplies поставлять, flew рейс, flies рейс, ties связь, tie связь, diplomat посольство
diplomats посольство
travelled поездка
traveled поездка, till до, every каждый, database база, farming сельхоз
machinery техника, tractor трактор, railway железнодорожный
railways железнодорожный
rail железнодорожный, railroad железнодорожный, metro метро, subway метро, underground метро, business бизнес
contact связь, trade торговля, turnover товарооборот, export экспорт, import импорт, growth рост, science наука
education образование, university вуз, universities вуз, state государственный, technical технический
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
from из, and и, or или, is быть, are быть, was быть, were быть, be быть, do делать, does делать, did быть, has иметь
have иметь, between между, about о, our наш, us мы, me мне, we мы, you вы, your ваш, it это, its его, any какой-нибудь
all весь, there есть, this этот, that этот, tell рассказать, show показать, give дать, please пожалуйста, can мочь
until до, before до, after после, since с, during за, end конец, doing делать, happen происходить, occur происходить
occurred происходить, going происходить, happening происходить, know знать, find найти, status статус, january январь
february февраль, march март, april апрель, may май, june июнь, july июль, august август, september сентябрь
october октябрь, november ноябрь, december декабрь, into в, their их, new новый, maz маз, mtz мтз, uaz уаз, umz умз
aviastar авиастар, polesie полесье, joint совместный, manufacturing производство, manufacture производство
production производство, produce выпускать, make выпускать, force действовать, valid действовать
effective действовать, active действующий, expire истекать, expired истечь, expires истекать, upcoming ближайший
recent последний, academy академия, sciences наука, scientific наука, research наука, spare запчасть, toys игрушка
repairs ремонтный, hello здравствовать, hi здравствовать, dear уважаемый, could мочь, would мочь, like хотеть
need нужный, want хотеть, information информация, info информация, update сводка, situation ситуация, regarding насчет
concerning насчет, related касаться, under под, more еще, details подробность, detail подробность, side сторона
party сторона, parties сторона, role роль, position должность, post должность, office должность, job должность
chief глава, leader глава, boss глава, figures цифра, figure цифра, statistics статистика, data данные, volume объем
rate темп, grow рост, grew рост, grown рост, increase рост, increased рост, percent процент, million миллион
billion миллиард, talks переговоры, negotiations переговоры, trip поездка, pm премьер-министр, resident резидент
promise обещание, promised обещать, promises обещание, pledge обещание, discrepancy расхождение, differ расхождение
logistics логистика, freight перевозка, cargo перевозка, shipping перевозка, doctor медик, pharma фарма
pharmaceutical фарма, nuclear ядерный, museum музей, theatre театр, theater театр, festival фестиваль
bilateral двусторонний, partner партнер, partners партнер, some весь, will быть, been быть, had иметь, should мочь
must надо, today сегодня, yesterday вчера, tomorrow завтра, week неделя, weeks неделя, days день, day день
collaboration сотрудничество, partnership сотрудничество, relation связь, second второй, fourth четвертый
past прошлый, future будущий, right сейчас, now сейчас, currently сейчас, ongoing текущий, planned планироваться
held состояться, take проходить, place место, took проходить, involved участвовать, participate участвовать
participants участник, participating участвовать, supplier поставщик, buyer покупатель, fulfilled выполнение
implemented выполнение, implementation выполнение, completed выполнение, late просрочить, weather погода
currency валюта, exchange-rate курс, action мероприятие, accord соглашение, pact соглашение, arrangement соглашение
document документ, paper документ, protocol протокол, programme программа, program программа, initiative проект
venture предприятие, firm предприятие, manufacturer производитель, producer производитель, maker производитель
facility завод, mill фабрика, agency агентство, authority ведомство, institution организация, holding холдинг
summit форум, mission миссия, official лицо, leadership руководство, metric показатель, branch отрасль, domain сфера
outstanding просрочить, obligation обязательство, reminder напоминание, assignment поручение, headline новость
press пресса, publication публикация, article публикация, media сми, digest дайджест, monday понедельник
tuesday вторник, wednesday среда, thursday четверг, friday пятница, saturday суббота, sunday воскресенье, jan январь
feb февраль, mar март, apr апрель, jun июнь, jul июль, aug август, sep сентябрь, sept сентябрь, oct октябрь
nov ноябрь, dec декабрь, aeronautics авиация, helicopter вертолет, jet самолет, airliner самолет, composite композит
austria австрия, lately новость, published новость, measures мероприятие, carried выполнение
auto автомобильный, truck грузовик, lorry грузовик, motor моторный, engine двигатель, lathe станок, milling станок
cnc чпу, robot робот, instrumentation приборостроение, device прибор, semiconductor микроэлектроника
microchip микроэлектроника, radio радиоэлектроника, radioelectronics радиоэлектроника, quadcopter беспилотник
copter беспилотник, aerial летательный, agro сельхоз, agribusiness сельхоз, agrifood сельхоз, agri-food сельхоз
harvester комбайн, combine комбайн, livestock животноводство, grain зерно, crop урожай, train железнодорожный
locomotive железнодорожный, wagon вагон, track путевой, sleeper шпала, rolling-stock вагон
entrepreneurship предприниматель, commercial торговля, commerce торговля, trading торговля, exporter экспорт
importer импорт, chamber палата, academic наука, scientist наука, researcher наука, postgraduate аспирант
graduate выпускник, training образование, educational образование, learning образование, higher высокий, institute вуз
college вуз, art искусство, arts искусство, heritage наследие, library библиотека, hall мэрия, municipality мэрия
humanitarian гуманитарный, young молодежь, teenager молодежь, pupil школьник, child школьник, children школьник
kid школьник, patriotic патриотический, memory память, war война, veteran ветеран, memorial память, garment швейный
sewing швейный, apparel швейный, clothing одежда, clothes одежда, footwear обувь, shoe обувь, knitwear трикотаж
fabric ткань, trolleybus троллейбус, trolley троллейбус, tram трамвай, sez сэз, fez сэз, invest инвестиция
investing инвестиция, fly рейс, flying рейс, route рейс, carrier перевозка, direct прямой, touristic туризм
travel туризм, leisure отдых, recreation отдых, health медицина, drug лекарство, diagnostic диагностика
plastic пластмасса, united объединить, presidential президент, parliament парламент, council совет, senate сенат
deputy заместитель, vice вице, leads глава, led глава, run глава, manage управлять, manager управляющий
director директор, ceo директор, rector ректор, envoy посол, chairwoman председатель, chair председатель
chairperson председатель, nizhny нижний, nizhniy нижний, novgorod новгород, moscow москва, irkutsk иркутск
polotsk полоцк, novopolotsk новополоцк, yekaterinburg екатеринбург, ekaterinburg екатеринбург, china китай
poland польша, lithuania литва, latvia латвия, estonia эстония, ukraine украина, kazakhstan казахстан, turkey турция
germany германия, india индия, iran иран, usa сша, uzbekistan узбекистан, armenia армения, azerbaijan азербайджан
serbia сербия, vietnam вьетнам, mongolia монголия, cuba куба, tatarstan татарстан, samara самара, penza пенза
kazan казань, saratov саратов, mordovia мордовия, chuvashia чувашия, bashkortostan башкортостан, chinese китай
polish польша, attend участвовать, cooperate сотрудничать, cooperates сотрудничать, collaborate сотрудничать
join участвовать, hold состояться, conclude подписать, concluded подписать, inked подписать, deliver поставка
delivered поставка, supplied поставка, launch запустить, launched запустить, open открыть, opened открыть
build построить, built построить, discuss обсудить, discussed обсудить, meet встреча, met встреча, come визит
came визит, arrive визит, arrived визит, explain объяснить, mention упомянуть, mentioned упомянуть
describe рассказать, provide дать, send прислать, share дать, help помочь, mutual взаимный, strategic стратегический
federal федеральный, national национальный, international международный, interregional межрегиональный
foreign внешний, external внешний, annual год, quarterly квартал, expected ожидать, expect ожидать, expects ожидать
forecast ожидать
projected ожидать, target цель, expiring истекать, terminated истечь, ended закончиться, ends заканчиваться
begin начать, began начать, start начать, started начать, poem стих, verse стих, song песня, recipe рецепт
joke анекдот, football футбол, soccer футбол, hockey хоккей, movie фильм, film фильм, price цена, cost стоимость
ticket билет, hotel гостиница, restaurant ресторан, cafe кафе, salary зарплата, wage зарплата, vacancy вакансия
population население, phone телефон, address адрес, dollar доллар, euro евро, bitcoin биткоин, translate перевести
translation перевод, election выборы, tax налог, loan кредит, hospital больница, history история, sport спорт
sports спорт, management управление, competence компетенция, competency компетенция, gifted одаренный
talented одаренный, scarlet алый, sail парус, searchers поисковик, expedition экспедиция, movement движение
railcar вагон, belarusians беларусь, belarusan беларусь, assembly сборка, localization локализация
localisation локализация, substitution замещение, import-substitution импортозамещение, implementing выполнение
fulfil выполнение, fulfill выполнение, execute выполнение, execution выполнение, decision решение
accomplished выполнение, stone камень, great великий, roundtable стол, co-chair сопредседатель, cochair сопредседатель
contractor контрагент, stakeholder участник, beneficiary участник, booth стенд, pavilion павильон, airfield аэропорт
aerodrome аэропорт, fortress крепость, teacher учитель, framework рамочный, interagency межведомственный, centre центр
center центр, equipment оборудование, mounted навесной, hub хаб, kit набор, black черный, kultura культура
homiel гомель, videoconference видеоконференция
"""

ENGLISH: Mapping[str, tuple[str, ...]] = MappingProxyType(
    dict.fromkeys(_SMALL.split(), (SMALL,))
    | {
        word: tuple(HEAD_OF.get(each, each) for each in meant.split("/"))
        for pair in _ENGLISH.replace("\n", ",").split(",")
        if pair.strip()
        for word, meant in (pair.split(),)
    }
)
