"""Error spans, read back as Pearmut reads them."""

import json

from mtqa.report.exports import FORMS, Which


def characters(text):
    """The text as Pearmut splits it: UTF-16 units, of which a line end is none."""
    data = text.encode("utf-16-le", "surrogatepass")
    units = [data[at : at + 2] for at in range(0, len(data), 2)]
    return [unit for unit in units if unit != "\n".encode("utf-16-le")]


def surface(item, span):
    """What a span covers; both ends belong to it."""
    units = characters(item["tgt"]["translation"])
    assert 0 <= span["start_i"] <= span["end_i"] < len(units)
    return b"".join(units[span["start_i"] : span["end_i"] + 1]).decode("utf-16-le", "surrogatepass")


def documents(content):
    """The documents of the one task."""
    campaign = json.loads(content)
    assert campaign["info"] == {"assignment": "task-based", "protocol": "ESA"}
    (task,) = campaign["data"]
    return task


def spans(item):
    """Severity and surface of each span."""
    return [(span["severity"], surface(item, span)) for span in item["error_spans"]["translation"]]


def test_spans_are_the_surfaces(reviewed):
    """Confirmed and suspected are spans, dismissed ones are only told; emoji count as two."""
    (document,) = documents(FORMS["esa"].write([reviewed]))
    assert [spans(item) for item in document] == [
        [],
        [("major", "Eun Sook-eol"), ("major", "🇰🇷 envoys")],
        [("major", "The the")],
        [],
        [],
    ]
    assert [one["state"] for item in document for one in item["mtqa"]] == ["accepted", "unsure", "open", "dismissed"]
    assert document[1]["item_id"] == "articles/visit.txt#2"
    assert document[1]["error_spans"]["translation"][0]["category"].startswith("Terminology/")


def test_which_narrows(reviewed):
    """Only what was confirmed, as the result of a review."""
    (document,) = documents(FORMS["esa"].write([reviewed], which=Which.CONFIRMED))
    assert [spans(item) for item in document if spans(item)] == [[("major", "Eun Sook-eol")]]


def test_spans_do_not_overlap(factory):
    """The surer one stays, the other is told."""
    document = factory.doc("Mr Eun Sook-eol spoke.")
    report = factory.report(
        document,
        [
            factory.finding(document, "Eun Sook-eol", confidence=0.9),
            factory.finding(document, "Sook-eol", check="loop", confidence=0.3),
        ],
    )
    ((item,),) = documents(FORMS["esa"].write([report]))
    assert spans(item) == [("major", "Eun Sook-eol")]
    assert len(item["mtqa"]) == 2


def test_line_ends_count_as_spaces(factory):
    """Pearmut leaves line ends out of its count; a sentence in the campaign has none."""
    from mtqa.data import Block, Document, Segment, Span

    text = "One\ntwo Kovid\r\nthree Yunnan."
    document = Document("a.txt", text, "en", (Block(Span(0, len(text))),), (Segment(0, Span(0, len(text)), 0),))
    report = factory.report(document, [factory.finding(document, "Kovid"), factory.finding(document, "Yunnan")])
    ((item,),) = documents(FORMS["esa"].write([report]))
    assert [text for _, text in spans(item)] == ["Kovid", "Yunnan"]


def test_hostile_text(hostile_export):
    """Each span is its surface still, and no sentence is a picture."""
    content = FORMS["esa"].write([hostile_export])
    content.encode()
    (document,) = documents(content)
    assert not any(item["tgt"]["translation"].startswith("<img ") for item in document)
    seen = [surface(item, span) for item in document for span in item["error_spans"]["translation"]]
    assert "🇰🇷👩‍👩‍👧" in seen
    assert "@SUM(1)" in seen
    assert "+1+1" not in seen  # dismissed
    assert len({item["item_id"] for item in document}) == len(document)


def test_one_review_is_one_campaign(reviewed):
    """The id follows from the content: a second export of the same is the same, another is another."""
    first, second = (FORMS["esa"].write([reviewed]) for _ in range(2))
    assert first == second
    assert json.loads(first)["campaign_id"] != json.loads(FORMS["esa"].write([reviewed, reviewed]))["campaign_id"]
