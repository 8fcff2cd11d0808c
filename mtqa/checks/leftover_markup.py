r"""Flag markup, placeholders and messages that stand in the text as words.

What it does:  finds HTML entities and tags ("&nbsp;", "<br>"), placeholders ("{0}", "%s", "[NAME]", "__ORG__", "XXXX"),
               debris of Markdown and wikis ("**bold**", "[[link]]", "thumb|right"), tags of translation
               memories and subword models ("⟦T1⟧", "<unk>", "@@"), escapes ("\n", "\u00e9"), and what a translating
               program says of itself ("[untranslated]", "Error 500: translation failed", "Here is the translation:").
Why it matters: every reader sees it; a placeholder also means that a name or a number is missing.
Example:       Kim &amp; Park -> Kim & Park
Limits:        An article about markup shows markup. Only wordings that are hardly ever prose are in the
               table: "XX", "XXX" in names (Super Bowl XXX), a single asterisk and a lone brace are left
               alone. On human translations it flags none of 2,290 segments (56,575 words of news and
               talks), nor anything in 1.8 million words of other human prose (``benchmarks/rules.py``).
Needs:         nothing
Category:      design-and-markup/markup-tag; accuracy/addition for messages    Severity: major
Source:        ``mtqa/checks/_leftovers.py``
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mtqa.checks._gather import gather
from mtqa.checks._leftovers import LEFTOVERS
from mtqa.checks._prose import found, pieces, short
from mtqa.data import CheckInfo, Document, Example, Finding, Span
from mtqa.mqm import Category, Severity

if TYPE_CHECKING:
    from mtqa.resources import Resources

_DOC = __doc__ or ""

#: A block without any of these has no leftover but words.
_SIGNS: Final = frozenset("&<>{}[]%_\\*#@|=`~'\u2047\u2581\u27e6\u27ea\u2983")
#: So many are reported one by one.
_MOST: Final = 10


class LeftoverMarkup:
    """See the module."""

    info = CheckInfo(
        id="leftover-markup",
        title="Markup or placeholder in the text",
        category=Category.MARKUP_TAG,
        severity=Severity.MAJOR,
        doc=_DOC,
        examples=(
            Example(text="Kim &amp; Park said&nbsp;so.", flagged=("&amp;", "&nbsp;"), suggestion="&"),
            Example(text="The first line.<br>The second <b>line</b>.", flagged=("<br>", "<b>", "</b>"), suggestion=""),
            Example(text="Dear {0}, you owe %s to [NAME] and __ORG__.", flagged=("{0}", "%s", "[NAME]", "__ORG__")),
            Example(text="He met <unk> in ⟦T1⟧ and left.", flagged=("<unk>", "⟦T1⟧")),
            Example(
                text="The **new** plan of [[Kim Jong Un|Kim]] failed.",
                flagged=("**new**", "[[Kim Jong Un|Kim]]"),
                suggestion="new",
            ),
            Example(text="The talks ended.\\nNobody spoke of caf\\u00e9s.", flagged=("\\n", "\\u00e9"), suggestion=" "),
            Example(
                text="[untranslated] They met. Error 500: translation failed",
                flagged=("[untranslated]", "Error 500: translation failed"),
            ),
            Example(text="Sure! Here is the translation: They met.", flagged=("Sure! Here is the translation:",)),
            Example(
                text="AT&T, R&D, Q&A; 5 < 7 and 9 > 8; 50% stayed; a 10%d cut; x_1 and snake_case; the set {1, 2}."
            ),
            Example(
                text="Super Bowl XXX, Malcolm X, Huang XX, [sic], [laughter], [1], [1,1], (a) and f(x) = 2 * 3 ** 2."
            ),
            Example(text="He said “*” is a footnote.* He got a 404 error, an error of 500 votes, at C:\\new\\table."),
            Example(
                text="In translation: a review. The translation failed to please; here is the plan. Of course, he can."
            ),
            Example(text="The rock 'n' roll of the '60s; “I ♥ NY”; @mtqa and #seoul; <3 and :-> faces; a <-> b."),
        ),
    )

    def run(self, document: Document, resources: Resources) -> Iterator[Finding]:  # noqa: ARG002 - CONFIG: the seam's form
        """Yield a finding per leftover, the longest where two overlap."""
        wrong: list[Finding] = []
        for text, offset in pieces(document):
            signs = not _SIGNS.isdisjoint(text)
            free_from = 0
            places = [
                (match.start(), -match.end(), number, match)
                for number, kind in enumerate(LEFTOVERS)
                if signs
                or kind.category is not Category.MARKUP_TAG
                or kind.what.startswith(("a placeholder", "a note", "a dummy"))
                for match in kind.pattern.finditer(text)
            ]
            for start, end, number, match in sorted(places, key=lambda place: place[:3]):
                if start < free_from or start == -end:
                    continue
                free_from = -end
                kind = LEFTOVERS[number]
                right = kind.instead(match)
                wrong.append(
                    found(
                        self.info,
                        document,
                        Span(start, -end).shift(offset),
                        message=f"{kind.what}, “{short(match.group())}”, stands in the text",
                        confidence=kind.confidence,
                        instead=() if right is None else (right,),
                        category=kind.category,
                    )
                )
        yield from gather(wrong, most=_MOST, what="pieces of markup")


CHECK = LeftoverMarkup()
