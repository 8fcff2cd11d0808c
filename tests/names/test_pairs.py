"""Matching of name forms: right entry first, no dragging, sane on any input."""

import json
from dataclasses import replace

import numpy as np
import pytest

from mtqa.names.background import Known
from mtqa.names.calibration import Calibration, default_calibration
from mtqa.names.features import FALLING, FEATURES, RISING
from mtqa.names.lexical import LEXICAL, lexical
from mtqa.names.pairs import NameMatcher, PairMatch, default_knowledge, describe
from mtqa.names.transducer import Strings

GIVEN = [
    "Min-jun",
    "Soo-jin",
    "Tae-hyun",
    "Ji-woo",
    "Wei",
    "Xiaoming",
    "Hiroshi",
    "Yuki",
    "Andrei",
    "Olga",
    "Peter",
    "Anna",
    "Khalid",
    "Fatima",
    "Moshe",
    "Carlos",
]
FAMILY = [
    "Kim",
    "Park",
    "Lee",
    "Choi",
    "Jung",
    "Kang",
    "Wang",
    "Li",
    "Chen",
    "Sato",
    "Tanaka",
    "Ivanov",
    "Smirnova",
    "Miller",
    "Schmidt",
    "Haddad",
    "Levi",
    "Garcia",
    "Rossi",
]
PEOPLE = [f"{family} {given}" for family in FAMILY for given in GIVEN]
ENTRIES = [
    "Yoon Suk-yeol",
    "Covid",
    "Kookmin University",
    "Anna Evstigneeva",
    "Evstigneeva",
    "Chung Jae-hung",
    "Ahn Ho-young",
    "Ahn",
    "Kim Jong Un",
    "Rajiv Gandhi",
    "Pyongyang",
    "Sejong Institute",
    "Wesel County",
    "Fumio Kishida",
    "Mikhail Gorbachev",
]
GLOSSARY = ENTRIES + PEOPLE


@pytest.fixture(scope="module")
def matcher():
    """A glossary of 300 names with many look-alikes."""
    return NameMatcher(GLOSSARY)


def best(matcher: NameMatcher, query: str) -> PairMatch | None:
    """The first match of one query."""
    found = matcher.match([query])[0]
    return found[0] if found else None


@pytest.mark.parametrize(
    ("query", "entry"),
    [
        ("Eun Sook-eol", "Yoon Suk-yeol"),
        ("Yun Seok-yol", "Yoon Suk-yeol"),
        ("Yun Sukyeol", "Yoon Suk-yeol"),
        ("Sook-eol Eun", "Yoon Suk-yeol"),
        ("Kovid", "Covid"),
        ("Kukmin University", "Kookmin University"),
        ("Ivstigneva", "Evstigneeva"),
        ("Anna Ivstigneva", "Anna Evstigneeva"),
        ("Chung Jae-hong", "Chung Jae-hung"),
        ("Ahan", "Ahn"),
        ("Weisel County", "Wesel County"),
        ("Mihail Gorbatschow", "Mikhail Gorbachev"),
        ("Pyeongyang", "Pyongyang"),
    ],
)
def test_a_garbled_name_finds_its_entry(matcher, query, entry):
    """The right entry comes first, more probable than not."""
    match = best(matcher, query)
    assert match is not None
    assert GLOSSARY[match.form] == entry
    assert match.probability > 0.5
    assert match.gap > 0


@pytest.mark.parametrize(
    "query",
    [
        "Zhang Jun",
        "Global Times",
        "Biden",
        "Joe Biden",
        "Beijing",
        "Seoul",
        "Quad",
        "Andrei Lankov",
        "Kim Jong Il",
        "Rahul Gandhi",
        "Kookmin Bank",
        "Seoul National University",
        "Indo-Pacific Economic Framework",
        "Terminal High Altitude Area Defense",
        "Washington",
        "Tokyo",
        "United Nations",
        "White House",
        "Donald Trump",
        "Angela Merkel",
        "Emmanuel Macron",
    ],
)
def test_a_correct_name_without_an_entry_is_not_dragged_to_one(matcher, query):
    """Names that the glossary does not hold stay improbable."""
    match = best(matcher, query)
    assert match is None or match.probability < 0.5


@pytest.mark.parametrize(
    ("garbled", "other"),
    [
        ("Kim Jong-eun", "Kim Jong Il"),
        ("Rajeev Gandi", "Rahul Gandhi"),
        ("Ahn Ho-yong", "Ahn Cheol-soo"),
        ("Kukmin University", "Kookmin Bank"),
        ("Chung Jae-hong", "Chung Mong-joon"),
    ],
)
def test_a_spread_garbling_is_more_probable_than_a_swapped_token(matcher, garbled, other):
    """One token intact and the other swapped is another person; a little everywhere is the machine."""
    spread, swapped = best(matcher, garbled), best(matcher, other)
    assert spread is not None
    assert spread.probability > (0.0 if swapped is None else swapped.probability)


def test_the_worst_token_tells_a_swap_from_a_spread(matcher):
    """Kim Jong Il differs from Kim Jong Un in one token, much; a spread garbling nowhere as much."""
    swap, spread = best(matcher, "Kim Jong Il"), best(matcher, "Anna Ivstigneva")
    assert swap is not None
    assert spread is not None
    assert swap.worst_token > spread.worst_token


@pytest.mark.parametrize("query", ["Yoon Suk-yeol", "YOON SUK YEOL", "Yoon Suk‑yeol’s", "Yoon Suk-Yeol's"])
def test_another_typography_is_the_same_name(matcher, query):
    """Case, hyphens and a possessive leave distance 0 and certainty."""
    match = best(matcher, query)
    assert match is not None
    assert (GLOSSARY[match.form], match.distance, match.probability) == ("Yoon Suk-yeol", 0.0, 1.0)


@pytest.mark.parametrize(
    "query", ["", " ", "—", "习近平", "Путин", "x" * 1000, "\x00", "\N{GRINNING FACE}", "'s", "- -"]
)
def test_what_is_no_name_matches_nothing(matcher, query):
    """Other scripts, symbols and over-long strings have no match, and raise nothing."""
    assert matcher.match([query]) == [()]


@pytest.mark.parametrize("query", ["42", "a", "of", "G7", "1945 1946", "b c d e f g h i j k", "zzzzzzzzzzzzzzzzzzzz"])
def test_odd_queries_are_not_probable(matcher, query):
    """Numbers, letters and noise are nobody's garbling."""
    match = best(matcher, query)
    assert match is None or match.probability < 0.5


def test_results_stand_in_the_order_of_the_queries(matcher):
    """One result per query, repeated and empty queries included, whatever the batch."""
    queries = ["Kovid", "", "Ahan", "Kovid", "习"]
    found = matcher.match(queries)
    assert [bool(matches) for matches in found] == [True, False, True, True, False]
    assert found[0] == found[3] == matcher.match(["Kovid"])[0]


def test_matches_are_sorted_one_per_entry(matcher):
    """Best first, at most ``top``, each entry once, probabilities within 0 and 1."""
    for matches in matcher.match(["Kim Min-joon", "Park Soojin", "Wang Way", "Ivanof Andrey"], top=3):
        assert 1 <= len(matches) <= 3
        assert len({match.form for match in matches}) == len(matches)
        probabilities = [match.probability for match in matches]
        assert probabilities == sorted(probabilities, reverse=True)
        assert all(0 <= p <= 1 for p in probabilities)


def test_forms_of_one_entry_are_not_rivals():
    """With both spellings in one entry the gap is wide; in two entries it is narrow."""
    forms = ["Zelensky", "Zelenskyy", "Poroshenko", *PEOPLE]
    one = NameMatcher(forms, [0, 0, 1, *range(2, 2 + len(PEOPLE))]).match(["Zelenski"])[0][0]
    two = NameMatcher(forms).match(["Zelenski"])[0][0]
    assert one.gap > two.gap
    assert one.probability > two.probability


@pytest.mark.parametrize(
    ("query", "entry", "rival"),
    [("Ahan", "Ahn", "Ahen"), ("Chung Jae-hong", "Chung Jae-hung", "Cheong Jae-hong"), ("Kovid", "Covid", "Kowit")],
)
def test_a_rival_makes_the_same_match_less_sure(query, entry, rival):
    """A second entry as near lowers the probability of the first."""
    alone = NameMatcher(GLOSSARY).match([query])[0][0]
    rivalled = [m for m in NameMatcher([*GLOSSARY, rival]).match([query])[0] if GLOSSARY.index(entry) == m.form]
    assert GLOSSARY[alone.form] == entry
    assert not rivalled or rivalled[0].probability < alone.probability


@pytest.mark.parametrize("forms", [[], ["习近平"], [""], ["x" * 500, "—"]])
def test_a_glossary_without_names_matches_nothing(forms):
    """An empty glossary, or one without a comparable form, is no error."""
    assert NameMatcher(forms).match(["Kovid", ""]) == [(), ()]


def test_groups_must_fit_the_forms():
    """A wrong number of groups is a mistake of the caller."""
    with pytest.raises(ValueError, match="2 forms, 1 groups"):
        NameMatcher(["a", "b"], [0])


def test_ten_thousand_forms():
    """A large glossary finds its entry as well."""
    forms = [f"{name} {chr(97 + k % 26)}{chr(97 + k // 26)}on" for k in range(33) for name in PEOPLE] + ENTRIES
    match = NameMatcher(forms).match(["Anna Ivstigneva"])[0][0]
    assert forms[match.form] == "Anna Evstigneeva"


@pytest.mark.parametrize(
    ("query", "form", "said"),
    [
        ("Kovid", "Covid", "ko- for co-"),
        ("Yun", "Yun", ""),
        ("Kukmin", "Kookmin", "-u- for -oo-"),
        ("Sukyeol", "Suk-yeol", "-kye- for -k ye-"),
    ],
)
def test_the_description_names_what_differs(query, form, said):
    """Only the differing pieces are told, with a hyphen where the token goes on."""
    match = NameMatcher([form]).match([query])[0][0]
    assert describe(match.alignment) == said


def test_the_alignment_spells_both_names(matcher):
    """Pieces put together are the folded query and form."""
    match = best(matcher, "Eun Sook-eol")
    assert match is not None
    assert "".join(query for query, _ in match.alignment) == "eun sook eol"
    assert "".join(form for _, form in match.alignment) == "yoon suk yeol"


def probabilities(matcher: NameMatcher, query: str, **levels: int) -> list[float]:
    """Of the nearest entries of a folded query, as if every name of the world were known at ``levels``."""
    knowledge = replace(default_knowledge(), look_up=lambda _: Known(**levels))
    found = matcher.candidates(Strings([query]), top=3, knowledge=knowledge)
    return default_calibration().probability(found.features).tolist()


@pytest.mark.parametrize(
    "query", ["kovid", "ahan", "anna ivstigneva", "chung jae hong", "rahul gandhi", "weisel county"]
)
@pytest.mark.parametrize("role", ["given", "family", "place"])
def test_a_known_name_is_less_probably_a_garbled_one(matcher, query, role):
    """The same match is no more probable when the query's words are somebody's name, in any role."""
    unknown, known = probabilities(matcher, query), probabilities(matcher, query, **{role: 9})
    assert known[0] <= unknown[0]
    assert len(known) == len(unknown) > 0


@pytest.mark.parametrize("seed", range(3))
def test_no_feature_goes_against_its_direction(seed):
    """Whatever the other features, a wider gap never lowers the probability and a larger distance never raises it."""
    rng = np.random.default_rng(seed)
    rows = rng.normal(1, 2, (200, len(FEATURES))).astype(np.float32)
    before = default_calibration().probability(rows)
    for name in sorted(RISING | FALLING):
        moved = rows.copy()
        moved[:, FEATURES.index(name)] += rng.uniform(0, 3, 200).astype(np.float32)
        after = default_calibration().probability(moved)
        change = after - before if name in RISING else before - after
        assert change.min() >= -1e-9, name


def test_a_glossary_may_be_larger_than_its_forms():
    """With ``n_groups`` the features speak of the size of the whole glossary."""
    few = NameMatcher(GLOSSARY).candidates(Strings(["kovid"]), top=1, knowledge=default_knowledge())
    many = NameMatcher(GLOSSARY, n_groups=100_000).candidates(Strings(["kovid"]), top=1, knowledge=default_knowledge())
    differ = [name for name, a, b in zip(FEATURES, few.features[0], many.features[0], strict=True) if a != b]
    assert differ == ["log_groups"]


def test_the_lexical_numbers_of_a_pair():
    """Intact, changed and known words are told apart."""
    names = {"anna": Known(given=9), "ivstigneva": Known(), "evstigneeva": Known(family=2)}
    row = lexical(
        "anna ivstigneva",
        "anna evstigneeva",
        [0.0, 1.5],
        known=default_knowledge().known,
        look_up=lambda key: names.get(key, Known()),
    )
    found = dict(zip(LEXICAL, row, strict=True))
    assert found["intact"] == pytest.approx(4 / 14)
    assert (found["n_changed"], found["n_form_changed"]) == (1, 1)
    assert found["given_first"] == 0  # Anna did not change
    assert found["best_form_changed"] == 2
    assert found["unlisted_cost"] == 1.5
    assert found["listed_cost"] == found["place_whole"] == 0
    assert found["same_skeleton"] == 1


def tree(feature: int, threshold: float, low: float, high: float) -> Calibration:
    """A model of one tree that asks one question."""
    thresholds = np.full((1, 7), np.inf, dtype=np.float32)
    thresholds[0, 0] = threshold
    features = np.zeros((1, 7), dtype=np.intp)
    features[0, 0] = feature
    leaves = np.array([[low, 9.0, 9.0, 9.0, high, 9.0, 9.0, 9.0]])
    return Calibration(bias=0.0, feature=features, threshold=thresholds, leaves=leaves)


def test_a_tree_by_hand():
    """Not above the threshold goes to the first leaf of the left half, above to that of the right half."""
    rows = np.zeros((3, len(FEATURES)), dtype=np.float32)
    rows[:, 2] = (0.4, 0.5, 0.6)
    found = tree(2, 0.5, low=-1.0, high=2.0).probability(rows)
    assert found.tolist() == pytest.approx([1 / (1 + np.e), 1 / (1 + np.e), 1 / (1 + np.exp(-2))])


def test_a_model_survives_its_file(tmp_path):
    """What training writes is what the matcher reads."""
    path = tmp_path / "model.json"
    path.write_text(default_calibration().dump(), encoding="utf-8")
    rows = np.random.default_rng(1).normal(1, 2, (50, len(FEATURES))).astype(np.float32)
    assert Calibration.load(path).probability(rows).tolist() == default_calibration().probability(rows).tolist()


def test_a_model_of_other_features_is_refused(tmp_path):
    """An artefact of another version says how to make a new one."""
    path = tmp_path / "model.json"
    data = json.loads(default_calibration().dump())
    data["features"][0] = "something else"
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(ValueError, match=r"python -m mtqa\.training\.pairs"):
        Calibration.load(path)


def test_boosting_learns_a_rule_and_keeps_its_directions():
    """Trees find which column decides, the same twice, and never let a directed column work the other way."""
    from mtqa.training.trees import Settings, boost

    rng = np.random.default_rng(0)
    x = rng.uniform(0, 1, (4000, len(FEATURES))).astype(np.float32)
    y = (x[:, 3] + 0.3 * rng.normal(size=4000) > 0.6).astype(np.float64)
    settings = Settings(trees=40, rate=0.2, share=1.0, least=20)
    models = [
        boost(x, y, np.ones(4000), names=FEATURES, directions={FEATURES[3]: way}, settings=settings)
        for way in (1, 1, -1)
    ]
    low, high = x[:500].copy(), x[:500].copy()
    low[:, 3], high[:, 3] = 0.1, 0.95
    assert models[0].probability(low).mean() < 0.2
    assert models[0].probability(high).mean() > 0.8
    assert models[0].dump() == models[1].dump()
    assert (models[2].probability(high) <= models[2].probability(low) + 1e-9).all()
