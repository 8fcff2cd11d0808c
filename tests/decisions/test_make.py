"""A decision carries what people and counts will want to know of the finding."""

from mtqa.data import Decision, Judgement
from mtqa.decisions import DecisionLog, parse_decisions
from mtqa.decisions.make import record_for


def test_a_record_says_what_it_is_about(factory):
    """Check, surface, first suggestion, file and confidence are those of the finding and the document."""
    document = factory.doc("Mr Eun Sook-eol spoke.", id="articles/visit.txt")
    finding = factory.finding(document, "Eun Sook-eol", suggestions=["Yoon Suk-yeol", "Yun"], confidence=0.97)
    made = record_for(
        factory.report(document, [finding]), finding, Judgement.ACCEPTED, text="Yoon", note="n", by="Anna"
    )
    assert made == Decision(
        finding.fingerprint,
        Judgement.ACCEPTED,
        text="Yoon",
        by="Anna",
        note="n",
        check="name-near-miss",
        found="Eun Sook-eol",
        suggested="Yoon Suk-yeol",
        file="articles/visit.txt",
        confidence=0.97,
    )


def test_a_record_without_a_suggestion_is_written_and_read(factory, tmp_path):
    """Nothing is suggested, nothing is written by hand; the file holds what the record said."""
    document = factory.doc("The the end.")
    finding = factory.finding(document, "The the", check="repeated-word", confidence=0.0)
    made = record_for(factory.report(document, [finding]), finding, Judgement.DISMISSED)
    assert made.suggested == made.text == ""
    log = DecisionLog(tmp_path / "decisions.jsonl")
    (written,) = log.append([made])
    (read,) = parse_decisions(log.path.read_bytes(), origin="test").events
    assert read == written
    assert read.confidence == 0.0
