"""A small reviewed article, and one made of everything that could break a form."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mtqa.data import Decision, Judgement
from mtqa.decisions import Decisions, decided
from mtqa.mqm import Category, Severity

TEXT = "Visit to Seoul\n\nMr Eun Sook-eol met 🇰🇷 envoys. The the talks, “Kovid”, went on.\n\nNothing is wrong here. Yunnan spoke.\n"


def judged(report, *verdicts):
    """The report with decisions: (surface, judgement, text, note, by)."""
    events = []
    for at, (surface, judgement, text, note, by) in enumerate(verdicts):
        finding = next(one for one in report.findings if one.text == surface)
        events.append(
            Decision(
                finding.fingerprint,
                judgement,
                text=text,
                note=note,
                by=by,
                at=f"2026-01-31T09:00:0{at}.000Z",
                id=f"id{at}",
                check=finding.check,
            )
        )
    return decided(report, Decisions(tuple(events)))


@pytest.fixture
def reviewed(factory):
    """One finding in each state: confirmed, suspected, dismissed, unsure, switched off."""
    document = factory.doc(TEXT, id="articles/visit.txt")
    punctuation = {"category": Category.PUNCTUATION, "severity": Severity.MINOR, "check": "quote-direction"}
    report = factory.report(
        document,
        [
            factory.finding(
                document, "Eun Sook-eol", severity=Severity.CRITICAL, suggestions=["Yoon Suk-yeol"], confidence=0.97
            ),
            factory.finding(document, "🇰🇷 envoys", check="stray-script", category=Category.SPELLING, confidence=0.6),
            factory.finding(document, "The the", check="repeated-word", suggestions=["The"]),
            factory.finding(document, "“Kovid”", suggestions=["“Covid”"], **punctuation),
            factory.finding(document, "Yunnan", suggestions=[""], confidence=0.4),
        ],
        skipped=[("low-fluency", "no language model")],
    )
    off = next(one for one in report.findings if one.text == "Yunnan")
    report = replace(report, ignored=((off.fingerprint, "marked in the article"),))
    return judged(
        report,
        ("Eun Sook-eol", Judgement.ACCEPTED, "", "as the ministry writes it", "Anna"),
        ("“Kovid”", Judgement.DISMISSED, "", "a pun", "Anna"),
        ("🇰🇷 envoys", Judgement.UNSURE, "", "", "Anna"),
    )


#: Text that some form gives a meaning.
HOSTILE = (
    "=HYPERLINK(“x”,1)",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    " \t=1+1",
    "a\tb",
    "x <v>not a mark</v> y",
    "<img src=x onerror=alert(1)>",
    "a | b || c",
    "**bold** _it_ [x](http://e.example) `code`",
    "&lt;b&gt; &amp;",
    "quote \" and ' and “",
    "\x1b[31mred\x07",
    "a\u2028b\u2029c\u0085d",
    "\u202egnol\u202c",
    "🇰🇷👩‍👩‍👧",
    "\ud800 alone",
    "＝1+1",
)


@pytest.fixture
def hostile_export(factory):
    """Each payload as surface, message, suggestion, note, author, reason and file."""
    document = factory.doc("\n\n".join(HOSTILE), id='<v>a\tb\n|="x">.txt')
    findings = [
        factory.finding(
            document,
            block.span,
            check="loop",
            message=f"m {payload}",
            suggestions=[payload],
        )
        for payload, block in zip(HOSTILE, document.blocks, strict=True)
    ]
    report = factory.report(document, findings, skipped=[("x", payload) for payload in HOSTILE])
    events = tuple(
        Decision(
            finding.fingerprint,
            (Judgement.ACCEPTED, Judgement.DISMISSED, Judgement.UNSURE)[at % 3],
            text=payload,
            note=payload,
            by=payload,
            at=payload,
            id=f"i{at}",
        )
        for at, (payload, finding) in enumerate(zip(HOSTILE, report.findings, strict=True))
    )
    return decided(report, Decisions(events))
