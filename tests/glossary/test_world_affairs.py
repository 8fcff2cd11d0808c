"""The hand-kept pack of world affairs: that it loads, is plain, covers the world, and raises no false alarms."""

import csv
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

import mtqa
from mtqa.glossary import EntryKind, find_forms, load_csv
from mtqa.glossary.model import MatchMode
from mtqa.text import fold

PACKS = Path(__file__).parents[2] / "models" / "packs"
PACK = PACKS / "world-affairs.csv"
COLUMNS = ["id", "term", "kind", "variants", "wrong", "source_term", "source_lang", "roles", "note", "match"]
AS_OF = "2024-12-31"

# How the names of a script's letters begin in the Unicode Character Database, by language.
SCRIPTS = {
    **dict.fromkeys(("zh", "zh-Hant"), ("CJK",)),
    "ja": ("CJK", "HIRAGANA", "KATAKANA"),
    **dict.fromkeys(("ko", "ko-KP"), ("HANGUL", "CJK")),
    **dict.fromkeys(("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "tg", "mn"), ("CYRILLIC",)),
    **dict.fromkeys(("ar", "fa", "ur"), ("ARABIC",)),
    **dict.fromkeys(("hi", "ne"), ("DEVANAGARI",)),
    **dict.fromkeys(("az", "tk", "vi"), ("LATIN",)),
    "bn": ("BENGALI",),
    "el": ("GREEK",),
    "he": ("HEBREW",),
    "hy": ("ARMENIAN",),
    "ka": ("GEORGIAN",),
    "km": ("KHMER",),
    "lo": ("LAO",),
    "my": ("MYANMAR",),
    "si": ("SINHALA",),
    "th": ("THAI",),
}
# Letters that a neighbouring language of the same script has and this one has not.
FOREIGN = {"ru": "іїєґў", "uk": "ыэёъў", "bg": "ыэёіїє", "fa": "يكةى", "ar": "یکچپگڈٹ", "zh-Hant": "国华门对发"}
# Abbreviations that people say as a word and so may be written as they sound.
SPOKEN = {"ASEAN", "CARICOM", "ECOWAS", "NATO", "UNESCO", "UNICEF"}
# The 193 members of the United Nations, as the notes call them.
_MEMBERS = (
    "Afghanistan|Albania|Algeria|Andorra|Angola|Antigua and Barbuda|Argentina|Armenia|Australia|Austria|Azerbaijan|"
    "Bahamas|Bahrain|Bangladesh|Barbados|Belarus|Belgium|Belize|Benin|Bhutan|Bolivia|Bosnia and Herzegovina|Botswana|"
    "Brazil|Brunei|Bulgaria|Burkina Faso|Burundi|Cambodia|Cameroon|Canada|Cape Verde|Central African Republic|Chad|"
    "Chile|China|Colombia|Comoros|Costa Rica|Croatia|Cuba|Cyprus|Czech Republic|Democratic Republic of the Congo|"
    "Denmark|Djibouti|Dominica|Dominican Republic|Ecuador|Egypt|El Salvador|Equatorial Guinea|Eritrea|Estonia|"
    "Eswatini|Ethiopia|Fiji|Finland|France|Gabon|The Gambia|Georgia|Germany|Ghana|Greece|Grenada|Guatemala|Guinea|"
    "Guinea-Bissau|Guyana|Haiti|Honduras|Hungary|Iceland|India|Indonesia|Iran|Iraq|Ireland|Israel|Italy|Ivory Coast|"
    "Jamaica|Japan|Jordan|Kazakhstan|Kenya|Kiribati|Kuwait|Kyrgyzstan|Laos|Latvia|Lebanon|Lesotho|Liberia|Libya|"
    "Liechtenstein|Lithuania|Luxembourg|Madagascar|Malawi|Malaysia|Maldives|Mali|Malta|Marshall Islands|Mauritania|"
    "Mauritius|Mexico|Micronesia|Moldova|Monaco|Mongolia|Montenegro|Morocco|Mozambique|Myanmar|Namibia|Nauru|Nepal|"
    "Netherlands|New Zealand|Nicaragua|Niger|Nigeria|North Korea|North Macedonia|Norway|Oman|Pakistan|Palau|Panama|"
    "Papua New Guinea|Paraguay|Peru|Philippines|Poland|Portugal|Qatar|Republic of the Congo|Romania|Russia|Rwanda|"
    "Saint Kitts and Nevis|Saint Lucia|Saint Vincent and the Grenadines|Samoa|San Marino|São Tomé and Príncipe|"
    "Saudi Arabia|Senegal|Serbia|Seychelles|Sierra Leone|Singapore|Slovakia|Slovenia|Solomon Islands|Somalia|"
    "South Africa|South Korea|South Sudan|Spain|Sri Lanka|Sudan|Suriname|Sweden|Switzerland|Syria|Tajikistan|Tanzania|"
    "Thailand|Timor-Leste|Togo|Tonga|Trinidad and Tobago|Tunisia|Turkey|Turkmenistan|Tuvalu|Uganda|Ukraine|"
    "United Arab Emirates|United Kingdom|United States|Uruguay|Uzbekistan|Vanuatu|Venezuela|Vietnam|Yemen|Zambia|"
    "Zimbabwe"
)
MEMBERS = _MEMBERS.split("|")


@pytest.fixture(scope="module")
def pack():
    """The pack as a glossary."""
    return load_csv(PACK)


def people(pack):
    """Its entries of persons."""
    return [entry for entry in pack.entries if entry.kind is EntryKind.PERSON]


def suspected(text, pack):
    """What the name and term checks find in ``text``: surface and suggested entry."""
    found = mtqa.check(text, glossary=pack, lm=None).findings
    return [one.message for one in found if one.check.startswith(("name-", "term-"))]


def test_the_file_is_plain():
    """UTF-8 without mark, LF, the documented columns, sorted by id, every id a slug, composed letters."""
    data = PACK.read_bytes()
    text = data.decode("utf-8")
    assert b"\r" not in data
    assert data.startswith(b"id,term,")
    assert data.endswith(b"\n")
    assert unicodedata.is_normalized("NFC", text)
    header, *rows = csv.reader(text.splitlines())
    assert header == COLUMNS
    ids = [row[0] for row in rows]
    assert ids == sorted(set(ids))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one) for one in ids)


def test_there_are_many_entries_of_every_kind(pack):
    """At least 600 in all as asked for, and in fact 1,500; every kind that news of the world needs."""
    kinds = Counter(entry.kind for entry in pack.entries)
    assert len(pack.entries) >= 1_500
    assert kinds[EntryKind.PERSON] >= 900
    assert kinds[EntryKind.ORGANISATION] >= 350
    assert kinds[EntryKind.TERM] >= 150
    assert kinds[EntryKind.EVENT] >= 50
    assert sum(bool(entry.sources) for entry in pack.entries) >= 600


def test_only_right_forms_each_in_one_entry(pack):
    """No wrong or superseded forms, no unknown columns, and no form that two entries share, however it is written."""
    assert all(not entry.rejected and not entry.extra and not entry.watch for entry in pack.entries)
    owners = {}
    for entry in pack.entries:
        for form in {fold(form).replace("-", " ").replace(".", "") for form in entry.forms}:
            assert owners.setdefault(form, entry.id) == entry.id, form


def test_source_terms_are_in_the_script_of_their_language(pack):
    """Every letter belongs to the script, and none to a neighbouring language only."""
    for entry in pack.entries:
        for term in entry.sources:
            assert term.text == unicodedata.normalize("NFC", term.text), entry.id
            is_latin = "LATIN" in SCRIPTS[term.lang]
            letters = [char for char in term.text if char.isalpha() and (is_latin or not char.isascii())]
            assert letters, entry.id
            for char in letters:
                assert unicodedata.name(char).startswith(SCRIPTS[term.lang]), (entry.id, char)
                assert char not in FOREIGN.get(term.lang, ""), (entry.id, char)


@pytest.mark.parametrize("script", sorted({name for names in SCRIPTS.values() for name in names}))
def test_every_script_is_there(pack, script):
    """Each script of the table occurs."""
    letters = (char for entry in pack.entries for term in entry.sources for char in term.text if char.isalpha())
    assert any(unicodedata.name(char).startswith(script) for char in letters)


def test_every_person_has_a_country_and_an_office(pack):
    """The note says "office of country ..." or "country or body: ..."; the roles are not empty."""
    for entry in people(pack):
        assert re.match(r"[A-ZÉ][\w'’ .-]+(\([^)]*\))?: .|.*\b(of|in) (the |The )?[A-Z]", entry.note), entry.id
        assert entry.roles, entry.id


@pytest.mark.parametrize("state", MEMBERS)
def test_every_member_of_the_united_nations_has_somebody_in_office(pack, state):
    """Somebody's note names the state and says since when he or she is in office."""
    named = re.compile(rf"(?<![\w-]){re.escape(state)}(?![\w-])")
    here = [entry for entry in people(pack) if named.search(entry.note)]
    assert any(re.search(r"\b(since|from)\b", entry.note) for entry in here)


def test_no_office_is_said_to_begin_after_the_date_of_the_pack(pack):
    """The pack stands for the end of 2024: a later year is only said of what ends or is planned."""
    for entry in pack.entries:
        if re.search(r"\b(since|from) (\d+ )?([A-Z]\w+ )?20(2[5-9]|[3-9]\d)", entry.note):
            pytest.fail(f"{entry.id}: {entry.note}")


def test_the_card_says_when_and_how_much(pack):
    """The card has the date, the licence and the counts of today's file."""
    card = (PACKS / "world-affairs.md").read_text(encoding="utf-8")
    assert AS_OF in card
    assert "CC0-1.0" in card
    for kind, count in Counter(entry.kind for entry in pack.entries).items():
        assert re.search(rf"\| {kind} \| {count:,} \|", card), kind
    assert f"{len(pack.entries):,} entries" in card
    assert f"{sum(bool(entry.sources) for entry in pack.entries):,} with" in card


def test_a_surname_alone_is_long_or_exact(pack):
    """A short word, or one that is part of somebody else's name, suspects nothing."""
    parts = Counter(part for entry in people(pack) for part in {fold(part) for part in entry.term.split()})
    for entry in people(pack):
        for form in entry.variants:
            if " " not in form and entry.rule(form).match is MatchMode.SOUND:
                assert len(form) >= 6, form
                assert parts[fold(form)] <= 1, form


def test_an_abbreviation_suspects_nothing(pack):
    """No two abbreviations sound alike by garbling; only those that are said as words are matched by sound."""
    for entry in pack.entries:
        if entry.kind is not EntryKind.PERSON:
            for form in entry.forms:
                if form.isupper() and form.isalnum() and form not in SPOKEN:
                    assert entry.rule(form).match is not MatchMode.SOUND, form


@pytest.mark.parametrize(
    ("form", "identity", "source"),
    [
        ("Volodymyr Zelensky", "volodymyr-zelenskyy", "Володимир Зеленський"),
        ("Xi Jinping", "xi-jinping", "习近平"),
        ("Lai Ching-te", "lai-ching-te", "賴清德"),
        ("Shigeru Ishiba", "shigeru-ishiba", "石破茂"),
        ("Yoon Suk Yeol", "yoon-suk-yeol", "윤석열"),
        ("Kim Jong-un", "kim-jong-un", "김정은"),
        ("Abu Mazen", "mahmoud-abbas", "محمود عباس"),
        ("Binyamin Netanyahu", "benjamin-netanyahu", "בנימין נתניהו"),
        ("Masoud Pezeshkian", "masoud-pezeshkian", "مسعود پزشکیان"),
        ("Kyriakos Mitsotakis", "kyriakos-mitsotakis", "Κυριάκος Μητσοτάκης"),
        ("Nikol Pashinyan", "nikol-pashinyan", "Նիկոլ Փաշինյան"),
        ("Irakli Kobakhidze", "irakli-kobakhidze", "ირაკლი კობახიძე"),
        ("Paetongtarn Shinawatra", "paetongtarn-shinawatra", "แพทองธาร ชินวัตร"),
        ("Narendra Modi", "narendra-modi", "नरेन्द्र मोदी"),
        ("U.N.", "united-nations", "联合国"),
        ("Non-Proliferation Treaty", "treaty-on-the-non-proliferation-of-nuclear-weapons", "不扩散核武器条约"),
        ("Hamas", "hamas", "حماس"),
        ("Recep Tayyip Erdogan", "recep-tayyip-erdogan", ""),
        ("William Ruto", "william-ruto", ""),
        ("Abraham Accords", "abraham-accords", "اتفاقيات أبراهام"),
    ],
)
def test_well_known_names(pack, form, identity, source):
    """The form belongs to the entry, whose first source term is this."""
    entry = pack.by_id[identity]
    assert form in entry.forms
    assert entry.source_term == source


@pytest.mark.parametrize(
    ("identity", "office"),
    [
        ("william-ruto", "President of Kenya since 2022"),
        ("keir-starmer", "Prime Minister of the United Kingdom since July 2024"),
        ("anura-kumara-dissanayake", "President of Sri Lanka since September 2024"),
        ("michel-barnier", "Prime Minister of France September to December 2024"),
        ("duma-boko", "President of Botswana since 1 November 2024"),
        ("bashar-al-assad", "President of Syria 2000-2024, overthrown on 8 December 2024"),
    ],
)
def test_offices_are_those_of_the_date(pack, identity, office):
    """What the note says is what held at the end of 2024."""
    assert pack.by_id[identity].note == office


ORDINARY = (
    "Mike Johnston, a teacher from Ohio, met Mark Browne and John Lees at the market.",
    "Charles Michael sang with Andrew Daley, and John Healy played the piano.",
    "King Charles II ruled England; Mohammed V was the grandfather of the king of Morocco.",
    "The diplomats discussed Resolution 2254, Article 4 and the declarations of COP24 and COP31.",
    "State Councillor Wang Yi met the Swiss Federal Council in Bern; the German Federal Council passed the law.",
    "Daniil Medvedev beat Andrey Rublev; Jomo Kenyatta led Kenya and Aram Khachaturian wrote the Sabre Dance.",
    "Alan Greenspan gave a speech, and Sikorsky helicopters landed as His Holiness arrived.",
    "The Bank of America, the Bank of Ireland, the World Food Prize and the World Health Assembly sent delegates.",
    "The Treaty of Nice, the Hague Convention, the Geneva Accord and the Doha Round are known to historians.",
    "Michelle Obama, Hunter Biden, Melania Trump, Bill Clinton and Tim Walz spoke at the dinner.",
    "Irfan Khan, Sonia Gandhi, Samir Geagea, Binali Yildirim and Abdullah Gul were in the photograph.",
    "Wang Qishan, Zhao Lijian, Yang Jiechi, Chen Guangming and Li Yunxiao are other people.",
    "Lee Nak-yon, Kim Boo-kyum, Park Jie-won, Na Kyung-won and Won Hee-ryong are South Korean politicians.",
    "Vo Van Thuong, Vuong Dinh Hue, Nguyen Xuan Phuc and Pham Binh Minh held office in Vietnam.",
    "Hama is a city, Hamra a street, Fatih a district; an amnesty law passed and Wagner wrote operas.",
    "Nato, Unesco, Unicef, Aukus, Opec, Asean and Apec are names of one word in British newspapers.",
    "The AFU, the ABC, the BBC, the NRA, the NSA and the NHL are no subject of this article.",
    "A member of the council of Europe's oldest city said that the world bank of seeds was safe.",
)


@pytest.mark.parametrize("sentence", ORDINARY)
def test_ordinary_news_raises_no_suspicion(pack, sentence):
    """Names of other people and bodies that look like one of the pack are left alone."""
    assert suspected(sentence, pack) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "President Volodymyr Zelensky spoke with Recep Tayyip Erdoğan's adviser before the G20 and COP29.",
        "The U.N. Security Council, UNHCR and WHO said the JCPOA and the NPT were at risk.",
        "Sergey Lavrov, Hakan Fidan and Abbas Araqchi met in Doha on the Astana process.",
        "Muammar Gaddafi, Khalifa Hifter and Abdul Hamid Dbeibah are names of Libya.",
        "Abdel Fattah al-Sisi received Mohammed bin Salman, Sheikh Tamim and Mahmoud Abbas.",
    ],
)
def test_usual_spellings_are_right(pack, sentence):
    """What agencies write is a right form, and no finding."""
    assert find_forms(sentence, pack)
    assert suspected(sentence, pack) == []


@pytest.mark.parametrize(
    ("sentence", "meant"),
    [
        ("Iranian President Masud Pezeshkiyan spoke on Monday.", "Masoud Pezeshkian"),
        ("Greek Prime Minister Kiriakos Mitsotakes spoke on Monday.", "Kyriakos Mitsotakis"),
        ("Uzbek President Shafkat Mirziyaev spoke on Monday.", "Shavkat Mirziyoyev"),
        ("President Emerson Mnangawa of Zimbabwe spoke on Monday.", "Emmerson Mnangagwa"),
        ("Mexican President Claudia Shainbaum spoke on Monday.", "Claudia Sheinbaum"),
        ("Polish Prime Minister Donald Tosk spoke on Monday.", "Donald Tusk"),
        ("The head of the nuclear watchdog, Raphael Grosi, spoke on Monday.", "Rafael Grossi"),
    ],
)
def test_garbled_leaders_are_found(pack, sentence, meant):
    """The pack does what it is for."""
    assert [message for message in suspected(sentence, pack) if meant in message]
