"""Forms that other parts write, and the registry."""

import json

import pytest

from mtqa.decisions import parse_decisions
from mtqa.report.exports import FORMS, Which


def test_decisions_come_back(reviewed):
    """The lines are those of a file of decisions."""
    text = FORMS["decisions"].write([reviewed])
    assert parse_decisions(text.encode(), origin="test").events == reviewed.decisions
    only = FORMS["decisions"].write([reviewed], which=Which.CONFIRMED)
    assert [one.by for one in parse_decisions(only.encode(), origin="test").events] == ["Anna"]


def test_json_is_the_report(reviewed):
    """All findings, or those that are wanted."""
    whole = json.loads(FORMS["json"].write([reviewed]))
    assert len(whole["files"][0]["findings"]) == 5
    confirmed = json.loads(FORMS["json"].write([reviewed], which=Which.CONFIRMED))
    assert [one["text"] for one in confirmed["files"][0]["findings"]] == ["Eun Sook-eol"]


def test_corrected_has_what_was_accepted_alone(reviewed):
    """The accepted change, and no other character."""
    text = FORMS["corrected"].write([reviewed])
    assert text == reviewed.document.original.replace("Eun Sook-eol", "Yoon Suk-yeol")
    with pytest.raises(ValueError, match="one article"):
        FORMS["corrected"].write([reviewed, reviewed])


@pytest.mark.parametrize("name", [name for name in FORMS if name != "corrected"])
def test_every_form_takes_none_one_and_many(name, reviewed, hostile_export, factory):
    """Text can be written as UTF-8, and binary forms are bytes."""
    form = FORMS[name]
    assert form.name == name
    empty = factory.report(factory.doc(""))
    for reports in ([], [empty], [reviewed], [reviewed, hostile_export, empty]):
        for which in (None, *Which):
            content = form.write(reports, which=which)
            assert isinstance(content, bytes) is form.is_binary
            if isinstance(content, str):
                content.encode()
