"""The summary for an e-mail or a ticket."""

import re

from mtqa.report.exports import FORMS, Which

GOLDEN = """\
# Review of articles/visit.txt

**1 confirmed error** (1 critical) · 2 suspected issues (2 major; 1 unsure) · 1 dismissed · 1 switched off

21 words · reviewed by Anna, last on 2026-01-31

## Confirmed errors (1)

- Line 3: “Eun Sook-eol” → “Yoon Suk-yeol” (critical, inconsistent with terminology resource, name-near-miss). \
Looks wrong. *Note (Anna):* as the ministry writes it

## Suspected, not decided (2)

- Line 3: “🇰🇷 envoys” (major, spelling, stray-script, confidence 60%, unsure). Looks wrong.
- Line 3: “The the”, perhaps “The” (major, inconsistent with terminology resource, repeated-word, confidence 90%). \
Looks wrong.

## Dismissed: the text is right (1)

- Line 3: ““Kovid”” (minor, punctuation, quote-direction). Looks wrong. *Note (Anna):* a pun

## Switched off in the article or by the project (1)

- Line 5: “Yunnan”, perhaps (delete) (major, inconsistent with terminology resource, name-near-miss). Looks wrong. \
*Note:* marked in the article

## Not checked

- low-fluency: no language model

---

Findings are suspected issues: an issue becomes an error only when a person confirms it. Two penalties are given \
apart: that of the errors a person confirmed, and what the suspected issues would add if all of them were confirmed.
"""


def test_what_an_editor_pastes(reviewed):
    """Totals, then confirmed errors with line, was and should be, then the rest."""
    assert FORMS["markdown"].write([reviewed]) == GOLDEN


def test_without_confirmed_errors_it_says_so(factory):
    """Nobody should look for a list that is empty."""
    document = factory.doc("All is well.")
    text = FORMS["markdown"].write([factory.report(document)])
    assert "**0 confirmed errors** · 0 suspected issues" in text
    assert "## Confirmed errors\n\nNone." in text
    assert "None." not in FORMS["markdown"].write([factory.report(document)], which=Which.SUSPECTED)


def test_several_articles_have_a_total(reviewed):
    """One heading for all, one for each."""
    text = FORMS["markdown"].write([reviewed, reviewed])
    assert text.startswith("# Review of 2 articles\n\n**2 confirmed errors**, 4 suspected issues\n")
    assert text.count("\n## Review of articles/visit.txt\n") == 2
    assert "\n### Confirmed errors (1)\n" in text


def test_hostile_text_is_shown_as_it_is(hostile_export):
    """One line per finding; what Markdown or HTML would act on has a backslash before it."""
    text = FORMS["markdown"].write([hostile_export])
    text.encode()
    items = [line for line in text.split("\n") if line.startswith("- Line ")]
    assert len(items) == len(hostile_export.findings)
    bare = re.sub(r"\\[^A-Za-z0-9\s]", "", text).replace("*Note", "Note").replace(":*", ":").replace("**", "")
    assert not re.search(r"[<>`|\[\]_]", bare)
    assert "*" not in bare
    assert "\x1b" not in text
    assert "\u202e" not in text
