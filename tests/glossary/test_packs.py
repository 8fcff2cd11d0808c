"""The packs: what they say of themselves, and how they stand beside a glossary of people's own."""

import unicodedata

import pytest

import mtqa
from mtqa.api import open_glossary
from mtqa.artefacts import artefact
from mtqa.errors import GlossaryError
from mtqa.glossary.merge import giving_way
from mtqa.glossary.model import EntryKind, MatchMode
from mtqa.glossary.packs import load_pack, pack, pack_path, packs
from mtqa.glossary.store_csv import parse_csv
from mtqa.glossary.write_csv import to_csv
from mtqa.names.evidence import GENERAL_FROM
from mtqa.names.index.load import open_glossaries
from mtqa.training.packs.rows import is_distinct

NAMES = ("capitals", "cities", "currencies", "languages", "territories", "world-affairs")
MADE = NAMES[:-1]
# How the names of a script's letters begin in the Unicode Character Database, by language.
SCRIPTS = {
    **dict.fromkeys(("zh", "zh-Hans", "zh-Hant"), ("CJK",)),
    "ja": ("CJK", "HIRAGANA", "KATAKANA"),
    "ko": ("HANGUL",),
    **dict.fromkeys(("ru", "uk", "bg", "sr"), ("CYRILLIC",)),
    **dict.fromkeys(("ar", "fa"), ("ARABIC",)),
    **dict.fromkeys(("hi", "ne"), ("DEVANAGARI",)),
    "bn": ("BENGALI",),
    "el": ("GREEK",),
    "he": ("HEBREW",),
    "hy": ("ARMENIAN",),
    "ka": ("GEORGIAN",),
    "km": ("KHMER",),
    "my": ("MYANMAR",),
    "th": ("THAI",),
}
# Letters that a neighbouring language of the same script has and this one has not.
FOREIGN = {"ru": "іїєґў", "uk": "ыэёъў", "bg": "ыэёіїє", "sr": "йыэёъ", "fa": "يكةى", "ar": "یکچپگڈٹ"}


@pytest.fixture(scope="module", params=NAMES)
def loaded(request):
    """A pack and its entries."""
    return pack(request.param), load_pack(request.param)


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """A cache of its own for compiled packs."""
    monkeypatch.setenv("MTQA_CACHE", str(tmp_path / "cache"))
    return tmp_path


def quiet(_message):
    """Say nothing."""


def layered(text, tmp_path, *names):
    """A glossary of a project over packs."""
    path = tmp_path / "own.csv"
    path.write_text(text, encoding="utf-8")
    return open_glossaries([path], packs=[pack_path(name) for name in names], note=quiet)


def suspected(text, glossary):
    """Check, surface and suggestion of each name and term finding."""
    found = mtqa.check(text, glossary=glossary, lm=None).findings
    return [(one.check, one.text, one.suggestions[0].text) for one in found if one.check.startswith(("name-", "term-"))]


def test_every_pack_is_there():
    """Three files each, and nothing else in the folder."""
    assert tuple(one.name for one in packs()) == NAMES
    wanted = {f"{name}.{suffix}" for name in NAMES for suffix in ("csv", "toml", "md")}
    assert {path.name for path in artefact("packs").iterdir()} == wanted


def test_the_packs_are_small():
    """They are in every wheel: 3 MB at most."""
    assert sum(path.stat().st_size for path in artefact("packs").iterdir()) < 3_000_000


def test_a_pack_says_what_it_is(loaded):
    """The number of entries is right, and the card has licence and attribution."""
    facts, glossary = loaded
    card = facts.path.with_suffix(".md").read_text(encoding="utf-8")
    assert facts.entries == len(glossary.entries)
    assert f"{facts.entries:,} entries" in card
    assert facts.licence in card
    assert facts.attribution in card
    assert bool(facts.attribution) is (facts.licence != "CC0-1.0")
    assert facts.title
    assert facts.source
    assert facts.as_of in card


def test_a_pack_has_only_right_forms(loaded):
    """Nothing is wrong, superseded or watched; no column is unknown."""
    _, glossary = loaded
    assert all(not entry.rejected and not entry.watch and not entry.extra for entry in glossary.entries)


def test_source_terms_are_in_the_script_of_their_language(loaded):
    """Every letter belongs to the script, and none to a neighbouring language only."""
    facts, glossary = loaded
    if facts.name not in MADE:
        pytest.skip("has a test of its own")
    for entry in glossary.entries:
        for term in entry.sources:
            letters = [char for char in term.text if char.isalpha() and not char.isascii()]
            assert letters, (entry.id, term)
            for char in letters:
                assert unicodedata.name(char).startswith((*SCRIPTS[term.lang], "MODIFIER LETTER")), (entry.id, term)
                assert char not in FOREIGN.get(term.lang, ""), (entry.id, term)


@pytest.mark.parametrize("name", MADE)
def test_a_made_pack_is_as_mtqa_writes_it(name):
    """The file of a pack is what any glossary file is: the same bytes when it is written again."""
    assert to_csv(load_pack(name)).encode() == pack(name).path.read_bytes()


@pytest.mark.parametrize("name", MADE)
def test_nothing_common_is_listened_for(name):
    """What sounds like a short name, an English word or a name of people is not suspected of being an entry."""
    for entry in load_pack(name).entries:
        for form in entry.forms:
            assert entry.rule(form).match is not MatchMode.SOUND or is_distinct(form), (entry.id, form)


@pytest.mark.parametrize(
    "form", ["Chad", "Mali", "Georgia", "Jordan", "Niger", "Victoria", "Kingston", "Lima", "Mobile"]
)
def test_names_that_are_words_or_people(form):
    """The rule, on names that everybody knows."""
    assert not is_distinct(form)


@pytest.mark.parametrize("form", ["Kyrgyzstan", "Ouagadougou", "Novosibirsk", "Antigua and Barbuda", "Port Moresby"])
def test_names_that_are_only_themselves(form):
    """What nobody takes for anything else."""
    assert is_distinct(form)


@pytest.mark.parametrize(
    ("name", "identity", "term", "variants", "sources"),
    [
        ("territories", "territory-kr", "South Korea", {"Republic of Korea"}, {"ko:대한민국", "ru:Республика Корея"}),
        ("territories", "territory-cd", "Democratic Republic of the Congo", {"DR Congo"}, set()),
        ("territories", "territory-mm", "Myanmar", {"Burma"}, {"ko:미얀마", "zh-Hans:缅甸", "zh-Hant:緬甸"}),
        ("territories", "territory-lc", "Saint Lucia", {"St. Lucia", "St Lucia"}, {"uk:Сент-Люсія"}),
        ("territories", "territory-hk", "Hong Kong", set(), {"zh-Hant:中國香港特別行政區"}),
        ("capitals", "capital-kr-seoul", "Seoul", set(), {"ko:서울", "ja:ソウル", "ru:Сеул", "zh-Hans:首尔"}),
        ("capitals", "capital-kz-astana", "Astana", {"Nur-Sultan"}, set()),
        ("capitals", "capital-ua-kyiv", "Kyiv", {"Kiev"}, {"uk:Київ"}),
        ("languages", "language-ko", "Korean", set(), {"ko:한국어", "ja:韓国語"}),
        ("currencies", "currency-krw", "South Korean won", {"KRW"}, {"ko:대한민국 원"}),
        ("cities", "city-2886242", "Köln", {"Cologne"}, {"ko:쾰른"}),
        ("cities", "city-1838524", "Busan", set(), {"ko:부산"}),
        ("cities", "city-1835553", "Suwon", set(), {"ko:수원"}),
        ("cities", "city-1791247", "Wuhan", set(), {"zh-Hans:武汉"}),
    ],
)
def test_well_known_entries(name, identity, term, variants, sources):
    """Forms and source terms of places that everybody knows."""
    entry = load_pack(name).by_id[identity]
    assert entry.term == term
    assert variants <= set(entry.variants)
    assert sources <= {f"{one.lang}:{one.text}" for one in entry.sources}


def test_codes_are_matched_letter_for_letter():
    """ALL is the lek of Albania, and "all" is not."""
    entry = load_pack("currencies").by_id["currency-all"]
    assert entry.rule("ALL").match is MatchMode.EXACT
    assert load_pack("territories").by_id["territory-us"].rule("US").match is MatchMode.EXACT


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("citys", "did you mean 'cities'?"),
        ("World-Affairs", "did you mean 'world-affairs'?"),
        ("zzz", "there are capitals, cities"),
        ("", "there are capitals"),
        ("../cities", "name a pack or a CSV file"),
        ("folder/cities.csv", "no such file"),
        ("cities.csv", "no such file"),
        ("x\0.csv", "no such file"),
        ("n" * 500, "no pack 'nnn"),
    ],
)
def test_there_is_no_such_pack(name, said, tmp_path, monkeypatch):
    """One message that says what there is."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(GlossaryError) as caught:
        pack_path(name)
    assert said in str(caught.value)
    assert len(str(caught.value)) < 400


def test_a_pack_of_ones_own(tmp_path, monkeypatch):
    """A CSV file is a pack too; its path counts from the folder that is given."""
    (tmp_path / "house.csv").write_text("term,kind\nSeoul,place\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert load_pack("house.csv").entries[0].term == "Seoul"
    monkeypatch.chdir(tmp_path.parent)
    assert pack_path("house.csv", base=tmp_path) == tmp_path / "house.csv"
    assert pack_path(str(tmp_path / "house.csv")).is_file()
    assert pack_path("cities", base=tmp_path) == pack("cities").path


def test_what_a_person_rejects_is_not_right_any_more(cache):
    """A pack gives way: no conflict, and the listed form is flagged."""
    glossary = layered("term,kind,wrong\nKyiv city,place,Kiev\n", cache, "capitals", "cities")
    assert suspected("The minister went to Kiev on Monday.", glossary) == [("term-forbidden", "Kiev", "Kyiv city")]


def test_an_entry_of_a_person_takes_the_place_of_that_of_a_pack(cache):
    """Same kind and term: what the pack says of it is gone, its variants too."""
    glossary = layered("term,kind,wrong\nKyiv,place,Kiev\n", cache, "capitals")
    text = "The minister went to Kiev, which is Kyiv, on Monday."
    assert suspected(text, glossary) == [("term-forbidden", "Kiev", "Kyiv")]


def test_a_pack_finds_a_garbled_name(cache):
    """What a pack is for, beside source terms."""
    glossary = layered("term,kind\nAnna Brandt,person\n", cache, *NAMES)
    assert ("name-near-miss", "Vientianne", "Vientiane") in suspected("They met in Vientianne on Monday.", glossary)


def test_a_pack_needs_more_than_a_glossary(cache):
    """The same suspicion counts where a person chose the entry, and not where a pack has it."""
    text = "The deal was signed in Jechia on Monday."
    entry = "term,kind\nCzechia,place\n"
    own = parse_csv(entry, origin="own.csv")
    found = [one for one in mtqa.check(text, glossary=own, lm=None).findings if one.check == "name-near-miss"]
    assert [0.5 <= one.confidence < GENERAL_FROM for one in found] == [True]
    (cache / "pack.csv").write_text(entry, encoding="utf-8")
    assert suspected(text, open_glossaries([], packs=[cache / "pack.csv"], note=quiet)) == []


def test_packs_change_nothing_of_what_a_glossary_finds(cache):
    """The seed article, beside the seed glossary: the same findings with all packs."""
    seeds = artefact("packs").parents[1] / "seeds"
    if not seeds.is_dir():
        pytest.skip("the seeds are not in a wheel")
    text = (seeds / "biden-korea-visit.txt").read_text(encoding="utf-8")
    alone = open_glossaries([seeds / "glossary.csv"], note=quiet)
    beside = open_glossaries([seeds / "glossary.csv"], packs=[pack_path(name) for name in NAMES], note=quiet)
    assert suspected(text, beside) == suspected(text, alone)


def test_giving_way():
    """Forms that somebody rejects leave a general entry; without its preferred form it goes itself."""
    entries = parse_csv(
        "id,term,kind,variants,wrong\n"
        "p1,Kyiv,place,Kiev|Kijev,\n"
        "p2,Rangoon,place,Yangon,\n"
        "p3,Seoul,place,,Soul\n"
        "own,Yangon city,place,,Rangun\n",
        origin="a.csv",
    ).entries
    own = parse_csv("id,term,kind,wrong\nours,Kiev city,place,Kijev|Rangoon\n", origin="b.csv").entries
    kept = giving_way((*entries, *own), general={"p1", "p2", "p3"})
    assert {entry.id: entry.forms for entry in kept} == {
        "p1": ("Kyiv", "Kiev"),
        "p3": ("Seoul",),
        "own": ("Yangon city",),
        "ours": ("Kiev city",),
    }
    assert giving_way(entries, general=()) == entries


def test_the_digest_says_whether_packs_are_packs(cache):
    """The same files as packs or as a glossary do not find the same."""
    path = pack_path("capitals")
    assert open_glossaries([], packs=[path], note=quiet).digest != open_glossaries([path], note=quiet).digest
    glossary = open_glossaries([], packs=[path], note=quiet)
    small = glossary.narrow(_document("They met in Seoul."))
    assert {entry.term for entry in small.entries if entry.id in small.general} == {"Seoul"} | {
        entry.term for entry in small.entries
    }
    assert all(entry.kind is EntryKind.PLACE for entry in small.entries)


def _document(text):
    from mtqa.readers import read_text
    from mtqa.segment import segment

    return segment(read_text(text))


def test_one_pack_may_be_named_without_a_list():
    """A name alone is that pack, and not a list of letters."""
    one, listed = (open_glossary(None, packs=named) for named in ("currencies", ["currencies"]))
    assert one.digest == listed.digest
    assert one.size == pack("currencies").entries
