"""Other spellings of a name: forms of well-known names, what must not be made up, bounds."""

from pathlib import Path

import pytest

from mtqa.glossary.model import EntryKind
from mtqa.names.alphabet import fold
from mtqa.names.romanisation import CONVENTIONS, MOST_SPELLINGS, other_spellings
from mtqa.names.romanisation.hangul import mccune_reischauer, revised
from mtqa.names.romanisation.kana import hepburn
from mtqa.names.romanisation.tables import character, syllable_map

PAIRS = Path(__file__).parent / "romanisation_pairs.tsv"
HETERONYMS = Path(__file__).parent / "heteronym_pairs.tsv"
READING = "another reading of its characters"


def texts(term, kind=EntryKind.PERSON, source=None):
    """The other spellings as plain texts."""
    return [spelling.text for spelling in other_spellings(term, kind=kind, source_term=source)]


def held_out(path=PAIRS):
    """The rows of a list of pairs: class, entry, kind, other spelling, own script."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def test_recall_on_held_out_pairs():
    """At least four of five well-known pairs across systems are found letter for letter."""
    rows = held_out()
    found = sum(
        fold(other).replace(" ", "") in {fold(text).replace(" ", "") for text in texts(term, EntryKind(kind), source)}
        for _, term, kind, other, source in rows
    )
    assert len(rows) > 120
    assert found / len(rows) > 0.8


@pytest.mark.parametrize(
    ("term", "kind", "other", "system"),
    [
        ("Chow Yun-fat", "person", "Zhou Runfa", "pinyin"),
        ("Li Ka-shing", "person", "Li Jiacheng", "pinyin"),
        ("Chiang Kai-shek", "person", "Jiang Jieshi", "pinyin"),  # a family name in Wade-Giles, a given name not
        ("Tsai Ing-wen", "person", "Cai Yingwen", "pinyin"),
        ("Cheung", "person", "Zhang", "pinyin"),
        ("Andy Lau", "person", "Andy Liu", "pinyin"),
        ("Tsim Sha Tsui", "place", "Jianshazui", "pinyin of its Chinese characters (尖沙嘴)"),
        ("Zhang Jun", "person", "Chzhan Tszyun", "Palladius (via Russian)"),
        ("Xinjiang", "place", "Sintszyan", "Palladius (via Russian)"),
        ("Hoh Xil", "place", "Kekexili", "pinyin of its Chinese characters (可可西里)"),
        ("Park Geun-hye", "person", "Bak Geun-hye", "Revised Romanisation"),
        ("Lee Min-ho", "person", "Li Minhao", "pinyin"),
        ("Lee Jae-myung", "person", "Li Jae-myung", "pinyin family name"),
        ("Junichiro Koizumi", "person", "Xiaoquan Chunyilang", "pinyin"),
        ("Nguyen Phu Trong", "person", "Ruan Fuzhong", "pinyin"),
        ("Bac Giang", "place", "Beijiang", "pinyin of its Chinese characters (北江)"),
        ("Tenzin Dorje", "person", "Danzeng Duoji", "pinyin of its Chinese characters (丹增多吉)"),
    ],
)
def test_each_system_is_named(term, kind, other, system):
    """A spelling of each class is among the forms, under the name of its system."""
    assert (other, system) in {(s.text, s.system) for s in other_spellings(term, kind=EntryKind(kind))}


@pytest.mark.parametrize(
    ("term", "source", "other"),
    [
        ("Chow Yun-fat", "周潤發", "Zhou Runfa"),
        ("Chow Yun-fat", "周润发", "Zhou Runfa"),
        ("Zhou Runfa", "周润发", "Chow Yun-fat"),
        ("Yoon Suk-yeol", "尹锡悦", "Yin Xiyue"),
        ("Yoon Suk-yeol", "윤석열", "Yun Seok-yeol"),
        ("Fumio Kishida", "岸田文雄", "Kishida Bunyu"),
        ("Fumio Kishida", "岸田文雄", "Antian Wenxiong"),
        ("Ouyang Xiu", "欧阳修", "Auyeung Sau"),
        ("Christopher Nolan", "克里斯托弗·诺兰", "Kelisituofu Nuolan"),
        ("Fraser", "フレイザー", "Fureiza"),
        ("Volodymyr Zelensky", "Володимир Зеленський", "Volodymyr Zelenskyy"),
        ("Yekaterina", "Екатерина", "Ekaterina"),
        ("Tzipi Livni", "ציפי לבני", "Tsipi Livni"),
    ],
)
def test_the_own_script_settles_it(term, source, other):
    """With the name in its own script the form is found where spelling alone leaves many."""
    assert other in texts(term, source=source)


def test_characters_leave_little_doubt():
    """Known characters give the pinyin first and almost for certain."""
    first = other_spellings("Chow Yun-fat", kind=EntryKind.PERSON, source_term="周潤發")[0]
    assert (first.text, first.system) == ("Zhou Runfa", "pinyin")
    assert first.cost < 0.2


@pytest.mark.parametrize(
    "term",
    [
        "John Smith",
        "Emmanuel Macron",
        "Angela Merkel",
        "Maria Sharapova",
        "Vladimir Putin",
        "Joe Biden",
        "Volodymyr Zelensky",
        "Narendra Modi",
        "Cristiano Ronaldo",
        "Anders Fogh Rasmussen",
        "Ursula von der Leyen",
        "Fauci",
        "",
        " ",
        "12",
        "!",
        "Ω",
        "a" * 300,
    ],
)
def test_other_names_have_none(term):
    """A name that parses in no system has no other spelling."""
    assert other_spellings(term, kind=EntryKind.PERSON) == ()


@pytest.mark.parametrize(
    "term", ["New York", "Los Angeles", "London", "San Francisco", "Buenos Aires", "Lagos", "Texas"]
)
def test_other_places_have_none(term):
    """A place that is not written with characters has no other spelling."""
    assert other_spellings(term, kind=EntryKind.PLACE) == ()


@pytest.mark.parametrize("kind", [EntryKind.TERM, EntryKind.PRODUCT, EntryKind.WORK])
def test_only_names_have_other_spellings(kind):
    """A term, a product, a work is not respelt, though its words be names."""
    assert other_spellings("Hong Kong", kind=kind) == ()


def test_a_place_abroad_is_not_known_by_its_pinyin():
    """Guangzhou is the pinyin of Gwangju's characters, but a glossary's Guangzhou is not Gwangju."""
    assert "Gwangju" not in texts("Guangzhou", EntryKind.PLACE)


def test_a_famous_namesake_is_improbable():
    """The pinyin that is another important place's own name comes at a high price: Thai Nguyen is not Taiyuan."""
    costs = {s.text: s.cost for s in other_spellings("Gwangju", kind=EntryKind.PLACE)}
    assert costs["Guangzhou"] > 2.5


@pytest.mark.parametrize(("term", "other"), [("Busan", "Pusan"), ("Macau", "Macao"), ("Hoh Xil", "Kokoxili")])
def test_names_in_use_are_not_held_against_each_other(term, other):
    """Of two names that are both in use neither is an other spelling of the other."""
    assert other not in texts(term, EntryKind.PLACE)


@pytest.mark.parametrize("row", held_out(), ids=lambda row: f"{row[1]}-{row[4]}")
def test_shape(row):
    """Few forms, each once, none the term itself, the most probable first, costs in nats."""
    _, term, kind, _, source = row
    spellings = other_spellings(term, kind=EntryKind(kind), source_term=source or None)
    keys = [fold(spelling.text).replace(" ", "") for spelling in spellings]
    costs = [spelling.cost for spelling in spellings]
    assert len(spellings) <= MOST_SPELLINGS
    assert len(set(keys)) == len(keys)
    assert fold(term).replace(" ", "") not in keys
    assert costs == sorted(costs)
    assert all(cost >= 0 for cost in costs)
    assert all(spelling.text[:1].isupper() and spelling.system for spelling in spellings)


def test_same_answer_with_and_without_an_unknown_script():
    """A source term in a script that settles nothing changes nothing."""
    assert texts("Chow Yun-fat", source="โจว เหวินฟะ") == texts("Chow Yun-fat")


def test_rest_of_the_name_is_kept():
    """Only the words that the table knows are respelt."""
    assert texts("Qumarlêb County", EntryKind.PLACE)[0] == "Qumalai County"
    assert texts("Hong Kong Football Association", EntryKind.ORGANISATION)[0] == "Xianggang Football Association"


@pytest.mark.parametrize(
    ("hangul", "rr", "mr"),
    [("윤석열", "yunseokyeol", "yunsokyol"), ("박", "bak", "pak"), ("정일", "jeongil", "chongil")],
)
def test_hangul_by_rule(hangul, rr, mr):
    """Hangul is spelt syllable by syllable in both official systems."""
    assert revised(hangul) == rr
    assert mccune_reischauer(hangul) == mr


def test_voiced_after_a_vowel():
    """McCune-Reischauer writes a plain consonant voiced inside a word."""
    assert mccune_reischauer("기준") == "kijun"


@pytest.mark.parametrize("bad", ["a", "あ", "ㄱ"])
def test_no_hangul(bad):
    """What is no Hangul syllable is refused."""
    with pytest.raises(ValueError, match="no Hangul"):
        revised(bad)


@pytest.mark.parametrize(
    ("kana", "latin"),
    [
        ("フレイザー", "fureiza"),
        ("シャルル", "sharuru"),
        ("ファッション", "fasshon"),
        ("きしだ ふみお", "kishida fumio"),
    ],
)
def test_kana(kana, latin):
    """Kana is spelt in Hepburn without long vowels."""
    assert hepburn(kana) == latin


def test_tables_hold_probabilities():
    """The counterparts of a syllable are probabilities of one thing: they sum to no more than 1."""
    table = syllable_map("cantonese", "pinyin", "given")
    for syllable in ("fat", "yun", "ching", "kai"):
        total = sum(2.718281828**-cost for _, cost in table.choices(syllable))
        assert 0.5 < total < 1.03


def test_unknown_map_and_character():
    """A map that does not exist is empty; a rare character has no readings."""
    assert syllable_map("klingon", "pinyin", "given").choices("fat") == ()
    assert character("A") is None


def test_conventions_are_systems_in_use():
    """A spelling by an official system is told apart from a slip of a machine."""
    systems = {s.text: s.system for s in other_spellings("Park Geun-hye", kind=EntryKind.PERSON)}
    assert systems["Bak Geun-hye"] in CONVENTIONS
    assert systems["Piao Jinhui"] not in CONVENTIONS


@pytest.mark.parametrize("known", [False, True], ids=["by spelling", "by characters"])
def test_recall_on_other_readings(known):
    """Nine of ten mistaken readings of well-known places and people are found, cheaply enough to be looked for."""
    rows = held_out(HETERONYMS)
    found = 0
    for _, term, kind, other, source in rows:
        spellings = other_spellings(term, kind=EntryKind(kind), source_term=source if known else None)
        found += fold(other) in {fold(spelling.text) for spelling in spellings if spelling.cost <= 3.5}
    assert len(rows) > 40
    assert found / len(rows) >= 0.9


@pytest.mark.parametrize(
    ("term", "kind", "source", "other"),
    [
        ("Tunbao", "place", None, "Tunpu"),
        ("Tunbao Township", "place", None, "Tunpu Township"),
        ("Tunbao", "place", "屯堡", "Tunpu"),
        ("Lu'an", "place", None, "Liuan"),
        ("Lu'an City", "place", "六安市", "Liu'an City"),
        ("Zeng Qinghong", "person", None, "Ceng Qinghong"),
        ("Yuchi Jingde", "person", None, "Weichi Jingde"),
        ("Zhang Changshou", "person", "张长寿", "Zhang Zhangshou"),
    ],
)
def test_other_readings_are_named(term, kind, source, other):
    """One character read otherwise is a spelling of its own kind, and no convention."""
    systems = {s.text: s.system for s in other_spellings(term, kind=EntryKind(kind), source_term=source)}
    assert systems[other] == READING
    assert READING not in CONVENTIONS


@pytest.mark.parametrize(
    ("term", "kind", "source", "other"),
    [
        ("Changzhou", "place", None, "Zhangzhou"),  # another city
        ("Liuzhou", "place", None, "Luzhou"),
        ("Leiyang", "place", None, "Laiyang"),
        ("Changzhou", "place", "常州", "Zhangzhou"),  # 常 has one reading
        ("Zhang Le", "person", None, "Zhang Yue"),  # another person as likely
        ("Wang Xing", "person", None, "Wang Hang"),
        ("Li Na", "person", None, "Li Nei"),
    ],
)
def test_a_reading_that_is_another_name_is_not_looked_for(term, kind, source, other):
    """A reading that makes another city's name or another person's is left out or improbable."""
    costs = {s.text: s.cost for s in other_spellings(term, kind=EntryKind(kind), source_term=source)}
    assert costs.get(other, 9.9) > 3.5


@pytest.mark.parametrize("term", ["Gaza", "Lima", "Mali", "Nairobi", "Lagos", "Warsaw", "London", "Kobe", "Texas"])
def test_places_elsewhere_have_no_other_readings(term):
    """A place that is not written with characters is not read otherwise."""
    assert READING not in {s.system for s in other_spellings(term, kind=EntryKind.PLACE)}


@pytest.mark.parametrize("row", held_out(HETERONYMS), ids=lambda row: row[1])
def test_few_other_readings_and_one_syllable_each(row):
    """At most four, none certain unless the characters are known."""
    _, term, kind, _, source = row
    spellings = other_spellings(term, kind=EntryKind(kind))
    readings = [spelling for spelling in spellings if spelling.system == READING]
    assert len(readings) <= 4
    assert all(spelling.cost >= 1.0 for spelling in readings)
    known = [s for s in other_spellings(term, kind=EntryKind(kind), source_term=source) if s.system == READING]
    assert len(known) <= 4


def test_readings_of_a_character():
    """A character has its usual readings, that as a family name, and the rare ones of dictionaries."""
    one = character("單")
    assert (one.family, one.pinyin, "shan" in one.rare) == ("shan", ("dan",), False)
    assert {"bu", "pu"} <= set(character("堡").rare)


@pytest.mark.parametrize(
    ("term", "other"),
    [
        ("Mao Zedong", "Mao Tse-tung"),
        ("Zhou Enlai", "Chou En-lai"),
        ("Deng Xiaoping", "Teng Hsiao-ping"),
        ("Lin Biao", "Lin Piao"),
        ("Chen Shui-bian", "Chen Shuibian"),
        ("Park Geun-hye", "Bak Geun-hye"),
        ("Choi Soon-sil", "Choe Sun-sil"),
    ],
)
def test_spellings_by_an_official_system_are_conventions(term, other):
    """What another newspaper or a passport would print is a convention or the very same name."""
    spellings = {fold(s.text): s.system for s in other_spellings(term, kind=EntryKind.PERSON)}
    same = fold(term).replace(" ", "") == fold(other).replace(" ", "")
    assert same or spellings[fold(other)] in CONVENTIONS
