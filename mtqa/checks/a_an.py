"""Flag "a" before a vowel sound and "an" before a consonant.

What it does:  looks at the sound, not the letter, of what follows "a" or "an": a word ("an hour", "a
               university"), an abbreviation ("an FBI agent", "a UN envoy", "a NATO base"), a number ("an
               11th hour", "an $8 million deal") or a letter ("an X-ray", "a U-turn").
Why it matters: the article is chosen for the word that follows; where a machine put another word in its
               place, the article no longer fits. Every reader hears it.
Example:       a unusual step -> an unusual step
Limits:        Silent where people differ ("a(n) historic", "a(n) herb", "a(n) URL") and on names whose
               sound the letters do not show. A capital "A" is judged only where a sentence begins, for it
               may be a letter ("Serie A"). "an" that is a misspelt "and" is flagged for the wrong reason.
               On human translations it flags 2 of 2,290 segments (56,575 words of news and talks), both
               slips of the translator. Of 1.8 million words of other human prose it flags 81 places, all
               slips as far as read (``benchmarks/rules.py``).
Needs:         nothing
Category:      linguistic-conventions/grammar    Severity: minor
Source:        Chicago Manual of Style 5.74 (indefinite article before abbreviations, numbers and h)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mtqa.checks._gather import gather
from mtqa.checks._prose import found, pieces
from mtqa.checks._sounds import takes_an
from mtqa.data import CheckInfo, Document, Example, Finding, Span
from mtqa.mqm import Category, Severity

if TYPE_CHECKING:
    from mtqa.resources import Resources

_DOC = __doc__ or ""

_ARTICLE: Final = re.compile(
    r"(?<![\w'\N{RIGHT SINGLE QUOTATION MARK}.&/@#>-])(an?|An?)[ \N{NO-BREAK SPACE}\n]"
    r"([\"'\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}]?)(?=[\w$\u20ac\u00a3\u00a5\u20a9])"
)
#: What follows, to look it up.
_NEXT: Final = re.compile(r"[\w$\u20ac\u00a3\u00a5\u20a9][\w'\N{RIGHT SINGLE QUOTATION MARK}.&,$-]{0,39}")
_SENTENCE: Final = re.compile(
    r"(?:^|[.!?:\N{HORIZONTAL ELLIPSIS}][\"')\]\N{RIGHT DOUBLE QUOTATION MARK}]?\s|[\"\N{LEFT DOUBLE QUOTATION MARK}(\n\N{EM DASH}]\s?)$"
)
#: No article stands before these: "a" is a letter, a slip of another kind or a word of another language.
_NOT_AFTER: Final = frozenset(
    """
    a about all also am an and any are as at be but by can do does for from had has have he her him his i if in into is it its may no
    nor not of off on onto or our out over so than that the their them then there they this to under until up upon us was we were what
    when where which who will with you your de des der den das die du el em en et il la las le les los que se si un una une und
    uh um er oh eh ah o e y
    """.split()  # noqa: SIM905 - CONFIG: a word list is read and edited as words
)
#: So many are reported one by one.
_MOST: Final = 20


class AAn:
    """See the module."""

    info = CheckInfo(
        id="a-an",
        title="“a” or “an”",
        category=Category.GRAMMAR,
        severity=Severity.MINOR,
        doc=_DOC,
        examples=(
            Example(text="They took a unusual step.", flagged=("a",), suggestion="an"),
            Example(text="It is an university of a honest sort.", flagged=("an", "a"), suggestion="a"),
            Example(text="He spoke to a FBI agent and an UN envoy.", flagged=("a", "an"), suggestion="an"),
            Example(text="It was a 8 percent rise, an 100-year high.", flagged=("a", "an"), suggestion="an"),
            Example(text="A interim deal is near.", flagged=("A",), suggestion="An"),
            Example(text="A one-off, a European, a UN envoy, a US plane, a U.S. plane, a useful tool, a NATO base."),
            Example(
                text="An hour, an FBI agent, an NGO, an X-ray, an MP, an 11th hour, an 18-year-old, an $8 million deal."
            ),
            Example(text="An historic day in a historic hotel; a herb, an herb; a URL, an URL."),
            Example(text="Serie A and vitamin A in eggs; hepatitis A is rare; Yan'an folk songs; at 9 a.m. in May."),
            Example(text="A unanimous vote for a one-time union of a euro zone; an unidentified man."),
        ),
    )

    def run(self, document: Document, resources: Resources) -> Iterator[Finding]:  # noqa: ARG002 - CONFIG: the seam's form
        """Yield a finding per article."""
        wrong: list[Finding] = []
        for text, offset in pieces(document):
            for match in _ARTICLE.finditer(text):
                right = _instead(text, match)
                if right is None:
                    continue
                following = _NEXT.match(text, match.end())
                heard = following.group().rstrip(".,") if following is not None else ""
                wrong.append(
                    found(
                        self.info,
                        document,
                        Span(*match.span(1)).shift(offset),
                        message=f"“{right.lower()}” goes with the sound of “{heard}”, not “{match.group(1).lower()}”",
                        confidence=0.9,
                        instead=(right,),
                    )
                )
        yield from gather(wrong, most=_MOST, what="such articles")


def _instead(text: str, match: re.Match[str]) -> str | None:
    """The article that belongs there, or ``None`` if this one may."""
    article = match.group(1)
    following = _NEXT.match(text, match.end())
    if following is None:
        return None
    heard = following.group()
    word = heard.rstrip(".,;")
    if word.lower() in _NOT_AFTER and not (len(word) > 1 and word.isupper()):
        return None
    if article[0] == "A":
        if _SENTENCE.search(text[max(0, match.start() - 4) : match.start()]) is None:
            return None
        if article == "An" and heard[0].isupper():
            return None  # An Jing is a name
    an = takes_an(text, match.end())
    if an is None or an == (len(article) == 2):
        return None
    return article[0] + ("n" if an else "")


CHECK = AAn()
