"""Flag words of another language that were left in an English text, in Latin letters.

What it does:  finds a stretch of five words or more without English words among them that holds function words of another
               language (Spanish, French, German, Romanian, Turkish, Vietnamese, Indonesian ... 27 in all), or Pinyin, or
               eight words that are all unknown to English. Other scripts are the business of ``stray-script``.
Why it matters: the machine left a part untranslated, and the reader cannot read it.
Example:       He said that el gobierno no va a permitirlo de ninguna manera on Monday. -> (translate)
Limits:        Shorter stretches, and single words, are missed. Names and titles in capitals are no evidence.
               A stretch that is quoted or in brackets is taken for a title or a gloss up to eight words; so
               is one that its meaning follows. Languages that are close to each other are mistaken for one
               another in the message. Of planted sentences of other languages it finds 83% (Estonian) to 98%
               (Pinyin), of stretches of six to nine words a third to three quarters. On human translations it
               flags none of 2,290 segments (56,575 words of news and talks). In 1.8 million words of other
               human prose it flags 3 stretches, all in Spanish or Italian (``benchmarks/rules.py``;
               ``benchmarks/untranslated.py`` for what it finds).
Needs:         nothing
Category:      accuracy/untranslated    Severity: major
Source:        function words identify a language in few words (Grefenstette 1995, "Comparing two language identification schemes")
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mtqa.checks._foreign import Stretch, stretches
from mtqa.checks._gather import gather
from mtqa.checks._prose import found, pieces
from mtqa.data import CheckInfo, Document, Evidence, Example, Finding
from mtqa.mqm import Category, Severity

if TYPE_CHECKING:
    from mtqa.resources import Resources

_DOC = __doc__ or ""

_QUOTES: Final = "\"'\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
#: A quoted or bracketed stretch up to here is a title, a motto or a gloss, words.
_QUOTABLE: Final = 8
_OPENS: Final = re.compile(rf"[{_QUOTES}(\[][^{_QUOTES}()\[\]]{{0,30}}$")
_GLOSS: Final = re.compile(
    rf"[.!?]?[{_QUOTES}]?(?:\s?[(\[]|\s?[\N{{EN DASH}}\N{{EM DASH}}/=]\s?\S|,? (?:or|meaning|means|which means|literally|i\.e\.|that is|translated|in English)\b|, [{_QUOTES}])"
)
_SPOKEN_OF: Final = re.compile(
    rf"\b(?:called|named|known as|titled|entitled|words?|phrases?|motto|slogan|song|poem|novel|book|film|book|newspaper|read(?:s|ing)?|says?|species)[,:]? ?[{_QUOTES}]?$"
)
#: An address or a path, not words.
_ADDRESS: Final = re.compile(r"[/@\\]|\w\.\w{2,4}\b|_")
#: So many are reported one by one.
_MOST: Final = 10


class UntranslatedRun:
    """See the module."""

    info = CheckInfo(
        id="untranslated-run",
        title="Words of another language",
        category=Category.UNTRANSLATED,
        severity=Severity.MAJOR,
        doc=_DOC,
        examples=(
            Example(
                text="He said that el gobierno no va a permitirlo de ninguna manera on Monday.",
                flagged=("el gobierno no va a permitirlo de ninguna manera",),
            ),
            Example(
                text="The minister spoke. Die Regierung hat gestern beschlossen, das Gesetz nicht zu ändern. Nobody answered.",
                flagged=("Die Regierung hat gestern beschlossen, das Gesetz nicht zu ändern",),
            ),
            Example(
                text="The party wants women yao jianchi he fazhan zhongguo tese shehuizhuyi this year.",
                flagged=("women yao jianchi he fazhan zhongguo tese shehuizhuyi",),
                comment="Pinyin",
            ),
            Example(text="“Ich bin ein Berliner,” he said. The motto reads: liberté, égalité, fraternité."),
            Example(
                text="He reads Le Monde diplomatique, El País and Der Spiegel in the Café de la Paix in Rio de Janeiro."
            ),
            Example(text="Xi Jinping, Li Keqiang, Wang Yi, Zhao Leji, Wang Huning and Han Zheng met Ri Yong Ho."),
            Example(
                text="The film (Todo sobre mi madre, 1999) was shown; “Cien años de soledad” was read; de facto, per capita, vis-à-vis."
            ),
            Example(text="The pangolins, aardvarks, okapis, bongos, dik-diks and wildebeests graze near hydrangeas."),
        ),
    )

    def run(self, document: Document, resources: Resources) -> Iterator[Finding]:  # noqa: ARG002 - CONFIG: the seam's form
        """Yield a finding per stretch."""
        wrong: list[Finding] = []
        for text, offset in pieces(document):
            for stretch in stretches(text):
                if not _is_excused(text, stretch):
                    name = "another language" if stretch.language is None else stretch.language
                    wrong.append(
                        found(
                            self.info,
                            document,
                            stretch.span.shift(offset),
                            message=f"this looks like {name}, left untranslated",
                            confidence=0.9 if stretch.language is not None else 0.75,
                            evidence=(Evidence("language", f"{stretch.words} words without English ones among them"),),
                        )
                    )
        yield from gather(wrong, most=_MOST, what="stretches of foreign text")


def _is_excused(text: str, stretch: Stretch) -> bool:
    span = stretch.span
    if _ADDRESS.search(span.of(text)) is not None:
        return True
    before = text[max(0, span.start - 40) : span.start]
    if stretch.words > _QUOTABLE:
        return False
    return (
        _OPENS.search(before) is not None
        or _SPOKEN_OF.search(before) is not None
        or _GLOSS.match(text[span.end : span.end + 20]) is not None
    )


CHECK = UntranslatedRun()
