"""Flag a title before a name that is said twice, or that no name follows.

What it does:  finds a title that stands twice ("President President Yoon", "Mr. Mr. Park", "Mr. President Mr. Yoon", "Mr.
               Tanaka-san"), and "Mr.", "Mrs." or "Ms." before a verb, a function word or a mark ("Mr. said that").
Why it matters: the machine translated a title that the name had already, or lost the name after it.
Example:       President President Yoon -> President Yoon
Limits:        "Dr." alone is judged before reporting verbs only, for it is a street, too. Titles that may
               be names ("Major Major", "Duke Duke") are left out. Titles spoken about ("the Mr. and Mrs.",
               "a “Mr.”") are excused. On human translations it flags none of 2,290 segments (56,575 words
               of news and talks), nor anything in 1.8 million words of other human prose
               (``benchmarks/rules.py``).
Needs:         nothing
Category:      accuracy/addition; accuracy/omission for a lost name    Severity: minor (major for a lost name)
Source:        Chicago Manual of Style 8.20-8.23 and 10.16 (titles with names)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mtqa.checks._gather import gather
from mtqa.checks._prose import found, pieces
from mtqa.data import CheckInfo, Document, Example, Finding, Span
from mtqa.mqm import Category, Severity

if TYPE_CHECKING:
    from mtqa.resources import Resources

_DOC = __doc__ or ""

_TITLES: Final = (
    "Admiral|Ambassador|Archbishop|Bishop|Brigadier|Captain|Cardinal|Chairman|Chairperson|Chairwoman|Chancellor|Chief|Colonel|Commander|Commissioner|"
    "Comrade|Congressman|Congresswoman|Councillor|Crown Prince|Deputy|Director|Dr\\.?|Emperor|Empress|Foreign Minister|Governor|"
    "Lieutenant|Madam|Mayor|Minister|Mr\\.?|Mrs\\.?|Ms\\.?|Pope|Premier|President|Prime Minister|Princess|Prof\\.?|"
    "Professor|Queen|Representative|Secretary|Senator|Sergeant|Sheriff|Speaker|Vice President"
)
_COURTESY: Final = r"(?:Mr|Mrs|Ms|Dr)\b\.?"
_TWICE: Final = re.compile(rf"\b({_TITLES}) (\1)(?=[ ,.]|$)(?! (?:of|and|for)\b)")
_AFTER_OFFICE: Final = re.compile(
    rf"\b(Mr\.? (?:President|Minister|Chairman|Secretary|Speaker|Prime Minister|Ambassador|Director|Governor|Mayor)) ({_COURTESY})(?= [A-Z])"
)
_COURTESIES: Final = re.compile(r"\b((?:Mr|Mrs|Ms)\b\.?) (?:Mr|Mrs|Ms)\b\.?(?= [A-Z])")
_SUFFIX: Final = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr)\b\.? [A-Z][\w'-]{0,30}?(?: [A-Z][\w'-]{0,30}?)?(-(?:san|sama|sensei|ssi|nim|shi)\b| ssi\b)"
)
_VERBS: Final = (
    "said|says|told|tells|added|adds|noted|stressed|explained|wrote|asked|replied|answered|argued|claimed|concluded|continued|declared|"
    "emphasi[sz]ed|insisted|pointed|stated|suggested|believes|warned|announced|expressed|hoped|praised|visited|met|attended|arrived|called|urged"
)
_WORDS: Final = "was|is|were|are|has|had|have|will|would|could|did|does|of|in|at|on|to|from|for|with|by|who|whose|also|that|as|when|because|after|before"
_DANGLING: Final = re.compile(
    rf"(?<![\w.'\"\N{{LEFT DOUBLE QUOTATION MARK}}\N{{LEFT SINGLE QUOTATION MARK}}(/-])(?:(?:Mr|Mrs|Ms)(?:\.? (?:{_VERBS}|{_WORDS})(?=[ ,.])|\.[,;:?!](?=\s)(?! (?:and |or )?(?:Mr|Mrs|Ms|Miss|Dr)\b)|\.(?=$)|,(?= (?:who|whose|the|an?)\b)))"
    rf"|(?<![\w.] )(?<![\w./-])Dr\.? (?:{_VERBS})(?= )"
)
_SPOKEN_OF: Final = re.compile(
    r"(?:\b(?:titles?|words?|called|and|or|prefix|abbreviation|an?|the|no|his|her|their|honorifics?|either|address(?:ed)?(?: as)?|as)|\b(?:Mr|Mrs|Ms|Miss|Dr)\b\.?,|[/:]) $"
)
#: So many are reported one by one.
_MOST: Final = 10


class DoubledTitle:
    """See the module."""

    info = CheckInfo(
        id="doubled-title",
        title="Title said twice, or without its name",
        category=Category.ADDITION,
        severity=Severity.MINOR,
        doc=_DOC,
        examples=(
            Example(
                text="They met President President Yoon.", flagged=("President President",), suggestion="President"
            ),
            Example(
                text="Yesterday Mr. President Mr. Yoon left.", flagged=("Mr. President Mr.",), suggestion="President"
            ),
            Example(text="I saw Mr. Mr. Park and Ms. Mr. Kim.", flagged=("Mr. Mr.", "Ms. Mr."), suggestion="Mr."),
            Example(text="Yesterday, Mr. said that it was over.", flagged=("Mr. said",)),
            Example(text="They thanked Mr. Tanaka-san.", flagged=("-san",), suggestion=""),
            Example(
                text="Mr. and Mrs. Park, Mr President, Mr. van Dyke, Dr. Kim and Mr. de Klerk met; the forms Mr., Mrs. and Ms."
            ),
            Example(
                text="He lives at 5 Mulholland Dr. in the hills; a “Mr.” is used before names, and the title Mr. was dropped."
            ),
            Example(
                text="Vice President Harris; Minister of State; the Queen; Speaker of the House; Tanaka-san bowed."
            ),
            Example(text="“Mr. President, Mr. Yoon has come,” she said."),
        ),
    )

    def run(self, document: Document, resources: Resources) -> Iterator[Finding]:  # noqa: ARG002 - CONFIG: the seam's form
        """Yield a finding per title."""
        wrong: list[Finding] = []
        for text, offset in pieces(document):
            for span, right, message in _doubled(text):
                wrong.append(
                    found(self.info, document, span.shift(offset), message=message, confidence=0.9, instead=(right,))
                )
            for match in _DANGLING.finditer(text):
                if _SPOKEN_OF.search(text[max(0, match.start() - 20) : match.start()]) is not None:
                    continue
                wrong.append(
                    found(
                        self.info,
                        document,
                        Span(*match.span()).shift(offset),
                        message=f"no name follows the title in “{match.group()}”; it may have been lost",
                        confidence=0.85,
                        category=Category.OMISSION,
                        severity=Severity.MAJOR,
                    )
                )
        yield from gather(sorted(wrong, key=lambda one: one.span), most=_MOST, what="such titles")


def _doubled(text: str) -> Iterator[tuple[Span, str, str]]:
    taken = -1
    for match in _AFTER_OFFICE.finditer(text):
        taken = match.end()
        yield Span(*match.span()), match.group(1).partition(" ")[2], f"“{match.group()}” names the title twice"
    for match in _TWICE.finditer(text):
        yield Span(*match.span()), match.group(1), f"the title “{match.group(1)}” stands twice"
    for match in _COURTESIES.finditer(text):
        if match.group(1) != match.group().partition(" ")[2] and match.end() != taken:
            yield Span(*match.span()), match.group().partition(" ")[2], "two titles of courtesy stand before one name"
    for match in _SUFFIX.finditer(text):
        yield Span(*match.span(1)), "", f"“{match.group(1).strip()}” says again what the title before the name says"


CHECK = DoubledTitle()
