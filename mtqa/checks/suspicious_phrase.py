"""Point at the phrases that a rater would most likely mark, without saying what is wrong with them.

What it does:  a small network reads the states of the language model at every word, how expected the
               word was, and plain facts about it, and says how likely a human rater marks it as an
               error.  The worst words and their neighbours become phrases; the worst phrases, at most
               about one per 100 words (`--phrases few|normal|many|off`), are shown.  What is nothing but
               known names, or a name that the article spells so twice, is left alone.
Why it matters: most mistranslations are fluent enough that no rule sees them.  A reviewer with little
               time looks at these places first.
Example:       "“resolving the magic power of sanctions”" in an article about diplomacy.
Limits:        a suspicion from the translation alone: the source is not read.  It finds odd names,
               odd word choices and broken phrases; it misses what reads well and is wrong, and
               omissions altogether.  Two raters of the same text agree little themselves, so a flag
               that one reader shrugs off is no proof against it.  It was trained on news and talks
               translated from Chinese.
Needs:         a language model with a trained network     Category: accuracy/mistranslation
Source:        human MQM annotations of WMT 2021 zh-en; ``models/phrases-smollm2-135m.md`` has the
               numbers, beside those of two raters of the same text
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from mtqa.data import BlockKind, CheckInfo, Document, Evidence, Finding
from mtqa.mqm import Category, Severity
from mtqa.names.lexicon import lexicon
from mtqa.text import count_words, fold, is_capitalised, strip_possessive, words

if TYPE_CHECKING:
    from mtqa.resources import Resources

#: The module's docstring: inside a class, ``__doc__`` is the class's.
_DOC: Final = __doc__ or ""
#: Times that an article must spell a name in one way for it to be beyond suspicion.
_SETTLED: Final = 2


class SuspiciousPhrase:
    """See the module.

    It has no examples in ``info``: what it flags depends on the language model.  Its test module
    hands it suspicions.
    """

    info = CheckInfo(
        id="suspicious-phrase",
        title="Suspicious phrase",
        category=Category.MISTRANSLATION,
        severity=Severity.MINOR,
        needs=frozenset({"fluency", "suspicions"}),
        doc=_DOC,
    )

    def run(self, document: Document, resources: Resources) -> Iterator[Finding]:
        """Yield a finding per phrase, within the number that the user asked for."""
        left = allowance(document, per_100_words=resources.phrases_per_100_words)
        named = [found.span for found in resources.names.resolved]  # the name checks say what was meant
        times = Counter(fold(strip_possessive(span.of(document.text))) for span in words(document.text))
        for rank, suspicion in enumerate(resources.suspicions or (), 1):
            if not left:
                return
            text = suspicion.span.of(document.text)
            if any(suspicion.span.overlaps(span) for span in named) or _is_settled_name(text, times):
                continue
            left -= 1
            yield Finding(
                check=self.info.id,
                category=self.info.category,
                severity=Severity.MAJOR if suspicion.major else Severity.MINOR,
                span=suspicion.span,
                text=text,
                message="These words may be mistranslated or badly put: compare them with the source",
                confidence=suspicion.confidence,
                evidence=(Evidence("suspicion", _reason(rank, suspicion.chance)),),
            )


def _is_settled_name(text: str, times: Mapping[str, int]) -> bool:
    """Whether a phrase is a name of which nothing is odd: known words or names, or spelt so twice in the article.

    A name is rare and unexpected where it is right, too; to doubt a right one costs more than to miss a garbled one.

    Args:
        text: The phrase.
        times: How often each word stands in the article.
    """
    known = lexicon()
    for span in words(text):
        word = strip_possessive(span.of(text))
        if not is_capitalised(word):
            return False
        if times.get(fold(word), 0) < _SETTLED:
            parts = word.split("-")
            if not all(known.is_known_name(part) or known.is_known_word(part) for part in parts):
                return False
    return True


def allowance(document: Document, *, per_100_words: float) -> int:
    """How many phrases may be shown: so many per 100 words of prose, and one in a shorter text."""
    n_words = sum(
        count_words(block.span.of(document.text)) for block in document.blocks if block.kind is BlockKind.PROSE
    )
    return -int(-n_words * per_100_words // 100)


def _reason(rank: int, chance: float) -> str:
    place = "the most suspicious phrase" if rank == 1 else f"number {rank} of the suspicious phrases"
    return f"{place} of the article; of phrases like it, a single rater marked {chance:.0%}"


CHECK = SuspiciousPhrase()
