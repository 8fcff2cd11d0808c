"""Flag a word in the wrong sense: a calque or a false friend of the language it was translated from.

What it does:  looks up a table of some 900 pairs, the word that stands there and the one that was probably
               meant ("strong rain", "heavy rain"), each with the words that must stand near it. Where such a
               place is found, the language model compares the sentence as it stands with the sentence with
               the other word in the same form, both with the text before them. The word is flagged if the
               other one is more probable by a margin, in nats, that the table gives for the group.
Why it matters: a fluent sentence with the wrong sense says something else than the source, and neither a
               spelling checker nor the score of the sentence sees it.
Example:       "agreed that it would lift new sanctions" -> "impose"
Limits:        Knows only its table; a wrong sense that is not in it, or whose neighbours are others than those
               listed, is missed. The model prefers the usual word: a deliberate unusual one may be flagged. At
               most {max_hits} places per 1,000 words are compared; in a text with more, the later ones are not.
Needs:         a language model
Category:      accuracy/mistranslation    Severity: minor, or major where the table says so
Source:        models/senses-en.md; one reference work per group of the table
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final

from mtqa.data import CheckInfo, Document, Evidence, Example, Finding, Suggestion
from mtqa.mqm import Category, Severity
from mtqa.senses.hits import find
from mtqa.senses.judge import Verdict, judge
from mtqa.senses.table import sense_table
from mtqa.text import count_words

if TYPE_CHECKING:
    from mtqa.resources import Resources

#: Places per 1,000 words that are compared, and how many more a short text may have.
MAX_HITS: Final = 20
MIN_HITS: Final = 20
#: Suggestions of one finding.
MAX_SUGGESTIONS: Final = 3
#: Source languages that a finding names.
_N_LANGUAGES: Final = 3
#: Confidence at the margin and what each nat above it adds, up to the most: 41 flags in machine translations
#: were read, of which 9 of 12 below three nats were right and 24 of 29 from there on (models/senses-en.md).
_AT_MARGIN: Final = 0.7
_PER_NAT: Final = 0.02
_AT_MOST: Final = 0.85

_DOC: Final = (__doc__ or "").format(max_hits=MAX_HITS)
LANGUAGES: Final = {
    "ar": "Arabic", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "de": "German", "es": "Spanish", "fa": "Persian",
    "fi": "Finnish", "fr": "French", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "it": "Italian",
    "ja": "Japanese", "ko": "Korean", "ms": "Malay", "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese",
    "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian",
    "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


class WrongSense:
    """See the module."""

    info = CheckInfo(
        id="wrong-sense",
        title="Word in the wrong sense",
        category=Category.MISTRANSLATION,
        severity=Severity.MINOR,
        needs=frozenset({"lm"}),
        doc=_DOC,
        examples=(
            Example(
                "The ministry warned of strong rain in the south of the country on Tuesday evening.",
                flagged=("strong",),
                suggestion="heavy",
                comment="an adjective that goes with another noun in the source language",
            ),
            Example(
                "Police are looking for the author of the attack on the market, in which four people died.",
                flagged=("author",),
                suggestion="perpetrator",
            ),
            Example(
                "The town received an important sum from the state for the repair of its bridge.",
                flagged=("an important",),
                suggestion="a large",
                comment="the article changes with the word",
            ),
            Example("A strong wind blew from the north on Tuesday.", comment="right with this noun"),
            Example("The author of the report on the attack declined to comment.", comment="an author of a text"),
            Example("The ministry warned of heavy rain in the south.", comment="the right word"),
            Example("The town received an important letter from the state.", comment="important: that matters"),
        ),
    )

    def run(self, document: Document, resources: Resources) -> Iterator[Finding]:
        """Yield a finding per word with a candidate that the language model prefers."""
        if resources.rivals is None:
            return
        most = MIN_HITS + MAX_HITS * count_words(document.text) // 1000
        for verdict in judge(islice(find(document, sense_table()), most), resources.rivals):
            yield self._finding(document, verdict)

    def _finding(self, document: Document, verdict: Verdict) -> Finding:
        best = verdict.preferred[0]
        pair = best.hit.pair
        languages = " or ".join(LANGUAGES[code] for code in pair.languages[:_N_LANGUAGES])
        known = f"a known confusion in translations from {languages}" + (f" ({pair.note})" if pair.note else "")
        word = best.hit.span.of(document.text)
        return Finding(
            check=self.info.id,
            category=self.info.category,
            severity=pair.severity,
            span=verdict.span,
            text=verdict.span.of(document.text),
            message=f"“{word}” may be the wrong word here: see whether the source means “{best.candidate.lemma}”",
            confidence=min(_AT_MOST, _AT_MARGIN + _PER_NAT * (best.gain - pair.group.margin)),
            suggestions=tuple(
                Suggestion(one.candidate.text, detail=f"“{one.hit.pair.wrong}” for “{one.candidate.lemma}”")
                for one in verdict.preferred[:MAX_SUGGESTIONS]
            ),
            evidence=(
                Evidence("table", known),
                Evidence(
                    "preference", f"the sentence is {best.gain:.1f} nats more probable with “{best.candidate.text}”"
                ),
            ),
        )


CHECK = WrongSense()
