"""Flag a noun whose number does not fit the word before it.

What it does:  finds "a" with a noun in the plural ("a new UN sanctions on Iran"), "these", "many", "several" or "two" with one in the
               singular ("these country,", "two month ago"), "one of the" with a singular ("one of the reason is"), "each", "every",
               "another" or "this" with a plural ("every countries"), "hundred of people", and "they was".
Why it matters: number is lost where the source does not mark it (Chinese, Japanese, Korean), and every reader stumbles.
Example:       one of the reason for the war -> one of the reasons for the war
Limits:        Knows some 330 nouns, a list of adjectives that may stand between, and judges only where what
               follows shows that the noun ends there ("two month period" and "a sanctions regime" are
               right). Nouns that may be verbs there are left to the reader. On human translations it flags
               none of 2,290 segments (56,575 words of news and talks). In 1.8 million words of other human
               prose it flags 9 places, all slips (``benchmarks/rules.py``).
Needs:         nothing
Category:      linguistic-conventions/grammar    Severity: minor
Source:        Huddleston and Pullum 2002, The Cambridge Grammar of the English Language, chapter 5 section 3 (number and countability)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from mtqa.checks._counting import ADJECTIVES, MANY, ONE
from mtqa.checks._gather import gather
from mtqa.checks._prose import found, pieces
from mtqa.data import CheckInfo, Document, Example, Finding, Span
from mtqa.mqm import Category, Severity

if TYPE_CHECKING:
    from mtqa.resources import Resources

_DOC = __doc__ or ""

_WORD: Final = r"(?:[A-Z]\.){2,4}|[A-Za-z](?:[A-Za-z-]{0,20}[A-Za-z])?"
#: A determiner, up to two words, and a word; what may stand between is looked up.
_PHRASE: Final = re.compile(
    r"(?<![\w'\N{RIGHT SINGLE QUOTATION MARK}-])([Aa]n?|[Tt]hese|[Tt]hose|[Mm]any|[Ss]everal|[Vv]arious|[Nn]umerous|[Bb]oth|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|"
    r"[Ee]ight|[Nn]ine|[Tt]en|[Oo]ne of (?:the|his|her|its|their|our|my)|[Ee]ach|[Ee]very|[Aa]nother|[Tt]his)"
    rf"((?: (?:{_WORD})){{1,3}})(?![\w'\N{{RIGHT SINGLE QUOTATION MARK}}-])"
)
#: What shows that a noun has ended: a mark, or a word that cannot go on with it.
_ENDS: Final = re.compile(
    r"\s?(?:[.,;:!?)\]\N{EM DASH}]|$)|\s(?:of|for|why|to|in|on|at|against|by|with|from|that|which|who|whose|where|when|because|while|during|after|before|since|until|under|"
    r"between|among|across|into|ago|later|was|were|is|are|has|have|had|will|would|can|could|should|may|might|must|did|does|do)\b"
)
#: The same, where a verb after the noun says nothing: "a day sanctions were lifted".
_ENDS_CLOSELY: Final = re.compile(
    r"\s?(?:[.;:!?]|$)|\s(?:of|in|on|against|by|with|from|that|which|who|whose|during|under|between|among|across)\b"
)
#: The same for several; a noun that goes with the next one is seldom parted from it by a comma.
_ENDS_MANY: Final = re.compile(
    _ENDS_CLOSELY.pattern
    + r"|,(?! \w+,? (?:and|or)\b)|\s(?:ago|later|where|when|because|while|after|before|were|are|have)\b"
)
_MANY: Final = frozenset(
    "these those many several various numerous both two three four five six seven eight nine ten".split()  # noqa: SIM905 - CONFIG: a word list is read and edited as words
)
_SINGLE: Final = frozenset("each every another this a an".split())  # noqa: SIM905 - CONFIG: as above
#: Nouns that one of may belong to ("one of the family"), or that name many by themselves.
_BODIES: Final = frozenset(
    "party family team group committee community company generation government parliament department court nation tribe public regime bank cell industry".split()  # noqa: SIM905 - CONFIG: as above
)
#: Nouns that are verbs, adjectives or units after these determiners ("many question this", "those present", "two foot").
_NOT_AFTER_MANY: Final = frozenset(
    """
    attack battle book border bridge campaign case column detail effort element fight film foot game goal half house hour
    image individual initiative interview issue judge king letter light machine man measure meter metre mile minute mistake motive
    night nurse official only park person photograph pilot pirate player pound present prize produce product prize question reason reform regime
    representative room rule school second secret shop skill source subject suspect symptom target task term thing threat ticket triumph
    visit war week witness worker year zone
    """.split()  # noqa: SIM905 - CONFIG: as above
)
#: Plurals that "a", "this" or "each" may stand before: peoples, verbs ("this means"), or names of one thing.
_NOT_AFTER_ONE: Final = frozenset(
    "means people goods series parks games details measures issues results causes films shops houses rules terms symbols lives".split()  # noqa: SIM905 - CONFIG: as above
)
_QUANTITIES: Final = re.compile(
    r"^(?:few|lot|lots|dozen|hundred|thousand|million|billion|number|couple|great many|good many|record|full|total|staggering|series|many|mere|whole|half|\w+teen|\w+ty|one|two|three|four|five|six|seven|eight|nine|ten|several|more|little)$"
)
#: "the number three company"
_RANKED: Final = re.compile(r"\b(?:number|no\.|top|class|type|phase|part|section|level|group|page) $", re.IGNORECASE)
_HUNDREDS: Final = re.compile(
    r"(?<![\w'-])(?:(of|with|for|from|by|after|as|and|killed|killing|about|nearly|over|some|to|are|were|have|has|had|in|on|that|thanks|attracted|received|including) )"
    r"(hundred|thousand|million|billion)( of) (?=[a-z]{2,20}s\b|people|children|men\b|women)"
)
_PRONOUN: Final = re.compile(
    r"(?<![\w'\"\N{LEFT DOUBLE QUOTATION MARK}-])((?:[Tt]hey|[Ww]e) )(was|has|is|does)(?: not)?(?= (?!that\b)[a-z])"
)
_PLURAL_VERB: Final = {"was": "were", "has": "have", "is": "are", "does": "do"}
#: After these the pronoun is no subject.
_OBJECT: Final = re.compile(
    r"\b(?:of|between|than|as|who|whom|what|that|which|like|how|word|pronoun|and|or|all|how) $", re.IGNORECASE
)
_PERSON: Final = re.compile(r"(?<![\w'-])([Aa] )(people)(?= (?:said|told|familiar|named|killed|injured)\b)")
#: So many are reported one by one.
_MOST: Final = 20


class _Slip(NamedTuple):
    span: Span
    message: str
    instead: str | None


class NumberAgreement:
    """See the module."""

    info = CheckInfo(
        id="number-agreement",
        title="Singular and plural that do not agree",
        category=Category.GRAMMAR,
        severity=Severity.MINOR,
        doc=_DOC,
        examples=(
            Example(text="They pushed for a new UN sanctions on Iran.", flagged=("a new UN sanctions",)),
            Example(
                text="He named these country, and two province of it.",
                flagged=("country", "province"),
                suggestion="countries",
            ),
            Example(text="That is one of the main reason for it.", flagged=("reason",), suggestion="reasons"),
            Example(text="It holds for every countries in the region.", flagged=("countries",), suggestion="country"),
            Example(
                text="It was signed with thousand of workers, and a people said so.",
                flagged=("thousand of", "people"),
                suggestion="thousands of",
            ),
            Example(text="When they was young, they sang.", flagged=("was",), suggestion="were"),
            Example(
                text="A sanctions regime, a two-month period, a human rights group, a few countries, a hundred years, a series of events."
            ),
            Example(
                text="Two month-old cats, these country songs, several city officials, many university students, both party leaders."
            ),
            Example(
                text="One of the family, one of the country's best, one of the two, one of the most populous, one of them."
            ),
            Example(
                text="This means that every two years another ten countries of the two join; a day sanctions were lifted."
            ),
            Example(
                text="Those present, these present a risk; two hundred of them; a thousand of us; the few who question it."
            ),
            Example(text="Both of they who was there; a people of the desert; what we has become is said in jest."),
        ),
    )

    def run(self, document: Document, resources: Resources) -> Iterator[Finding]:  # noqa: ARG002 - CONFIG: the seam's form
        """Yield a finding per slip."""
        wrong = [
            found(
                self.info,
                document,
                slip.span.shift(offset),
                message=slip.message,
                confidence=0.85,
                instead=() if slip.instead is None else (slip.instead,),
            )
            for text, offset in pieces(document)
            for slip in (*_phrases(text), *_others(text))
        ]
        yield from gather(sorted(wrong, key=lambda one: one.span), most=_MOST, what="such slips")


def _phrases(text: str) -> Iterator[_Slip]:
    for match in _PHRASE.finditer(text):
        determiner = match.group(1)
        if _RANKED.search(text[max(0, match.start() - 10) : match.start()]) is not None:
            continue
        words = match.group(2).split()
        at = match.start(2)
        between: list[str] = []
        for word in words:
            start = at + 1
            end = start + len(word)
            at = end
            slip = _slip(text, determiner.lower(), between, word, Span(start, end))
            if slip is not None:
                yield slip._replace(span=Span(match.start(1), end)) if slip.instead is None else slip
                break
            if not _may_stand_between(word):
                break
            between.append(word)


def _slip(text: str, determiner: str, between: list[str], word: str, span: Span) -> _Slip | None:
    """The slip, if ``word`` is the noun of the phrase and of the wrong number."""
    if determiner in _MANY and word in MANY and word not in _NOT_AFTER_MANY and _ENDS_MANY.match(text, span.end):
        return _Slip(span, f"“{determiner}” asks for the plural", MANY[word])
    if determiner.startswith("one of") and word in MANY and word not in _BODIES and _ENDS.match(text, span.end):
        return _Slip(span, f"“{determiner}” asks for the plural", MANY[word])
    if determiner in _SINGLE and word in ONE and word not in _NOT_AFTER_ONE:
        if any(_QUANTITIES.match(one.lower()) for one in between):
            return None
        if determiner in {"a", "an"} and (_ENDS_CLOSELY.match(text, span.end) is not None):
            return _Slip(span, f"“{determiner}” asks for the singular", None)
        if determiner not in {"a", "an"} and _ENDS_CLOSELY.match(text, span.end) is not None:
            return _Slip(span, f"“{determiner}” asks for the singular", ONE[word])
    return None


def _may_stand_between(word: str) -> bool:
    return word.lower() in ADJECTIVES or (len(word) > 1 and word.replace(".", "").isupper())


def _others(text: str) -> Iterator[_Slip]:
    for match in _HUNDREDS.finditer(text):
        span = Span(match.start(2), match.end(3))
        yield _Slip(span, f"an uncounted number is plural: “{match.group(2)}s of”", f"{match.group(2)}s of")
    for match in _PRONOUN.finditer(text):
        if _OBJECT.search(text[max(0, match.start() - 12) : match.start()]) is None:
            pronoun = match.group(1).strip().lower()
            right = _PLURAL_VERB[match.group(2)]
            yield _Slip(Span(*match.span(2)), f"“{pronoun}” goes with “{right}”", right)
    for match in _PERSON.finditer(text):
        yield _Slip(Span(*match.span(2)), "“a people” is a nation; one of them is “a person”", "person")


CHECK = NumberAgreement()
