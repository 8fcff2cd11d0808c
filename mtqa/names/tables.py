"""Small closed word lists about names in English: our own, by hand, folded.

They hold what grammar and the map give (months, titles, heads of organisations, countries), never a
name that an article happened to contain.
"""

from __future__ import annotations

from typing import Final

__all__ = [
    "ABBREVIATED",
    "CALENDAR",
    "COMPOUND_ENDINGS",
    "DEMONYMS",
    "DIRECTIONS",
    "FUNCTION_WORDS",
    "GENERIC_HEADS",
    "GOVERNMENT_NOUNS",
    "INNER_WORDS",
    "KNOWN_PLACES",
    "LEADER_WORDS",
    "LOOK_ALIKES",
    "PARTICLES",
    "PERSON_TITLES",
    "PLACE_PREPOSITIONS",
    "PRONOUN_SURNAMES",
    "ROLE_WORDS",
    "SEATS",
    "SPEECH_VERBS",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Words that a full stop follows without ending a sentence.
ABBREVIATED: Final = _words(
    "dr mr mrs ms prof st ste mt gen col maj capt lt sgt sen rep gov rev adm hon jr sr brig cmdr cpl det supt amb insp "
    "fr br messrs mme mlle pres vs ft"
)

#: Months and weekdays; not the short forms that are also names or words (Jun, Mar, Sun).
CALENDAR: Final = _words(
    "january february march april may june july august september october november december feb apr aug sept oct nov "
    "monday tuesday wednesday thursday friday saturday sunday tue wed thu"
)

#: Points of the compass, which join a name but make none.
DIRECTIONS: Final = _words(
    "north south east west northern southern eastern western northeast northwest southeast southwest northeastern "
    "northwestern southeastern southwestern central"
)

#: Words that are never the beginning or end of a name when they begin a sentence or stand in a headline.
FUNCTION_WORDS: Final = _words(
    "a an the this that these those and or but nor so yet for of in on at by to from with without within into onto "
    "over under above below between among amid against about after before since until while when where why how who "
    "whom whose which what if unless although though because as than then there here it its he she they we you i his "
    "her their our your my me him them us one two three four five six seven eight nine ten some any all both each "
    "every either neither no not none only also even just still already again once more most much many few several "
    "such same other another another's is are was were be been being am do does did has have had will would can could "
    "shall should may might must let yes oh well now today tomorrow yesterday tonight however moreover meanwhile "
    "despite during per via upon off up down out like unlike following according i'm i've i'd i'll it's that's he's "
    "she's there's we're they're you're don't doesn't didn't can't won't isn't aren't wasn't"
)

#: Family names that are pronouns: no name follows a pronoun directly, so "He Lifeng" is one even at the start.
PRONOUN_SURNAMES: Final = _words("he she")

#: Titles that stand before a person's name and are no part of it.
PERSON_TITLES: Final = _words(
    "mr mrs ms miss mx dr prof professor sir dame lord lady baron baroness count countess duke duchess prince princess "
    "king queen emperor empress pope cardinal archbishop bishop father mother sister brother rabbi imam ayatollah "
    "sheikh sheik shaykh emir sultan mullah maulana reverend rev saint st president presidents vice premier prime "
    "minister chancellor secretary ambassador envoy senator sen congressman congresswoman representative rep governor "
    "gov mayor councillor councilor judge justice attorney general gen admiral adm colonel col major maj captain capt "
    "commander cmdr lieutenant lt sergeant sgt private corporal brigadier marshal officer inspector detective chief "
    "chairman chairwoman chairperson chair director deputy head leader spokesman spokeswoman spokesperson coach author "
    "actor actress singer writer poet composer director-general comrade academician doctor president-elect speaker "
    "correspondent reporter tsar czar kaiser shah lama uncle aunt ex-president candidate mp mep analyst economist"
)

#: Nouns for what people are; in a name's surroundings they say that it is a person, and which.
ROLE_WORDS: Final = PERSON_TITLES | _words(
    "expert scholar scientist researcher fellow lawyer prosecutor athlete player swimmer striker goalkeeper "
    "midfielder champion fisherman farmer teacher student doctor nurse engineer founder owner boss executive ceo "
    "politician diplomat dissident activist journalist editor critic novelist artist painter musician star host "
    "soldier suspect victim lawmaker legislator negotiator adviser advisor strategist historian philosopher"
)

#: Verbs whose subject is almost always a person (or an organisation that speaks).
SPEECH_VERBS: Final = _words(
    "said says say told tells added adds noted notes argued argues explained explains warned warns stressed stated "
    "claimed believes believed thinks thought replied asked announced wrote writes recalled admitted insisted "
    "emphasized emphasised pointed revealed declared joked laughed smiled"
)

#: Prepositions after which a lone name is rather a place.
PLACE_PREPOSITIONS: Final = _words("in at from near around across through throughout toward towards outside inside to")

#: Heads of organisations and of places: kinds, not names.  "Kookmin Bank" is not "Kookmin University".
GENERIC_HEADS: Final = _words(
    "university college school academy institute institution centre center laboratory lab hospital clinic museum "
    "library theatre theater ministry department bureau agency office commission committee council authority "
    "administration board court parliament assembly congress senate house cabinet government embassy consulate "
    "delegation mission bank fund exchange company corporation corp co inc ltd group holdings industries enterprise "
    "enterprises association federation confederation union league alliance society foundation organization "
    "organisation party movement front army navy force forces guard corps police brigade regiment command station "
    "airport port harbour harbor bridge tower hotel stadium park garden gardens square street road avenue highway "
    "railway line temple church cathedral mosque shrine palace castle fort wall gate hall press post times news daily "
    "television tv radio network channel studio studios records club city county district province prefecture state "
    "region republic kingdom territory town township village island islands peninsula river lake sea bay gulf strait "
    "ocean mountain mountains mount hill hills valley desert plain plateau basin forest canal dam reservoir award "
    "awards prize cup championship championships festival forum summit expo fair conference act treaty agreement "
    "accord plan initiative programme program project framework system fellowship scholarship zone base camp services "
    "service trust partnership media entertainment technology technologies pharmaceuticals motors electronics"
)

#: Words that may stand inside a name in lower case: "Ministry of Foreign Affairs", "Bank for Reconstruction".
INNER_WORDS: Final = _words("of the and for on in de la le les des du del di da do dos das y e")

#: Lower-case parts of people's and places' names that join the word after them.
PARTICLES: Final = _words(
    "bin ibn bint ben abu al el ul ur ad ash de del della der den di da do dos das du des la le van von zu zur "
    "ter ten te af av bte binti y e san santa vom zum den het dal dei degli delle los las lo ould op ap umm"
)

#: What follows a name after a hyphen and is no part of it: "Seoul-based", "Ahn-era".
COMPOUND_ENDINGS: Final = _words(
    "aligned area backed based born bound brand brokered built centered centred controlled day dominated drafted driven "
    "educated era esque favored favoured flagged focused friendly funded held inspired issued led level like linked "
    "made mediated minded occupied organized organised oriented owned produced related ruled run side sized speaking "
    "sponsored style supported supplied themed time trained type wide written year appointed"
)

#: Nouns that make "X government" of a leader's name X.
GOVERNMENT_NOUNS: Final = _words(
    "government administration cabinet presidency regime leadership premiership coalition transition campaign"
)
#: Words that say that a person leads a government.
LEADER_WORDS: Final = _words(
    "president president-elect premier prime chancellor king queen emperor leader ruler dictator head candidate "
    "presidential chairman"
)

_COUNTRIES: Final = (
    "afghanistan albania algeria andorra angola argentina armenia australia austria azerbaijan bahamas bahrain "
    "bangladesh barbados belarus belgium belize benin bhutan bolivia bosnia botswana brazil brunei bulgaria burundi "
    "cambodia cameroon canada chad chile china colombia comoros congo croatia cuba cyprus czechia denmark djibouti "
    "dominica ecuador egypt eritrea estonia eswatini ethiopia fiji finland france gabon gambia georgia germany ghana "
    "greece grenada guatemala guinea guyana haiti honduras hungary iceland india indonesia iran iraq ireland israel "
    "italy jamaica japan jordan kazakhstan kenya kiribati korea kosovo kuwait kyrgyzstan laos latvia lebanon lesotho "
    "liberia libya liechtenstein lithuania luxembourg macedonia madagascar malawi malaysia maldives mali malta "
    "mauritania mauritius mexico micronesia moldova monaco mongolia montenegro morocco mozambique myanmar burma "
    "namibia nauru nepal netherlands holland nicaragua niger nigeria norway oman pakistan palau palestine panama "
    "paraguay peru philippines poland portugal qatar romania russia rwanda samoa senegal serbia seychelles singapore "
    "slovakia slovenia somalia spain sudan suriname sweden switzerland syria taiwan tajikistan tanzania thailand timor "
    "togo tonga tunisia turkey turkiye turkmenistan tuvalu uganda ukraine uruguay uzbekistan vanuatu venezuela vietnam "
    "yemen zambia zimbabwe britain england scotland wales america africa asia europe antarctica oceania crimea "
    "siberia tibet catalonia kurdistan chechnya dagestan gaza macau macao"
)
_CITIES: Final = (
    "abidjan abuja accra aden akita aleppo algiers almaty amman amsterdam andong ankara ansan anseong "
    "antalya antananarivo antwerp anyang aomori arkhangelsk asahikawa asan ashgabat asmara astana astrakhan "
    "asuncion athens atlanta auckland avdiivka baghdad bakhmut baku baltimore bamako bandung bangalore "
    "bangkok bangui baoding baotou barcelona barnaul basra beijing beirut belfast belgorod belgrade "
    "bengaluru bergen berlin bern bethlehem birmingham bishkek bogota bologna bombay bordeaux boston "
    "brasilia bratislava brazzaville bremen brisbane bristol brussels bryansk bucharest bucheon budapest "
    "bujumbura busan cairo calcutta calgary cali canberra caracas cardiff casablanca cebu changchun changsha "
    "changwon changzhou chelyabinsk chengdu chennai cheonan cheongju cherkasy chernihiv chernivtsi chiba "
    "chicago chisinau chita chongjin chuncheon chungju cleveland cologne colombo conakry copenhagen cordoba "
    "cotonou daegu daejeon dakar dalian dallas damascus dammam dandong dangjin daqing datong davao delhi "
    "denver detroit dhaka dili dnipro dodoma doha donetsk dongguan donghae douala dresden dubai dublin "
    "durban dushanbe dusseldorf edinburgh edmonton erbil fallujah florence fortaleza foshan frankfurt "
    "freetown fukuoka fukushima fuzhou gaborone gangneung gaziantep gdansk geneva genoa geoje gifu gimcheon "
    "gimhae gimpo glasgow gongju gothenburg goyang grozny guadalajara guam guayaquil guilin guiyang gumi "
    "gunsan gwacheon gwangju gwangyang gyeongju haeju hague haifa haikou hakodate hamamatsu hamburg hamhung "
    "hanam handan hanoi hanover harare harbin havana hebron hefei helsinki hiroshima hodeidah hohhot "
    "hollywood homs hotan houston hsinchu hunchun hwaseong hyderabad hyesan icheon idlib iksan incheon "
    "irkutsk isfahan islamabad istanbul ivanovo izhevsk izmir jaffa jaipur jakarta jecheon jeddah jenin "
    "jeonju jerusalem jinan jingzhou jinju johannesburg johor juba kabul kaesong kagoshima kaifeng "
    "kaliningrad kampala kanazawa kanggye kaohsiung karachi karbala kashgar kathmandu kawasaki kazan keelung "
    "kemerovo kerch khabarovsk kharkiv khartoum kherson kigali kinmen kinshasa kirkuk kirov kobe kochi "
    "kolkata kowloon krakow kramatorsk krasnodar krasnoyarsk kumamoto kunming kursk kyiv kyoto lagos lahore "
    "lanzhou latakia leeds leipzig lhasa libreville lijiang lille lilongwe lima lipetsk lisbon liuzhou "
    "liverpool ljubljana lodz lome london luanda lucknow luoyang lusaka lutsk lviv lyon madrid makhachkala "
    "malaga malmo managua manama manchester mandalay manila maputo mariupol marseille maseru mashhad matsue "
    "matsuyama mecca medan medellin medina melbourne melitopol memphis miami milan milwaukee minneapolis "
    "minsk miryang miyazaki mogadishu mokpo mombasa monrovia monterrey montevideo montreal morioka moscow "
    "mosul mudanjiang mumbai munich murmansk muscat mykolaiv nablus nagano nagasaki nagoya nagpur naha "
    "nairobi najaf naju nampo namwon nanchang nanning nantes nantong naples nara nashville nassau naypyidaw "
    "niamey nice nicosia niigata ningbo nonsan nouakchott novosibirsk odesa odessa oita okayama omsk ordos "
    "orenburg orlando osaka osan oslo ottawa ouagadougou paju palermo panmunjom paris penang penza perm "
    "peshawar petersburg philadelphia phuket pittsburgh pocheon podgorica pohang poltava prague pretoria "
    "pristina pskov pune pyeongtaek pyongyang qingdao qiqihar qom quanzhou quetta quito rabat rafah ramadi "
    "ramallah rangoon rason rawalpindi recife reykjavik riga rivne riyadh rome rosario rostov rotterdam "
    "ryazan sacheon sacramento saga saitama salvador samara samarkand samcheok sanaa sangju santiago sanya "
    "sapporo sarajevo saratov sariwon seattle sejong sendai seogwipo seongju seongnam seosan seoul "
    "sevastopol seville shanghai shantou sharjah sheffield shenyang shigatse shijiazhuang shiraz shizuoka "
    "simferopol sinuiju skopje smolensk sochi sofia sokcho stavropol stockholm strasbourg stuttgart sumy "
    "suncheon surabaya suva suwon suzhou sydney tabriz taebaek taichung tainan taipei taiyuan takamatsu "
    "tallinn tampa tangshan taoyuan tashkent tbilisi tegucigalpa tehran ternopil thimphu tirana tokushima "
    "tokyo tomsk tonghua tongyeong toronto tottori toulouse tripoli tula tunis turin tver tyumen ufa "
    "uijeongbu ulsan urumqi utsunomiya uzhhorod vaduz valencia valletta vancouver venice vienna vientiane "
    "vilnius vinnytsia vladivostok volgograd voronezh wakayama warsaw washington weifang wellington wenchuan "
    "wenzhou windhoek winnipeg wonju wonsan wroclaw wuxi xiamen xian xiangyang xining xuzhou yakutsk yalta "
    "yamagata yamaguchi yangon yanji yantai yaounde yaroslavl yekaterinburg yeongcheon yeongju yeosu yerevan "
    "yichang yinchuan yokohama yongbyon yongin zagreb zaporizhzhia zhengzhou zhongshan zhuhai zhytomyr zunyi "
    "zurich"
)
_REGIONS: Final = (
    "aichi alabama alaska altai anatolia anhui arctic arizona arkansas assam atlantic balkans balochistan "
    "baltic bashkortostan bavaria bihar brittany buryatia california caspian caucasus chagang chongqing "
    "chungcheong colorado connecticut dagestan darfur delaware donbas donbass ehime florida fujian galicia "
    "gangwon gansu guangdong guangxi guangzhou guizhou gujarat gunma gyeonggi gyeongsang hainan hamgyong "
    "hangzhou hawaii hebei heilongjiang helmand henan herat himalayas hokkaido honshu hubei hunan hwanghae "
    "hyogo ibaraki idaho illinois indiana ingushetia iowa iwate jeju jeolla jiangsu jiangxi jilin kamchatka "
    "kandahar kansas karelia karnataka kashmir kentucky kerala kyushu liaoning louisiana luhansk maine "
    "manchuria maryland massachusetts mediterranean michigan minnesota mississippi missouri miyagi montana "
    "nanjing nebraska nevada ningxia normandy odisha ohio okinawa oklahoma ontario oregon oromia pacific "
    "pennsylvania provence punjab pyongan qinghai quebec rajasthan ryanggang sahara sakhalin saxony shaanxi "
    "shandong shanxi shenzhen shikoku sichuan sicily sindh tatarstan telangana tennessee texas tianjin "
    "tigray tochigi tuscany tuva utah vermont virginia westphalia wisconsin wuhan wyoming xinjiang yakutia "
    "yunnan zhejiang"
)
#: Places whose "government" or "administration" is an ordinary thing to write of: countries, and capitals among
#: the cities.
SEATS: Final = _words(f"{_COUNTRIES} {_CITIES}")
#: Countries, well-known cities and first-level regions, one word each.
KNOWN_PLACES: Final = _words(f"{_COUNTRIES} {_CITIES} {_REGIONS}")

#: Words for peoples, languages and continents.
DEMONYMS: Final = _words(
    "afghan african albanian algerian american angolan arab arabic argentine argentinian armenian asian australian "
    "austrian azerbaijani bahraini bangladeshi basque belarusian belgian bolivian bosnian brazilian british bulgarian "
    "burmese cambodian canadian catalan chechen chilean chinese colombian croatian cuban czech danish dutch ecuadorian "
    "egyptian english estonian ethiopian european filipino finnish flemish french georgian german ghanaian greek "
    "haitian hebrew hindi hungarian icelandic indian indonesian iranian iraqi irish israeli italian jamaican japanese "
    "jewish jordanian kazakh kenyan khmer korean koreans kurdish kuwaiti kyrgyz lao laotian latin latvian lebanese "
    "liberian libyan lithuanian malay malaysian maltese mandarin cantonese mexican moldovan mongolian montenegrin "
    "moroccan muslim muslims nepalese nepali nigerian nordic norwegian omani ottoman pakistani palestinian persian "
    "peruvian philippine polish portuguese qatari romanian russian rwandan saudi scottish senegalese serbian serb "
    "singaporean slavic slovak slovenian somali soviet spanish sudanese swedish swiss syrian taiwanese tajik tamil "
    "tatar thai tibetan tunisian turkish turkmen ugandan ukrainian urdu uruguayan uyghur uighur uzbek venezuelan "
    "vietnamese welsh western yemeni zambian zimbabwean christian catholic orthodox protestant buddhist hindu islamic "
    "islamist communist republican democrat democratic democrats republicans americans russians chinese germans "
    "britons israelis palestinians ukrainians arabs jews europeans asians africans iranians iraqis indians"
)

#: Pairs of real names that are one or two letters apart; one is never a spelling of the other.
LOOK_ALIKES: Final = frozenset(
    frozenset(pair.split("/"))
    for pair in [
        "shanxi/shaanxi",
        "niger/nigeria",
        "slovakia/slovenia",
        "iran/iraq",
        "austria/australia",
        "gambia/zambia",
        "guinea/guyana",
        "mali/malawi",
        "khomeini/khamenei",
        "latvia/lithuania",
        "dominica/dominican",
        "mauritius/mauritania",
        "ireland/iceland",
        "hunan/henan",
        "hunan/hainan",
        "henan/hainan",
        "hebei/hubei",
        "jiangsu/jiangxi",
        "guangxi/guangdong",
        "kiev/kirov",
        "sweden/switzerland",
        "bali/mali",
        "dhaka/dakar",
        "tripoli/tbilisi",
        "riyadh/riga",
    ]
)
