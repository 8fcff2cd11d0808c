"""The transducer: order of distances, alignment, robustness, and the training behind it."""

import numpy as np
import pytest

from mtqa.names.alphabet import MAX_CHARS, fold, sound_classes
from mtqa.names.channels import ROUTES, Channels, default_channels, load
from mtqa.names.transducer import Strings, Transducer, default_transducer


def distance(left: str, right: str) -> float:
    """Excess per pair under the shipped table, nats."""
    one = np.zeros(1, dtype=np.intp)
    return float(default_transducer().excess(Strings([fold(left)]), Strings([fold(right)]), left=one, right=one)[0])


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Yoon Suk-yeol", "yoon suk yeol"),
        ("Yoon Suk\N{NON-BREAKING HYPHEN}yeol", "yoon suk yeol"),
        ("Yoon’s", "yoon"),
        ("Yoon's", "yoon"),
        ("the Parks'", "the parks"),
        ("O’Brien", "obrien"),
        ("Ya‘alon", "yaalon"),
        ("ERDOĞAN", "erdogan"),
        ("Łódź", "lodz"),
        ("Straße", "strasse"),
        ("Søren Ærø", "soren aero"),
        ("  Ahn \N{NO-BREAK SPACE} Ho-young ", "ahn ho young"),
        ("Su\N{SOFT HYPHEN}k", "suk"),
        ("J. R. Smith", "j r smith"),
        ("G7", "g7"),
        ("İzmir", "izmir"),
    ],
)
def test_fold_keeps_what_is_heard(written, folded):
    """Marks, case, hyphens, apostrophes and possessives do not make a difference."""
    assert fold(written) == folded


@pytest.mark.parametrize(
    "text", ["", " ", "—", "…!?", "习近平", "Путин", "Xi 习", "x" * (MAX_CHARS + 1), "a" * 100_000, "\N{GRINNING FACE}"]
)
def test_fold_refuses_what_cannot_be_compared(text):
    """No letters, another script, or far too long: the empty string, never an exception."""
    assert fold(text) == ""


def test_fold_keeps_the_longest_name():
    """The bound itself is still a name."""
    assert fold("x" * MAX_CHARS) == "x" * MAX_CHARS


def test_sound_classes_bring_look_alikes_together():
    """Covid and Kovid share a code, Covid and Biden do not."""
    assert sound_classes("covid") == sound_classes("kovid")
    assert sound_classes("covid") != sound_classes("biden")


@pytest.mark.parametrize("name", ["Yoon Suk-yeol", "x", "G20", "Evstigneeva", "qqq zzz"])
def test_the_same_spelling_costs_nothing(name):
    """A name is at distance 0 from itself, whatever its letters."""
    assert distance(name, name) == 0


@pytest.mark.parametrize(
    ("query", "near", "far"),
    [
        ("Kovid", "Covid", "Comic"),
        ("Eun", "Yoon", "Ezn"),
        ("Kukmin", "Kookmin", "Kaskmin"),
        ("Ivstigneva", "Evstigneeva", "Investigator"),
        ("Jae-hong", "Jae-hung", "Jae-hot"),
        ("Gurdon", "Gordon", "Garden"),
        ("Sukyeol", "Suk-yeol", "Suk-hyun"),
        ("Vagner", "Wagner", "Magner"),
        ("Ferguson", "Fergusson", "Ferrison"),
        ("G7", "G-7", "G8"),
    ],
)
def test_a_garbling_of_sound_is_nearer_than_another_letter(query, near, far):
    """What a machine confuses by sound costs less than what looks as near."""
    assert distance(query, near) < distance(query, far)


def test_a_batch_gives_what_single_pairs_give():
    """Neither the other pairs of a batch, nor padding, nor chunks change a distance."""
    names = ["yoon suk yeol", "eun", "evstigneeva", "a", "kookmin university", "x" * 60, "kim jong un"] * 20
    strings = Strings(names)
    grid = np.indices((len(names), len(names))).reshape(2, -1)
    whole = default_transducer().excess(strings, strings, left=grid[0], right=grid[1])
    for k in (0, 1, 141, 2047, 2048, 5000, len(whole) - 1):
        one = np.zeros(1, dtype=np.intp)
        left, right = Strings([names[grid[0][k]]]), Strings([names[grid[1][k]]])
        alone = default_transducer().excess(left, right, left=one, right=one)[0]
        assert alone == pytest.approx(whole[k], abs=1e-3)


@pytest.mark.parametrize(
    ("query", "form"),
    [("eun sook eol", "yoon suk yeol"), ("ahan", "ahn"), ("yun sukyeol", "yoon suk yeol"), ("a", "zzz")],
)
def test_an_alignment_spells_both_names_and_adds_up(query, form):
    """The pieces put together are the two names, and their costs are the distance."""
    one = np.zeros(1, dtype=np.intp)
    left, right = Strings([query]), Strings([form])
    aligned = default_transducer().align(left, right, left=one, right=one)
    pieces = aligned.pieces(0)
    assert "".join(q for q, _ in pieces) == f" {query} "
    assert "".join(f for _, f in pieces) == f" {form} "
    total = default_transducer().excess(left, right, left=one, right=one)[0]
    assert aligned.excess[:, 0].sum() == pytest.approx(total, abs=0.01)


def test_no_pairs_is_no_work():
    """An empty batch returns an empty array."""
    none = np.zeros(0, dtype=np.intp)
    strings = Strings(["a"])
    assert default_transducer().excess(strings, strings, left=none, right=none).shape == (0,)


def test_the_shipped_table_is_small():
    """The table is a few thousand operations, all of them at a cost, none dearer than the floor."""
    lines = [line for line in default_lines() if not line.startswith("#")]
    assert 1500 < len(lines) < 6000
    for column in range(2, 3 + len(ROUTES)):
        cells = [line.split("\t")[column] for line in lines]
        costs = [float(cell) for cell in cells if cell != "-"]
        assert len(costs) > 1000
        assert min(costs) > 1
        assert max(costs) == float(cells[0])  # the floor stands first


def default_lines():
    """The lines of the artefact."""
    from mtqa.artefacts import artefact

    return artefact("name-costs.tsv").read_text(encoding="utf-8").splitlines()


def test_costs_order_operations():
    """A table decides: with `c -> k` cheap and `c -> t` dear, Kovid is nearer to covid than tovid."""
    letters = [(c, c, 3.0) for c in " abcdefghijklmnopqrstuvwxyz"]
    model = Transducer([*letters, ("k", "c", 4.0), ("t", "c", 9.0)], floor=12.0)
    both = np.array([0, 1])
    found = model.excess(Strings(["kovid", "tovid"]), Strings(["covid", "covid"]), left=both, right=both)
    assert found.tolist() == pytest.approx([1.0, 6.0])  # 4 - 3 and 9 - 3: all other letters are free


def test_training_learns_the_pairs_it_sees():
    """EM on pairs that swap k and c makes just that swap cheap, twice the same way."""
    from mtqa.training.transducer import train

    words = ["cat", "cold", "arc", "cob", "taco", "decor", "corn", "ocean", "cup", "lace"]
    pairs = [(w.replace("c", "k"), w, 1.0) for w in words] + [(w, w, 1.0) for w in words]
    table, floor = train(pairs)
    assert (table, floor) == train(pairs)
    model = Transducer(table, floor=floor)
    both = np.array([0, 1])
    learned, other = model.excess(Strings(["kot", "pot"]), Strings(["cot", "cot"]), left=both, right=both)
    assert learned < other / 2


def by_route(left: str, right: str) -> dict[str, float]:
    """Excess per pair under each shipped route, nats."""
    one = np.zeros(1, dtype=np.intp)
    row = default_channels().excess(Strings([fold(left)]), Strings([fold(right)]), left=one, right=one)[0]
    return dict(zip(ROUTES, row.tolist(), strict=True))


@pytest.mark.parametrize("name", ["Yoon Suk-yeol", "x", "G20", "Evstigneeva", "qqq zzz"])
def test_the_same_spelling_costs_nothing_on_any_route(name):
    """A name is at distance 0 from itself through every language."""
    assert set(by_route(name, name).values()) == {0.0}


@pytest.mark.parametrize(
    ("query", "form", "nearer", "farther"),
    [
        ("Vagner", "Wagner", "russian", "japanese"),
        ("Gans", "Hans", "russian", "arabic"),
        ("Barbie", "Varvie", "japanese", "russian"),
        ("Raraisu", "Lalaisse", "japanese", "hebrew"),
        ("Bortugal", "Portugal", "arabic", "russian"),
        ("Jung", "Jeong", "korean-native", "arabic"),
    ],
)
def test_each_language_garbles_in_its_own_way(query, form, nearer, farther):
    """What one language does to a name is cheaper on its route than on another's."""
    costs = by_route(query, form)
    assert costs[nearer] < costs[farther]


def test_routes_asked_together_give_what_each_gives():
    """The stacked tables are the single ones, column by column, whatever the batch."""
    letters = [(c, c, 3.0) for c in " abcdefghijklmnopqrstuvwxyz"]
    one = Transducer([*letters, ("k", "c", 4.0), ("u", "oo", 3.5)], floor=12.0)
    two = Transducer([*letters, ("t", "c", 4.0), ("a", "", 3.2), ("", "d", 5.0)], floor=9.0)
    queries, forms = Strings(["kovid", "tovad", "u", "g20"]), Strings(["covid", "oo", "a very long name 5"])
    grid = np.indices((4, 3)).reshape(2, -1)
    together = Channels([one, two]).excess(queries, forms, left=grid[0], right=grid[1])
    for k, single in enumerate((one, two)):
        assert together[:, k] == pytest.approx(single.excess(queries, forms, left=grid[0], right=grid[1]), abs=1e-3)


def test_a_table_survives_its_file(tmp_path):
    """What training writes is what the matcher reads: every cost, every floor, and what a route does not have."""
    from mtqa.training.transducer import text_of

    letters = [(c, c, 3.25) for c in " abcdefghijklmnopqrstuvwxyz"]
    common = ([*letters, ("k", "c", 4.5)], 12.5)
    routes = {route: ([*letters, ("u", "oo", 4.0 + k)], 10.0 + k) for k, route in enumerate(ROUTES)}
    path = tmp_path / "costs.tsv"
    path.write_text(text_of(common, routes), encoding="utf-8")
    model, channels = load(path)
    both = np.array([0, 1])
    queries, forms = Strings(["kat", "buk"]), Strings(["cat", "book"])
    assert model.excess(queries, forms, left=both, right=both)[0] == pytest.approx(1.25)
    found = channels.excess(queries, forms, left=both, right=both)
    # "u" for "oo" costs 4 and more, "u" alone 3.25 and "oo" twice that.
    assert found[1].tolist() == pytest.approx([max(0.0, 4.0 + k - 3 * 3.25 / 2) for k in range(len(ROUTES))])
    assert found[0].tolist() == pytest.approx([10.0 + k - 3.25 for k in range(len(ROUTES))])


def test_names_sent_through_a_script_and_back(tmp_path):
    """Garbled tokens are drawn from what other names have in a letter's place, the same twice, never of a held name."""
    from mtqa.training.routes import garbled_tokens

    folder = tmp_path / "translit"
    folder.mkdir()
    consonants, foreign = "bcdklmnt", "бкдклмнт"
    tokens = [
        (f"{a}{v}{b}o{c}", f"{foreign[i]} {'аи'['ai'.index(v)]} {foreign[j]} о {foreign[k]}")
        for i, a in enumerate(consonants)
        for j, b in enumerate(consonants)
        for k, c in enumerate(consonants)
        for v in "ai"
    ]
    lines = [f"{english}\t{script}\t1" for english, script in tokens]
    (folder / "wd_russian_64.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    held = {"cabok", "kabod"}
    pairs = garbled_tokens(tmp_path, "russian", held=held, limit=300)
    assert pairs == garbled_tokens(tmp_path, "russian", held=held, limit=300)
    assert 100 < len(pairs) <= 300
    assert all(garbled != right and right not in held and 0 < weight <= 1 for garbled, right, weight in pairs)
    # Only c and k share a foreign letter, so nothing else may change.
    assert all(garbled.replace("c", "k") == right.replace("c", "k") for garbled, right, _ in pairs)
