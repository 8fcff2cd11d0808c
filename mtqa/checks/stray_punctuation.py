"""Flag punctuation that cannot stand where it stands.

What it does:  finds doubled full stops and commas ("nuclear test. .", "and,, then"), marks that exclude
               each other (",." ";." and, after a word that is no abbreviation, ".,"), a space before a
               comma, full stop or semicolon, and full-width marks in English ("Seoul，Tokyo").  Many
               spaces before marks are one finding, at the first place.
Why it matters: it looks careless, and it is what machine translation leaves where it dropped or split
               a sentence.
Example:       a nuclear test. . -> a nuclear test.
Limits:        ellipses (three dots or more, spaced or not), "?!" and "!!" are not judged, nor is a full
               stop before a letter or digit (".com", ".NET", ".5").  Spaces before semicolons are not
               reported where the article spaces its colons, semicolons, question and exclamation marks
               the French way.
               False alarms on human translations of news and talks (``benchmarks/rules.py``, 53,000 words):
               none; its one finding, 0.02 per 1,000 words, is right.  Chosen on the same texts.
Needs:         nothing
Category:      linguistic-conventions/punctuation    Severity: minor
Source:        Chicago Manual of Style 6.9 (period), 6.121-6.124 (multiple punctuation marks)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mtqa.checks._gather import gather
from mtqa.data import BlockKind, CheckInfo, Document, Example, Finding, Span, Suggestion
from mtqa.mqm import Category, Severity

if TYPE_CHECKING:
    from mtqa.resources import Resources

_DOC = __doc__ or ""

_SPACE: Final = " \t\N{NO-BREAK SPACE}"
_CLOSERS: Final = "\"')]\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
#: A run of marks with the spaces before and between them; it begins where no run could have begun before.
_RUN: Final = re.compile(rf"(?<![{_SPACE}.,;])[{_SPACE}]*+[.,;](?:[{_SPACE}]*+[.,;])*+")
#: The end of a quoted sentence: it has its full stop already.
_STOPPED: Final = re.compile("[.!?][\"'\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}]$")
#: Marks that the French space.
_HIGH: Final = re.compile(r"(?<=\w)([ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]?)[;:!?](?=\s|$)")
_LAST_WORD: Final = re.compile(r"[^\W_]+$")
_WORD_CHARS: Final = 24
#: Abbreviations of four letters or more that end in a full stop; shorter words are never judged.
_LISTED: Final = (
    "acad acct accts addn admin agcy anon approx apps appt arch arts assn assoc assocs asst attn atty "
    "auth bibl biol bldg blvd brit bros calif capt cath cent cert chap chem chron cmdr colo comm comp "
    "conf cong conn cont contd coop corp corr cres dept depts dipl dist distr econ educ elec engin engl "
    "engr environ equiv estd excl exec fict figs floz freq govs govt hist hons horiz hosp ibid illus "
    "illust incl indus info inst intl intro invt jour junc kans lang lieut logs maint mass math mfrs mgmt "
    "mich minn mins misc miss mont msgr mssr natl nebr neth nevt norm okla orch oreg orig oxon penn perf "
    "perm phil phys plat polit prec pref prelim pres prin prob prod prof profs proj pron prop prot provs "
    "psych publ pubs quot reps rept resp revs sask sched scot secs sect sens sept sergt sing soln sols "
    "spec specs stat stats suff supp suppl supt surv symp syst tech techn temp tenn terr theol trad trans "
    "transl treas trib trop univ vers viol vocab vols wash"
)
_ABBREVIATIONS: Final = frozenset(_LISTED.split())
#: So many spaces before marks are reported one by one.
_MOST: Final = 3
#: The same for doubled and full-width marks.
_MOST_OTHERS: Final = 20
_WIDE: Final = {
    "\N{FULLWIDTH COMMA}": ",",
    "\N{IDEOGRAPHIC COMMA}": ",",
    "\N{IDEOGRAPHIC FULL STOP}": ".",
    "\N{FULLWIDTH FULL STOP}": ".",
    "\N{FULLWIDTH SEMICOLON}": ";",
    "\N{FULLWIDTH COLON}": ":",
    "\N{FULLWIDTH EXCLAMATION MARK}": "!",
    "\N{FULLWIDTH QUESTION MARK}": "?",
}
#: After Latin letters or a number and before white space, the end or Latin letters: no CJK text beside it.
_WIDE_MARK: Final = re.compile(rf"(?<=[0-9A-Za-z\u00C0-\u024F])[{''.join(_WIDE)}](?=[\s0-9A-Za-z\u00C0-\u024F]|$)")


class StrayPunctuation:
    """See the module."""

    info = CheckInfo(
        id="stray-punctuation",
        title="Punctuation that cannot stand there",
        category=Category.PUNCTUATION,
        severity=Severity.MINOR,
        doc=_DOC,
        examples=(
            Example(text="Kim may conduct a nuclear test. .", flagged=(". .",), suggestion="."),
            Example(
                text="They met,, talked ,and parted,. Nobody answered ;. So it went .",
                flagged=(",,", ",.", " ;.", " ."),
                suggestion=",",
                comment="“ ,and” is not judged: no space follows",
            ),
            Example(text="The court adjourned., then resumed.", flagged=(".,",), suggestion=","),
            Example(text="They flew to Seoul，then to Tokyo。", flagged=("，", "。"), suggestion=", "),
            Example(
                text="The test , he said , was a success . Kim , too , agreed .",
                flagged=(" ,",),
                comment="tokenised: one finding for the article",
            ),
            Example(text="Wait . . . he said... and so…. Fine.", comment="ellipses"),
            Example(text="Apple Inc., the U.S., Yahoo!, etc., and so on; Sen., Rep., Gov., St. Louis, Mo., too."),
            Example(text="He uses .NET and .com domains, a .22 rifle and 1 .5 volts.", comment="no full stops"),
            Example(text="What?! No!! Really?, he wondered ;) and left.", comment="marks that may follow each other"),
            Example(text="Oui ; non : peut-être ! Vraiment ?", comment="French spacing throughout"),
            Example(text="他说，好。 He read 《红楼梦》，红。", comment="full-width marks in Chinese text"),
        ),
    )

    def run(self, document: Document, resources: Resources) -> Iterator[Finding]:  # noqa: ARG002  CONFIG: the seam
        """Yield a finding per place."""
        french = _is_french(document.text)
        spaced: list[Finding] = []
        others: list[Finding] = []
        for block in document.blocks:
            if block.kind is BlockKind.FURNITURE:
                continue
            text = block.span.of(document.text)
            offset = block.span.start
            for match in _RUN.finditer(text):
                marks = re.sub(rf"[{_SPACE}]", "", match.group())
                if len(marks) == 1:
                    if _is_spaced(text, match, french=french):
                        span = Span(*match.span()).shift(offset)
                        alone = _alone(text, match.start(), marks)
                        spaced.append(self._finding(document, span, alone, message=f"a space before “{marks}”"))
                    continue
                right = _instead(text, match, marks)
                if right is not None:
                    span = Span(*match.span()).shift(offset)
                    kind = "one mark twice" if len(set(marks)) == 1 else "marks that cannot stand together"
                    message = f"“{match.group().strip()}”: {kind}"
                    others.append(self._finding(document, span, right, message=message))
            for match in _WIDE_MARK.finditer(text):
                right = _WIDE[match.group()]
                if text[match.end() : match.end() + 1].isalnum():
                    right += " "
                message = f"“{match.group()}” is a mark of Chinese and Japanese text"
                others.append(self._finding(document, Span(*match.span()).shift(offset), right, message=message))
        yield from gather(others, most=_MOST_OTHERS, what="such marks")
        yield from gather(spaced, most=_MOST, what="spaces before marks")

    def _finding(self, document: Document, span: Span, right: str, *, message: str) -> Finding:
        return Finding(
            check=self.info.id,
            category=self.info.category,
            severity=self.info.severity,
            span=span,
            text=span.of(document.text),
            message=message,
            confidence=0.9,
            suggestions=(Suggestion(right),),
        )


def _is_french(text: str) -> bool:
    """Whether the article spaces all its high marks (two at least), and not for want of care."""
    spaces = [match.group(1) for match in _HIGH.finditer(text)]
    return len(spaces) > 1 and all(spaces)


def _alone(text: str, start: int, mark: str) -> str:
    """What is left of a mark with a space before it: nothing after a quotation that has its full stop."""
    return "" if mark == "." and _STOPPED.search(text[max(0, start - 2) : start]) else mark


def _is_spaced(text: str, match: re.Match[str], *, french: bool) -> bool:
    """Whether a single mark has a space before it that does not belong there."""
    start, end = match.span()
    if start == 0 or end - start == 1 or (french and match.group()[-1] == ";"):
        return False
    if match.group()[-1] == ";" and "\N{NO-BREAK SPACE}" in match.group():
        return False  # somebody typed it on purpose
    before, after = text[start - 1], text[end : end + 1]
    if after and not (after.isspace() or after in _CLOSERS):
        return False
    if match.group()[-1] == ";" and after == ")":
        return False  # a face
    if before == ")" and text[max(0, start - 2) : start - 1] in {":", ";"}:
        return False
    return before.isalnum() or before in _CLOSERS + "%"


def _instead(text: str, match: re.Match[str], marks: str) -> str | None:
    """What should stand in place of several marks, or ``None`` where they may be right."""
    start, end = match.span()
    after = text[end : end + 1]
    if after and not (after.isspace() or after in _CLOSERS):
        return None  # ",,word" is a low quotation mark, ". .5" and ",.5" are numbers
    before = text[start - 1] if start else ""
    if not (before.isalnum() or before in _CLOSERS + "%!?"):
        return None
    if not before or marks.count(".") > 2 or "..." in match.group():
        return None
    kinds = set(marks)
    if kinds == {"."}:
        if match.group() == "..":
            return "." if _judged(text, start) else None
        return "."
    if kinds == {","}:
        return ","
    if kinds == {";"}:
        return None  # code
    if marks[-1] == "." and marks[0] != ".":
        return "."
    if marks[0] != ".":
        return marks[0] if kinds == {",", ";"} else None
    if not _judged(text, start) or len(marks) > 2:
        return None
    follows = text[end : end + 3].lstrip(_SPACE)
    return marks[0] if follows[:1].isupper() else marks[-1]


def _judged(text: str, end: int) -> bool:
    """Whether the word that ends at ``end`` is surely no abbreviation: its full stop ends a sentence."""
    match = _LAST_WORD.search(text[max(0, end - _WORD_CHARS) : end])
    if match is None:
        return False
    word = match.group()
    if len(word) < 4 or not word.isalpha() or word.lower() in _ABBREVIATIONS:
        return False
    return word.islower() or len(word) > 6


CHECK = StrayPunctuation()
