"""Small closed word lists about names in English: our own, by hand, folded.

They hold what grammar and the map give (months, titles, heads of organisations, countries), never a
name that an article happened to contain.
"""

from __future__ import annotations

from typing import Final

__all__ = [
    "CALENDAR",
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
    "ROLE_WORDS",
    "SPEECH_VERBS",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


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
    "ter ten te af av bte binti y e san santa"
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
    "abuja accra algiers amman amsterdam ankara antwerp astana athens atlanta auckland baghdad baku bangkok barcelona "
    "basra beijing beirut belgrade berlin bogota bombay boston brasilia bratislava brisbane brussels bucharest "
    "budapest busan cairo calcutta canberra caracas casablanca chennai chicago chisinau copenhagen daegu dakar dallas "
    "damascus delhi denver detroit dhaka doha donetsk dubai dublin edinburgh frankfurt fukuoka geneva glasgow guam "
    "hague hamburg hanoi harare havana helsinki hiroshima hollywood houston incheon islamabad istanbul jakarta "
    "jerusalem johannesburg kabul kampala karachi kathmandu khartoum kharkiv kherson kigali kinshasa kolkata kyiv kyoto "
    "lagos lahore lima lisbon liverpool london luanda lviv madrid manchester manila maputo mariupol marseille mecca "
    "melbourne miami milan minsk mogadishu montreal moscow mosul mumbai munich nagasaki nagoya nairobi naples oslo "
    "osaka ottawa paris philadelphia prague pretoria pyongyang rangoon reykjavik riga riyadh rome rotterdam santiago "
    "sapporo sarajevo seattle seoul shanghai sofia stockholm sydney taipei tallinn tashkent tbilisi tehran tokyo "
    "toronto tripoli tunis vancouver venice vienna vientiane vilnius vladivostok warsaw washington wellington yangon "
    "yerevan yokohama zagreb zurich"
)
_REGIONS: Final = (
    "anhui chongqing fujian gansu guangdong guangxi guangzhou guizhou hainan hangzhou hebei heilongjiang henan hubei "
    "hunan jiangsu jiangxi jilin liaoning manchuria nanjing ningxia qinghai shaanxi shandong shanxi shenzhen sichuan "
    "tianjin wuhan xinjiang yunnan zhejiang hokkaido honshu kyushu okinawa shikoku gyeonggi jeju sakhalin kamchatka "
    "kashmir punjab gujarat kerala bihar assam sindh alabama alaska arizona arkansas california colorado connecticut "
    "delaware florida hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts "
    "michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas "
    "utah vermont virginia wisconsin wyoming ontario quebec bavaria saxony normandy brittany provence tuscany sicily "
    "donbas donbass luhansk galicia anatolia balkans caucasus himalayas sahara pacific atlantic arctic mediterranean "
    "baltic caspian"
)
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
