"""Flag a word that stands twice running.

What it does:  finds "the the", also across a line break and whatever the case, where nothing but
               white space divides the two.
Why it matters: it is the commonest trace of a cut-and-paste edit, and machine translation leaves it where
               two words of the source became one.
Example:       "in the the north" -> "in the north"
Limits:        Silent on words that English doubles ("had had", "that that", "is is", "very very"), on
               names and species ("Bora Bora", "Ni Ni", "Gorilla gorilla"), on words it does not know
               ("gado gado") and on numbers; so a doubled name is missed. Three copies or more are the
               business of ``loop``. On human translations it flags 3 of 2,290 segments (56,575 words of
               news and talks), each a slip of the translator (``benchmarks/rules.py``).
Needs:         nothing
Category:      linguistic-conventions/grammar    Severity: minor
Source:        common to style checkers; the words that English doubles were listed by hand
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mtqa.checks._repeats import SAID_TWICE, Gap, Token, loops, runs, tokens
from mtqa.data import BlockKind, CheckInfo, Document, Evidence, Example, Finding, Span, Suggestion
from mtqa.mqm import Category, Severity
from mtqa.names.lexicon import lexicon

if TYPE_CHECKING:
    from mtqa.resources import Resources

_DOC = __doc__ or ""

#: Words that English puts side by side with grammar on its side: "all that he had had", "gave her her book",
#: "what it is is a mistake", "those who do do well".
_DOUBLED: Final = SAID_TWICE | frozenset(
    "can could did do does had has have her his is it mine one that there was what which who will would you".split()  # noqa: SIM905 - CONFIG: a word list is read and edited as words
)
#: Words that stand twice to make one: ylang ylang, mahi mahi, can-can.
_REDUPLICATED: Final = frozenset(
    """
    agar aye bling can chacha chin chow couscous dik dum go goody gaga hush juju mahi nasi night paw peri piri pom pooh putt
    rah shush tom tuk tutti walla yada yadda ylang yo
    """.split()  # noqa: SIM905 - CONFIG: as above
)
#: A verb may end in the word that begins the next phrase: "carried on on Monday", "logged in in Seoul".
_PARTICLES: Final = frozenset("about around by down in off on out over through up".split())  # noqa: SIM905 - CONFIG: as above
#: No name is one of these, so capitals do not excuse them.
_FUNCTION: Final = frozenset(
    """
    a an and are as at be been but for from he if in its of on or our she than the their them then these they this those to we
    were when with your
    """.split()  # noqa: SIM905 - CONFIG: as above
)


class RepeatedWord:
    """See the module."""

    info = CheckInfo(
        id="repeated-word",
        title="Word that stands twice",
        category=Category.GRAMMAR,
        severity=Severity.MINOR,
        doc=_DOC,
        examples=(
            Example(text="Rain fell in the the north of the country.", flagged=("the the",), suggestion="the"),
            Example(text="The the minister left.", flagged=("The the",), suggestion="The", comment="whatever the case"),
            Example(
                text="The minister of finance said that the new budget of\nof this year was ready for the parliament.",
                flagged=("of\nof",),
                suggestion="of",
                comment="across a line break",
            ),
            Example(text="He paid a visit visit to the school.", flagged=("visit visit",), suggestion="visit"),
            Example(text="All the money that he had had was gone, and he knew that that was bad."),
            Example(
                text="They flew to Bora Bora. The Mau Mau rose. Ni Ni plays the inspector, and Gorilla gorilla is a species."
            ),
            Example(text="“Bye bye,” he said. It was a very very long day, ha ha."),
            Example(text="It is what it is. Is this it? It, it seems, is not; the end – end of story."),
            Example(text="The the the word is in a loop.", comment="the business of loop"),
            Example(
                text="The codes are 7 7 and 100 100; they ate gado gado.",
                comment="numbers, and a word of another language",
            ),
        ),
    )

    def run(self, document: Document, resources: Resources) -> Iterator[Finding]:  # noqa: ARG002 - CONFIG: the seam's form
        """Yield a finding per doubled word."""
        for block in document.blocks:
            if block.kind is BlockKind.FURNITURE:
                continue
            found = tokens(document.text, block.span)
            doubled = [run.start for run in runs(found) if run.period == 1 and run.length == 2]
            if not doubled:
                continue
            looping = {at for run in loops(found) for at in range(run.start, run.end)}
            for at in doubled:
                if at in looping:
                    continue
                confidence = _confidence(document, found, at)
                if confidence > 0:
                    yield self._finding(document, found[at], found[at + 1], confidence)

    def _finding(self, document: Document, first: Token, second: Token, confidence: float) -> Finding:
        span = Span(first.span.start, second.span.end)
        word = first.span.of(document.text)
        return Finding(
            check=self.info.id,
            category=self.info.category,
            severity=self.info.severity,
            span=span,
            text=span.of(document.text),
            message=f"“{second.span.of(document.text)}” stands twice",
            confidence=confidence,
            suggestions=(Suggestion(word, detail="one copy"),),
            evidence=(Evidence("repeat", "the same word twice, with nothing between"),),
        )


def _confidence(document: Document, found: list[Token], at: int) -> float:
    """How likely the word at ``at`` stands twice by mistake, 0 to 1; 0 where English allows it."""
    first, second = found[at], found[at + 1]
    word = second.span.of(document.text)
    if second.gap is not Gap.SPACE or second.key in _DOUBLED | _REDUPLICATED or not word.isalpha():
        return 0.0
    if second.key in _FUNCTION and not (len(word) == 1 and word.isupper()):
        return 0.7 if second.key in _PARTICLES else 0.95
    if len(word) < 2 or not (first.span.of(document.text) + word).islower() or not lexicon().is_known_word(word):
        return 0.0
    return 0.7 if second.key in _PARTICLES else 0.85


CHECK = RepeatedWord()
