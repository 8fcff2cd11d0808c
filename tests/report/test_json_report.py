"""The JSON rendering keeps its contract: the schema, positions in the file as read, and valid JSON whatever happens."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, ValidationError

from mtqa.data import SourceMap, Span, Summary
from mtqa.mqm import Category, Severity
from mtqa.report import schema, to_json

SAMPLE = Path(__file__).parents[2] / "reports" / "sample.json"


def validate(text):
    """The object in ``text``, if the schema allows it."""
    value = json.loads(text)
    Draft202012Validator(schema()).validate(value)
    return value


def test_schema_is_a_schema():
    """The schema itself is valid draft 2020-12."""
    Draft202012Validator.check_schema(schema())


def test_every_object_of_the_schema_is_closed():
    """No object may have a key that the schema does not name, and none may lack one."""

    def walk(node):
        if isinstance(node, dict):
            if node.get("type") == "object":
                assert node["additionalProperties"] is False
                assert set(node["required"]) == set(node["properties"])
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(schema())


def test_schema_knows_the_taxonomy():
    """Severities and category ids are those of ``mtqa.mqm``."""
    finding = schema()["$defs"]["finding"]["properties"]
    assert finding["severity"]["enum"] == [severity.value for severity in Severity]
    assert all(re.fullmatch(finding["category"]["pattern"], category.value) for category in Category)


@pytest.mark.parametrize("name", ["seed_report", "sample_report", "large_report"])
def test_reports_follow_the_schema(factory, name):
    """Reports of several shapes are what the schema says."""
    report = getattr(factory, name)()
    value = validate(to_json([report]))
    assert len(value["files"][0]["findings"]) == len(report.findings)


def test_edge_cases_follow_the_schema(factory, hostile):
    """No file, an empty article, no model, no calibration, hostile text: each is valid."""
    empty = factory.report(factory.doc(""))
    uncalibrated = factory.doc("One. Two.")
    reports = [empty, factory.report(uncalibrated, fluency=factory.fluency(uncalibrated, calibrated=False)), hostile]
    assert validate(to_json([]))["files"] == []
    files = validate(to_json(reports))["files"]
    assert files[0]["fluency"] is None
    assert files[0]["summary"]["penalty_per_1000_words"] is None
    assert files[1]["fluency"]["score"] is None
    assert files[1]["fluency"]["typical"] is None


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema_version",), 2),
        (("extra",), 1),
        (("files", 0, "findings", 0, "severity"), "fatal"),
        (("files", 0, "findings", 0, "confidence"), 1.5),
        (("files", 0, "findings", 0, "line"), 0),
        (("files", 0, "findings", 0, "start"), -1),
        (("files", 0, "findings", 0, "start"), 1.5),
        (("files", 0, "findings", 0, "message"), ""),
        (("files", 0, "findings", 0, "note"), "x"),
        (("files", 0, "findings", 0, "category"), "Terminology"),
        (("files", 0, "fluency", "typical"), [1, 2, 3]),
        (("files", 0, "fluency", "typical"), [1]),
        (("files", 0, "fluency", "score"), 101),
        (("files", 0, "summary", "counts", "fatal"), 1),
    ],
)
def test_schema_refuses(factory, path, value):
    """What is not in the contract is refused."""
    report = json.loads(to_json([factory.sample_report()]))
    node = report
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = value
    with pytest.raises(ValidationError):
        Draft202012Validator(schema()).validate(report)


def test_keys_stand_in_the_documented_order(factory):
    """A person who reads the file finds the keys where the contract has them."""
    (file,) = json.loads(to_json([factory.sample_report()]))["files"]
    assert list(file) == ["path", "findings", "fluency", "summary", "skipped", "signature", "notices"]
    assert list(file["findings"][0]) == [
        "check",
        "category",
        "severity",
        "confidence",
        "start",
        "end",
        "line",
        "column",
        "text",
        "message",
        "suggestions",
        "evidence",
        "fingerprint",
        "state",
        "decision",
        "ignored_because",
        "known",
    ]


def test_text_form(factory):
    """UTF-8 without escapes, one final newline, the same bytes every time."""
    text = to_json([factory.sample_report()])
    assert "윤석열" in text
    assert text.endswith("}\n")
    assert not text.endswith("\n\n")
    assert text == to_json([factory.sample_report()])


def test_positions_are_of_the_file_as_read(factory):
    """Spans of the text are reported in the original, line and column included."""
    original = "<i>A &amp; B</i>\n<i>the <u>Kovid</u> years</i>"
    text = "A & B\nthe Kovid years"
    places, at = [], 0
    for char in text:
        # "&" stands for "&amp;", every other character of the text for itself
        form = "&amp;" if char == "&" else char
        at = original.index(form, at)
        places.append((at, at + len(form)))
        at += len(form)
    starts, ends = zip(*places, strict=True)
    document = factory.doc(text, original=original, source_map=SourceMap(starts, ends))
    report = factory.report(document, [factory.finding(document, "Kovid"), factory.finding(document, "&")])
    ampersand, kovid = json.loads(to_json([report]))["files"][0]["findings"]
    assert original[kovid["start"] : kovid["end"]] == "Kovid"
    assert original[ampersand["start"] : ampersand["end"]] == "&amp;"
    assert (kovid["line"], kovid["column"]) == (2, original.split("\n")[1].index("Kovid") + 1)


def test_positions_are_code_points(factory):
    """Characters outside the basic plane count one each."""
    document = factory.doc("𝒜𝒷 😀 Kovid")
    (found,) = json.loads(to_json([factory.report(document, [factory.finding(document, "Kovid")])]))["files"][0][
        "findings"
    ]
    assert (found["start"], found["end"], found["column"]) == (5, 10, 6)


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), float("-inf")])
def test_no_number_that_json_cannot_say(factory, bad):
    """NaN and infinity become null, and the result still follows the schema."""
    document = factory.doc("One sentence. Another one.")
    fluency = factory.fluency(document)
    segments = tuple(replace(s, surprisal=bad, bits_per_char=bad, score=bad) for s in fluency.segments)
    fluency = replace(
        fluency, score=bad, surprisal=bad, bits_per_char=bad, perplexity=bad, typical=(bad, 50.0), segments=segments
    )
    report = replace(factory.report(document, fluency=fluency), summary=Summary(4, (), bad))
    value = validate(to_json([report]))["files"][0]
    assert value["fluency"]["perplexity"] is None
    assert value["fluency"]["typical"] is None
    assert value["fluency"]["segments"][0]["score"] is None
    assert value["summary"]["penalty_per_1000_words"] is None


@pytest.mark.parametrize("text", ["\ud800", "x\udfff", "\ud83d\ude00", "\udc80.txt"])
def test_lone_surrogates_cannot_break_it(factory, text):
    """They become U+FFFD, one for one, so that the text can be encoded and offsets hold."""
    document = factory.doc(f"a {text} Kovid", id=text)
    out = to_json([factory.report(document, [factory.finding(document, "Kovid", message=text)])])
    out.encode("utf-8")
    value = validate(out)["files"][0]
    assert value["path"] == re.sub("[\ud800-\udfff]", "\ufffd", text)
    assert value["findings"][0]["start"] == document.text.index("Kovid")


def test_numbers_are_rounded(factory):
    """Nobody needs seventeen digits; minus zero is zero."""
    document = factory.doc("One sentence.")
    fluency = replace(factory.fluency(document, {0: -0.0}), surprisal=1 / 3, perplexity=-0.0)
    value = json.loads(to_json([factory.report(document, fluency=fluency)]))["files"][0]["fluency"]
    assert value["surprisal"] == 0.3333
    assert "-0.0" not in to_json([factory.report(document, fluency=fluency)])


def test_counts_name_every_severity(factory):
    """A severity without findings counts 0; nobody has to guess."""
    document = factory.doc("One sentence.")
    report = replace(factory.report(document), summary=Summary(2, ((Severity.MAJOR, 3),), 1.0))
    counts = json.loads(to_json([report]))["files"][0]["summary"]["counts"]
    assert counts == {"neutral": 0, "minor": 0, "major": 3, "critical": 0}


def test_says_that_issues_are_suspected(factory):
    """The totals say what they are."""
    assert "suspected" in json.loads(to_json([factory.sample_report()]))["files"][0]["summary"]["note"]


def test_sample_is_up_to_date(factory):
    """``reports/sample.json`` is what the sample report renders to, but for the version of the tool."""
    made = validate(to_json([factory.sample_report()]))
    kept = validate(SAMPLE.read_text(encoding="utf-8"))
    made["tool"]["version"] = kept["tool"]["version"] = ""
    assert kept == made


def test_empty_span_has_a_place(factory):
    """A finding between two characters has equal start and end."""
    document = factory.doc("One sentence.")
    (found,) = json.loads(to_json([factory.report(document, [factory.finding(document, Span(4, 4))])]))["files"][0][
        "findings"
    ]
    assert (found["start"], found["end"], found["text"]) == (4, 4, "")
