"""Suggestions from a reviewed report."""

import json

import pytest

from mtqa.decisions import parse_decisions
from mtqa.errors import InputError
from mtqa.glossary.model import Entry, EntryKind, Glossary
from mtqa.names.suggest import from_review, parse_report

YOON = Entry("yoon", "Yoon Suk-yeol", EntryKind.PERSON, variants=("Yoon Suk Yeol",), wrong=("Yun Sokyol",))
KINU = Entry("kinu", "Korea Institute for National Unification", EntryKind.ORGANISATION)
COVID = Entry("covid", "Covid", EntryKind.TERM)
HELD = Glossary((YOON, KINU, COVID))


def finding(text, *suggestions, check="name-near-miss", fingerprint="f1", line=3):
    """A finding as a report has it."""
    return {
        "check": check,
        "category": "terminology/wrong-term",
        "severity": "major",
        "confidence": 0.9,
        "start": 0,
        "end": len(text),
        "line": line,
        "column": 1,
        "text": text,
        "message": "Looks wrong.",
        "suggestions": [{"text": one, "entry": entry, "detail": ""} for one, entry in suggestions],
        "evidence": [],
        "fingerprint": fingerprint,
    }


def report(*findings):
    """The bytes of a report of one article."""
    file = {"path": "a.txt", "findings": list(findings)}
    return json.dumps({"schema_version": 1, "tool": {"name": "mtqa", "version": "1"}, "files": [file]}).encode()


def decisions(*lines):
    """The bytes of a file of decisions."""
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()


def decided(finding, judgement, **more):
    """A decision about a finding."""
    return {"fingerprint": finding["fingerprint"], "judgement": judgement, **more}


def review(found, *lines, glossary=HELD):
    """What follows from a report and decisions."""
    return from_review(
        parse_report(report(*found), origin="r.json"),
        parse_decisions(decisions(*lines), origin="d.jsonl").current,
        glossary,
    )


def only(found, line, glossary=HELD):
    """The one suggestion that follows from one decision."""
    suggestions = review([found], line, glossary=glossary).suggestions
    assert len(suggestions) == 1
    return suggestions[0]


def test_a_dismissed_name_is_an_entry():
    """Its kind is that of the entry it was taken for, its provenance the finding."""
    found = finding("Yoon Ju-kyung", ("Yoon Suk-yeol", "yoon"))
    one = only(found, decided(found, "dismissed", by="Ana", at="2026-01-31", note="a lawmaker"))
    assert (one.entry.id, one.entry.term, one.entry.kind, one.entry.finding) == (
        "yoon-ju-kyung",
        "Yoon Ju-kyung",
        EntryKind.PERSON,
        "f1",
    )
    assert one.change is None
    assert "a lawmaker" in one.reasons
    assert (one.quotes[0].document, one.quotes[0].line) == ("a.txt", 3)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("Yoon Seok-yeol", YOON),  # another romanisation
        ("Yun Sokyol", YOON),  # listed as wrong
        ("KINU", KINU),  # its initials
        ("Yoon", YOON),  # the family name alone
    ],
)
def test_a_dismissed_variant_changes_the_entry(text, entry):
    """Another way of writing the suggested entry is no entry of its own."""
    found = finding(text, (entry.term, entry.id))
    one = only(found, decided(found, "dismissed"))
    assert one.entry.id == entry.id
    assert one.change.variants == (text,)
    assert text in one.entry.variants
    assert text not in one.entry.wrong
    assert one.entry.finding == one.change.finding == "f1"


def test_an_accepted_correction_is_an_entry():
    """What was written instead is right, what stood there is wrong."""
    found = finding("Bujar Osmany", ("Buyar Osmani", None), check="name-inconsistent")
    one = only(found, decided(found, "accepted", text="Bujar Osmani"))
    assert (one.entry.term, one.entry.wrong, one.entry.finding) == ("Bujar Osmani", ("Bujar Osmany",), "f1")
    assert only(found, decided(found, "accepted")).entry.term == "Buyar Osmani"


def test_capitals_make_no_wrong_form():
    """It would be found wherever the right one stands."""
    found = finding("Iphone", ("Ifone", None))
    one = only(found, decided(found, "accepted", text="iPhone"))
    assert (one.entry.term, one.entry.wrong) == ("iPhone", ())


def test_an_accepted_finding_whose_entry_is_gone():
    """The suggestion came from an entry that this glossary does not have."""
    found = finding("Eun Sook-eol", ("Yoon Suk-yeol", "yoon"))
    one = only(found, decided(found, "accepted"), glossary=Glossary())
    assert (one.entry.term, one.entry.wrong) == ("Yoon Suk-yeol", ("Eun Sook-eol",))


def test_a_correction_to_another_entry_changes_that():
    """It was taken for the wrong one: the next time it must not be."""
    found = finding("Yoon Ju", ("Yoon Suk-yeol", "yoon"))
    one = only(found, decided(found, "accepted", text="Korea Institute for National Unification"))
    assert (one.entry.id, one.change.wrong) == ("kinu", ("Yoon Ju",))


@pytest.mark.parametrize(
    ("found", "line"),
    [
        (finding("Eun Sook-eol", ("Yoon Suk-yeol", "yoon")), {"judgement": "accepted"}),  # the entry is there
        (finding("Eun Sook-eol", ("Yoon Suk-yeol", "yoon")), {"judgement": "unsure"}),
        (finding("Yoon Suk Yeol", ("Yoon Suk-yeol", "yoon")), {"judgement": "dismissed"}),  # right already
        (finding("Osmany"), {"judgement": "accepted"}),  # nothing to write instead
        (finding("Osmany", ("", None)), {"judgement": "accepted"}),
        (finding("the the", ("the", None), check="repeated-word"), {"judgement": "dismissed"}),
        (finding("A sentence.", check="low-fluency"), {"judgement": "accepted", "text": "A better sentence."}),
        (finding("“", ("”", None), check="quote-direction"), {"judgement": "accepted"}),
        (finding("Osmany", ("x", None)), {"judgement": "accepted", "text": "word " * 40}),  # no name
    ],
)
def test_what_asks_for_nothing(found, line):
    """Other checks, the entry that mtqa knows, and what is no name."""
    assert review([found], {"fingerprint": "f1", **line}).suggestions == ()


def test_the_last_decision_counts():
    """A person may think again."""
    found = finding("Bujar Osmani", ("Bujar Osmany", None))
    assert review([found], decided(found, "dismissed"), decided(found, "unsure")).suggestions == ()
    assert only(found, decided(found, "dismissed")).entry.term == "Bujar Osmani"


def test_findings_of_one_name_are_one_suggestion():
    """Counted, with each wrong form once, and the first finding as provenance."""
    first = finding("Bujar Osmany", ("Bujar Osmani", None), fingerprint="f1")
    second = finding("Buyar Osmani", ("Bujar Osmani", None), fingerprint="f2")
    suggestions = review([first, second], decided(first, "accepted"), decided(second, "accepted")).suggestions
    assert [(one.entry.term, one.entry.wrong, one.count) for one in suggestions] == [
        ("Bujar Osmani", ("Bujar Osmany", "Buyar Osmani"), 2)
    ]


def test_a_form_is_not_right_and_wrong():
    """One reviewer's right form is no wrong one of the other's entry."""
    first = finding("Bujar Osmany", ("Bujar Osmani", None), fingerprint="f1")
    second = finding("Bujar Osmany", ("Bujar Osmani", None), fingerprint="f2")
    found = review([first, second], decided(first, "accepted"), decided(second, "dismissed")).suggestions
    assert {one.entry.term: one.entry.wrong for one in found} == {"Bujar Osmani": (), "Bujar Osmany": ()}


def test_possessive_and_common_words_are_no_part_of_a_name():
    """What both have in small letters is the sentence's."""
    found = finding("Osmany government’s", ("Osmani government’s", None))
    one = only(found, decided(found, "accepted"))
    assert (one.entry.term, one.entry.wrong) == ("Osmani", ("Osmany",))


def test_unknown_decisions_are_counted():
    """Decisions about another report are no error, but no silence either."""
    assert review([finding("A")], {"fingerprint": "zz", "judgement": "accepted"}).unknown == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "no valid JSON"),
        ("[1]", "no JSON object"),
        ("7", "no JSON object"),
        ('{"judgement": "accepted"}', "no 'fingerprint'"),
        ('{"fingerprint": "a"}', "no 'judgement'"),
        ('{"fingerprint": "a", "judgement": "maybe"}', "unknown judgement 'maybe'"),
        ('{"fingerprint": 7, "judgement": "accepted"}', "'fingerprint' is no text"),
        ('{"fingerprint": "a", "judgement": "accepted", "text": ["b"]}', "'text' is no text"),
        ("[" * 50_000, "no valid JSON"),
        ("x" * 200_000, "200,000 characters"),
    ],
)
def test_malformed_decisions(line, said):
    """The file and the line are named."""
    good = '{"fingerprint": "a", "judgement": "accepted", "text": null, "more": 1}\n\n'
    with pytest.raises(InputError, match=r"d\.jsonl, line 3: ") as caught:
        parse_decisions((good + line + "\n").encode(), origin="d.jsonl")
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b'{"schema_version": 1}',
        b'{"schema_version": 2, "files": []}',
        b'{"schema_version": 1, "files": [{}]}',
        b'{"schema_version": 1, "files": [{"findings": [{}]}]}',
        b'{"schema_version": 1, "files": [{"findings": [7]}]}',
        b"\xff\xfe",
        b"[" * 100_000,
    ],
)
def test_malformed_reports(data):
    """Named, and no traceback."""
    with pytest.raises(InputError, match=r"r\.json"):
        parse_report(data, origin="r.json")


def test_the_sample_report_is_read(pytestconfig):
    """What mtqa writes is what is read here."""
    data = (pytestconfig.rootpath / "reports" / "sample.json").read_bytes()
    assert {one.text for one in parse_report(data, origin="sample.json")} >= {"Eun Sook-eol", "Kovid"}
