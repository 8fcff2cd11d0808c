"""mtqa's JSON, Vale vocabularies, and patterns for spaCy."""

import json

import pytest

from mtqa.errors import GlossaryError
from mtqa.glossary.formats import json_, jsonl, vale
from mtqa.glossary.formats.json_ import entry_from_dict, entry_to_dict
from mtqa.glossary.formats.vale import example_of
from mtqa.glossary.model import CaseRule, Entry, EntryKind, FormRule, Glossary, MatchMode


def document(*entries, **more):
    """A JSON file with these entries."""
    return json.dumps({"format": "mtqa-glossary", "version": 1, "entries": list(entries), **more}).encode()


def test_only_the_term_must_be_there():
    """Everything else has a default; the kind is guessed, the id made."""
    (entry,) = json_.read(document({"term": "Kim  Jong Un"}), origin="g").entries
    assert (entry.id, entry.term, entry.kind, entry.origin) == ("Kim Jong Un", "Kim Jong Un", EntryKind.PERSON, "g:1")


def test_every_attribute_is_a_key():
    """The keys of an entry are the attributes of the model, without ``origin``."""
    given = entry_to_dict(Entry(id="a", term="A"))
    assert set(given) == set(Entry.__dataclass_fields__) - {"origin"}
    assert entry_from_dict(given, where="g") == Entry(id="a", term="A")


def test_unknown_keys_are_counted():
    """A key that this version does not know is said to be dropped."""
    imported = json_.read(document({"term": "A", "new": 1}, {"term": "B", "new": 2}), origin="g")
    assert imported.lost == ("the unknown key 'new' of 2 entries is not kept",)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"[" * 100_000, "nested deeper|no JSON"),
        (
            b'{"format": "mtqa-glossary", "version": 1, "entries": ' + b"[" * 200_000 + b"]" * 200_000 + b"}",
            "nested deeper",
        ),
        (b'{"format": "mtqa-glossary", "version": ' + b"9" * 10_000 + b"}", "digits"),
        (b'{"format": "mtqa-glossary", "version": 2, "entries": []}', "version 2"),
        (b'{"format": "mtqa-glossary", "version": true, "entries": []}', "version True"),
        (b'{"format": "other"}', "no glossary"),
        (b'{"format": "mtqa-glossary", "version": 1, "entries": {}}', "list"),
        (b'[{"term": "a", "term": "b"}]', "twice in one object"),
        (b"[{" + b",".join(b'"k%d": 1' % n for n in range(100_000)) + b', "k99999": 2}]', "'k99999' is twice"),
        (b'[{"term": "\\ud800"}]', "surrogate"),
        (b'[{"term": "a\\u0000b"}]', "control character"),
        (b'[{"term": NaN}]', "NaN"),
        (b'[{"term": 5}]', "entry 1, term: 5 is no text"),
        (b'[{"term": ""}]', "empty term"),
        (b'[{"kind": "person"}]', "no 'term'"),
        (b'[{"term": "a", "kind": "zzz"}]', "unknown kind 'zzz'"),
        (b'[{"term": "a", "match": "fuzzy"}]', "'fuzzy' is none of sound, inflected"),
        (b'[{"term": "a", "match": []}]', "is none of"),
        (b'[{"term": "a", "variants": "b"}]', "variants: 'b' is no list"),
        (b'[{"term": "a", "variants": [null]}]', "None is no text"),
        (b'[{"term": "a", "watch": "no"}]', "neither true nor false"),
        (b'[{"term": "a", "extra": []}]', "no object"),
        (b'[{"term": "a", "id": "x"}, {"term": "b", "id": "x"}]', "entry 2: the id 'x' is that of entry 1"),
        (b"[1, 2]", "entry 1: 1 is no object"),
        (b'[{"term": "\xff"}]', "not utf-8"),
        (b'[{"term": "' + b"x" * 2000 + b'"}]', "more than 1,000"),
    ],
)
def test_json_that_is_no_glossary(data, said):
    """Every mistake and every attack gives one message with the place."""
    with pytest.raises(GlossaryError, match=said):
        json_.read(data, origin="g")


@pytest.mark.parametrize(
    ("pattern", "example"),
    [
        ("Kubernetes", ("Kubernetes", True)),
        ("Node.js", ("Node.js", True)),
        (r"C\+\+", ("C++", True)),
        ("[Oo]bservability", ("Observability", False)),
        ("APIs?", ("API", False)),
        ("(?:MacBook|iMac) Pro", ("MacBook Pro", False)),
        (r"\bfoo\b", ("foo", False)),
        ("e-?mail", ("email", False)),
        (r"[pP]y.*\b", ("", False)),
        (r"\d+", ("", False)),
        ("[A-Z]{2,}s", ("", False)),
        ("(?=x)y", ("", False)),
        ("(((", ("", False)),
        ("a)", ("", False)),
        ("(" * 100_000, ("", False)),
        ("[" * 100_000, ("", False)),
    ],
)
def test_the_plain_text_behind_a_regular_expression(pattern, example):
    """Simple expressions have a representative; others, and hostile ones, have none."""
    assert example_of(pattern) == example


def test_accept_lines():
    """Words are entries; expressions become pattern forms of the entry they belong to; comments are skipped."""
    text = "# ours\nObservability\n[Oo]bservability\n(?i)github\nfoo\\1(a)\npackage\n"
    imported = vale.read(text.encode(), origin="styles/accept.txt")
    first, second, third = imported.entries
    assert (first.term, first.variants) == ("Observability", ("[Oo]bservability",))
    assert first.exceptions == (FormRule("[Oo]bservability", MatchMode.PATTERN, CaseRule.AS_WRITTEN),)
    assert (second.term, second.case) == ("github", CaseRule.ANY_CASE)
    assert (third.term, third.match) == ("package", MatchMode.INFLECTED)
    assert "row 5" in imported.lost[0]


def test_patterns_beyond_re2_are_left_out():
    """A back-reference or look-around is no linear-time expression."""
    imported = vale.read(b"(ab)?c(?P<x>d)\nfine\n", origin="accept.txt")
    assert [entry.term for entry in imported.entries] == ["cd", "fine"]


def test_rejected_words_become_watch_entries():
    """A rejected word has no right form: mtqa asks to look twice where it stands, and import says so."""
    imported = vale.read(b"leverage\nsynergy\n", origin="styles/reject.txt")
    assert [(entry.term, entry.watch, entry.case) for entry in imported.entries] == [
        ("leverage", True, CaseRule.ANY_CASE),
        ("synergy", True, CaseRule.ANY_CASE),
    ]
    assert "2 rejected words without a right form" in imported.lost[0]


def test_vale_export_divides_right_and_wrong():
    """Right forms go to accept, wrong ones and watched words to reject; special signs are escaped."""
    glossary = Glossary(
        (
            Entry(id="a", term="C++", wrong=("C plus plus",), case=CaseRule.ANY_CASE),
            Entry(id="b", term="leverage", watch=True),
        )
    )
    assert vale.write(glossary).data == b"(?i)C\\+\\+\n"
    assert vale.write_reject(glossary).data == b"C plus plus\nleverage\n"
    assert any("watch entries (1 entry) left out" in sentence for sentence in vale.write(glossary).lost)


def test_patterns_for_spacy():
    """Each right form is a line; capitals count only where the entry says so; what is dropped is said."""
    glossary = Glossary(
        (
            Entry(id="ysy", term="Yoon Suk-yeol", kind=EntryKind.PERSON, wrong=("Eun",), case=CaseRule.ANY_CASE),
            Entry(id="us", term="U.S.", kind=EntryKind.PLACE, case=CaseRule.SAME_CASE),
        )
    )
    exported = jsonl.write(glossary)
    assert [json.loads(line) for line in exported.data.decode().splitlines()] == [
        {
            "label": "PERSON",
            "pattern": [{"LOWER": "yoon"}, {"LOWER": "suk"}, {"LOWER": "-"}, {"LOWER": "yeol"}],
            "id": "ysy",
        },
        {"label": "GPE", "pattern": [{"ORTH": "U.S."}], "id": "us"},
    ]
    assert exported.lost == ("wrong and superseded forms of 1 entry left out",)
