"""The list of known names: its file, looking names up, and how it is made."""

import csv
import io
from pathlib import Path

import pytest

from mtqa.artefacts import artefact
from mtqa.errors import MtqaError
from mtqa.names.background import HEADER, Background, Known, background
from mtqa.text import fold
from mtqa.training.background import counts_as_known, merge, write
from mtqa.training.background_packages import PACKAGES, Material, Package
from mtqa.training.background_report import log_likelihood_ratio, synthetic_sample
from mtqa.training.background_sources import SOURCES, Claim, key_of

HERE = Path("known-names.txt")
NAMES = {
    "al ain": (0, 0, 4, 0),
    "ali": (9, 9, 1, 0),
    "alia": (3, 0, 0, 0),
    "alibaba": (0, 0, 0, 6),
    "kim": (2, 12, 0, 0),
    "zwolle": (0, 0, 4, 0),
}


def _listed(data: bytes) -> list[str]:
    return [line.split("\t")[0] for line in data.decode("ascii").splitlines()[1:]]


def test_every_written_name_is_found():
    """Reading gives back what was written, wherever in the file a name stands."""
    list_ = Background(write(NAMES), HERE)
    assert {key: list_.look_up(key) for key in NAMES} == {key: Known(*levels) for key, levels in NAMES.items()}


@pytest.mark.parametrize(
    "key",
    [
        "",
        " ",
        "a",
        "al",
        "al ai",
        "al ainu",
        "alib",
        "kimm",
        "ki",
        "zz",
        "zwoll",
        "zwolle zwolle",
        "0000",
        "# known names 1",
    ],
)
def test_unlisted_names_are_unknown(key):
    """Neither a part of a name, nor more than it, nor what the file holds beside names."""
    assert Background(write(NAMES), HERE).look_up(key) == Known()


@pytest.mark.parametrize(
    "key",
    ["ali\t9910", "ali\n", "\nali", "\t", "ali\x00", "ал", "\ud800", "9900", "k" * 64, "k" * 10**6, "ali " * 10**5],
)
def test_hostile_keys_are_unknown(key):
    """Separators, other scripts, lone surrogates and endless keys are only unknown."""
    assert Background(write(NAMES), HERE).look_up(key) == Known()


@pytest.mark.parametrize("written", ["Al-Ain", "AL AIN", "Al Ain", "Al’Ain".replace("’", "-")])
def test_keys_are_folded_names(written):
    """Case, hyphens and accents are the business of folding."""
    assert Background(write(NAMES), HERE).look_up(fold(written)).place == 4


@pytest.mark.parametrize("key", ["al'i", "ali'", "'ali", "a.li"])
def test_apostrophes_and_stops_do_not_count(key):
    """Neither "Xi'an" and "Xian" nor "St. Louis" and "St Louis" are two keys."""
    assert Background(write(NAMES), HERE).look_up(key).given == 9


def test_an_empty_list_knows_nothing():
    """No name, no error."""
    assert Background(write({}), HERE).look_up("kim") == Known()


GOOD = write(NAMES)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        GOOD[:-1],
        GOOD + b"\n",
        GOOD[3:],
        GOOD.replace(HEADER, b"# known names 2 "),
        HEADER + b"-5\n",
        HEADER + b"9" * 5000 + b"\n",
        HEADER,
        b"\x00" * 1000,
        GOOD.replace(b"\n", b"\r\n"),
    ],
)
def test_a_damaged_file_is_said_at_once(data):
    """What is cut, grown or another file is refused, with its name and what to do."""
    with pytest.raises(MtqaError, match=r"known-names\.txt.*reinstall"):
        Background(data, HERE)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"kim\t2c00\n", b"kim 2c000"),
        (b"\t", b" "),
        (b"kim\t2c00", b"kim\tzzzz"),
        (b"kim", b"\xff\xfe\xfd"),
        (b"\n", b"\t"),
    ],
)
def test_damage_inside_is_an_error_not_a_traceback(before, after):
    """Lines that are no lines raise the same error, whichever name is asked for, or leave it unknown."""
    head, _, body = GOOD.partition(b"\n")
    damaged = Background(head + b"\n" + body.replace(before, after), HERE)
    with pytest.raises(MtqaError, match="damaged"):
        [damaged.look_up(key) for key in NAMES]


def test_ends_of_lines_may_be_those_of_windows(tmp_path):
    """A checkout that changed them is no damage."""
    (tmp_path / "list.txt").write_bytes(GOOD.replace(b"\n", b"\r\n"))
    assert Background.open(tmp_path / "list.txt").look_up("kim").family == 12


def test_a_missing_file_is_said(tmp_path):
    """Opening names the file."""
    with pytest.raises(MtqaError, match="nothing-here"):
        Background.open(tmp_path / "nothing-here")


def test_shipped_list_is_small_sorted_and_clean():
    """Ascii lines in order of bytes, each once; at most 4 MB; no person under more than one word."""
    data = artefact("known-names.txt").read_bytes()
    keys = _listed(data)
    assert len(data) < 4_000_000
    assert len(keys) > 100_000
    assert keys == sorted(set(keys))
    for line in data.decode("ascii").splitlines()[1:]:
        key, levels = line.split("\t")
        assert key_of(key) == key
        assert levels != "0000"
        assert " " not in key or levels.startswith("00")


def test_every_line_of_the_shipped_list_is_found():
    """A sample of lines from all over the file, first and last included."""
    keys = _listed(artefact("known-names.txt").read_bytes())
    sample = [*keys[:5], *keys[::997], *keys[-5:]]
    assert all(background().look_up(key) != Known() for key in sample)


@pytest.mark.parametrize(("small", "large"), [("zwolle", "seoul"), ("suwon", "japan"), ("ghent", "france")])
def test_larger_places_are_higher(small, large):
    """Levels rise from towns to countries."""
    places = background()
    assert 0 < places.look_up(small).place < places.look_up(large).place


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Maria", "given"), ("Sergei", "given"), ("Narendra", "given"), ("Haruki", "given"), ("Yael", "given"),
        ("Kim", "family"), ("Nguyen", "family"), ("Tanaka", "family"), ("Cohen", "family"), ("Zhang", "family"),
        ("Kyiv", "place"), ("Kiev", "place"), ("Xi’an", "place"), ("New York", "place"), ("São Paulo", "place"),
        ("Côte d’Ivoire", "place"), ("Shaanxi", "place"), ("Rangoon", "place"), ("St. Louis", "place"),
    ],
)  # fmt: skip
def test_common_names_are_known_in_their_role(name, role):
    """Names that any reader knows, of many languages, in legitimate spellings."""
    assert getattr(background().look_up(fold(name)), role) > 0


@pytest.mark.parametrize("word", ["wethel", "gioblo", "sintszyan", "kukmin", "ivstigneva", "xx", "qu ai", "john smith"])
def test_garbled_forms_and_full_names_are_not_known(word):
    """A garbled form is not in the list, nor is any full name of a person."""
    assert background().look_up(word) == Known()


@pytest.mark.parametrize(
    ("key", "level", "known"),
    [
        ("ty", 1, False), ("ty", 2, False), ("ty", 3, True), ("tyre", 2, False),
        ("tiran", 1, False), ("tiran", 2, True), ("tiranaa", 1, True), ("la paz", 1, False), ("la paz", 2, True),
    ],
)  # fmt: skip
def test_short_names_must_be_common(key, level, known):
    """The shorter a name, the more known it must be to be listed."""
    assert counts_as_known(Claim(key, "place", level)) is known


def test_merging_takes_the_highest_level_of_each_role():
    """Sources agree or not; roles do not mix."""
    claims = [Claim("ali", "given", 3), Claim("ali", "given", 7), Claim("ali", "place", 2), Claim("kim", "family", 1)]
    assert merge(claims) == {"ali": (7, 0, 2, 0), "kim": (0, 1, 0, 0)}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Xi’an", "xian"), ("Łódź", "lodz"), ("St. Louis", "st louis"), ("Rostov-on-Don", "rostov on don"),
        ("Київ", ""), ("A", ""), ("Area 51", ""), ("a b c d e f", ""), ("", ""), ("x" * 41, ""), ("北京", ""),
    ],
)  # fmt: skip
def test_keys(name, key):
    """Latin letters and at most five words; anything else is no key."""
    assert key_of(name) == key


def test_evidence_is_symmetric_and_finite():
    """Equal shares say nothing; none at all is not infinite."""
    assert log_likelihood_ratio(5, 5, of_garbled=10, of_right=10) == 0
    assert (
        log_likelihood_ratio(0, 9, of_garbled=10, of_right=10)
        > 0
        > log_likelihood_ratio(9, 0, of_garbled=10, of_right=10)
    )


def test_a_changed_archive_is_refused(tmp_path):
    """Only the pinned archives are read, and a missing one is named."""
    package = Package("thing==1", "thing-1.whl", "0" * 64)
    with pytest.raises(SystemExit, match="download thing==1"):
        Material(tmp_path, tmp_path).member(package, "x")
    (tmp_path / "thing-1.whl").write_bytes(b"other")
    with pytest.raises(SystemExit, match="not the archive"):
        Material(tmp_path, tmp_path).member(package, "x")


def test_card_names_every_package_and_source():
    """Each archive with its version, each source, and the attributions that licences ask for."""
    card = artefact("known-names.md").read_text(encoding="utf-8")
    assert [package.name for package in PACKAGES if package.name not in card] == []
    assert [source for source in SOURCES if f"`{source}`" not in card] == []
    assert all(text in card for text in ("GeoNames", "CC BY 4.0", "Unicode", "public domain", "MIT License"))


class _Fixed(Material):
    """Material with members of the test's own."""

    def member(self, package, pattern):
        return self.texts[pattern]

    def members(self, package, pattern):
        yield pattern, self.texts[pattern].encode()


def test_rare_names_of_a_census_stay_out(tmp_path):
    """The census of 1990 gives 0.000% for the rarest: those are no names to vouch for."""
    material = _Fixed(tmp_path, tmp_path)
    object.__setattr__(
        material, "texts", {r"/dist\.all\.last$": "SMITH 1.006 1.006 1\nRARE 0.001 2 2\nODD 0.000 3 3\n"}
    )
    assert list(SOURCES["census_family"](material)) == [Claim("smith", "family", 10), Claim("rare", "family", 1)]


def test_japanese_names_are_written_as_newspapers_do(tmp_path):
    """Long vowels short; family names by bearers."""
    material = _Fixed(tmp_path, tmp_path)
    buffer = io.StringIO()
    csv.writer(buffer).writerows([["佐藤", "1887000", "さとう", "satou"], ["大野", "200000", "おおの", "oono"]])
    texts = {
        r"/last_name_org\.csv$": buffer.getvalue(),
        r"/first_name_(?:man|woman)_(?:org|opti)\.csv$": "ゆうき,yuuki,勇気,祐樹\n",
    }
    object.__setattr__(material, "texts", texts)
    assert list(SOURCES["japanese"](material)) == [
        Claim("sato", "family", 10), Claim("ono", "family", 7), Claim("yuki", "given", 1)
    ]  # fmt: skip


def test_only_the_changed_words_of_a_garbled_name_are_garbled(tmp_path):
    """A word that the right name has too is not garbled; pairs of the pair benchmark are left out."""
    folder = tmp_path / "names"
    folder.mkdir()
    (folder / "eval_dev.tsv").write_text(
        "query\tlabel\tentry\tlang\tgen\ttype\nJon Bull\tpos\tJohn Bull\tx\tback\tfull\n", encoding="utf-8"
    )
    head = "lang\tsplit\tgen\ttype\tforeign\twrong\tcanonical\n"
    rows = "x\tdev\tback\tfull\tx\tJon Bull\tJohn Bull\nx\tdev\tback\tfull\tx\tMeri Stone\tMary Stone\n"
    (folder / "synth_pairs_dev.tsv").write_text(head + rows, encoding="utf-8")
    sample = synthetic_sample(tmp_path)
    assert (sample.garbled, sample.right) == ({"meri"}, {"mary"})
    assert (sample.garbled_names, sample.right_names) == ({"meri stone"}, {"mary stone"})
    assert sample.of_length(5, 9).garbled == frozenset()
