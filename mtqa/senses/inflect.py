"""English inflection of words that stand in a table: from a lemma to its forms, and to the form another one has.

Rules for spelling and a list of irregular words; no dictionary.  A lemma of several words is inflected at
one of them: the first of a verb (``turn on``: ``turned on``), the last of a noun or an adjective.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import Final

__all__ = ["Form", "Pos", "any_form", "article", "forms", "inflect", "is_uncounted"]


class Pos(StrEnum):
    """How a lemma inflects."""

    VERB = "v"
    NOUN = "n"
    ADJECTIVE = "a"
    FIXED = "x"


class Form(StrEnum):
    """One form of a lemma; ``BASE`` is the lemma itself."""

    BASE = "base"
    THIRD = "-s"
    PAST = "-ed"
    PARTICIPLE = "-en"
    ING = "-ing"
    PLURAL = "plural"
    COMPARATIVE = "-er"
    SUPERLATIVE = "-est"


_FORMS: Final = {
    Pos.VERB: (Form.BASE, Form.THIRD, Form.PAST, Form.PARTICIPLE, Form.ING),
    Pos.NOUN: (Form.BASE, Form.PLURAL),
    Pos.ADJECTIVE: (Form.BASE, Form.COMPARATIVE, Form.SUPERLATIVE),
    Pos.FIXED: (Form.BASE,),
}
#: Past tense and past participle.
_IRREGULAR_VERBS: Final = {
    lemma: (past, participle)
    for lemma, past, participle in (
        line.split()
        for line in """
        arise arose arisen|awake awoke awoken|be was been|bear bore borne|beat beat beaten|become became become|begin began begun
        bet bet bet|bid bid bid|bind bound bound|bite bit bitten|blow blew blown|break broke broken|breed bred bred
        bring brought brought|broadcast broadcast broadcast|build built built|burst burst burst|buy bought bought
        cast cast cast|catch caught caught|choose chose chosen|cling clung clung|come came come|cost cost cost|cut cut cut
        deal dealt dealt|dig dug dug|do did done|draw drew drawn|drink drank drunk|drive drove driven|eat ate eaten
        fall fell fallen|feed fed fed|feel felt felt|fight fought fought|find found found|flee fled fled|fly flew flown
        forbid forbade forbidden|forget forgot forgotten|forgive forgave forgiven|freeze froze frozen|get got got
        give gave given|go went gone|grow grew grown|hang hung hung|have had had|hear heard heard|hide hid hidden
        hit hit hit|hold held held|hurt hurt hurt|keep kept kept|know knew known|lay laid laid|lead led led
        leave left left|lend lent lent|let let let|lie lay lain|light lit lit|lose lost lost|make made made
        mean meant meant|meet met met|overcome overcame overcome|overthrow overthrew overthrown|pay paid paid|put put put
        quit quit quit|read read read|rebuild rebuilt rebuilt|ride rode ridden|ring rang rung|rise rose risen|run ran run
        say said said|see saw seen|seek sought sought|sell sold sold|send sent sent|set set set|shake shook shaken
        shed shed shed|shine shone shone|shoot shot shot|show showed shown|shrink shrank shrunk|shut shut shut
        sing sang sung|sink sank sunk|sit sat sat|sleep slept slept|speak spoke spoken|spend spent spent
        spread spread spread|stand stood stood|steal stole stolen|stick stuck stuck|strike struck struck|swear swore sworn
        sweep swept swept|swim swam swum|take took taken|teach taught taught|tear tore torn|tell told told
        think thought thought|throw threw thrown|understand understood understood|undergo underwent undergone
        undertake undertook undertaken|uphold upheld upheld|wake woke woken|wear wore worn|win won won
        withdraw withdrew withdrawn|withstand withstood withstood|write wrote written|overtake overtook overtaken
        oversee oversaw overseen|foresee foresaw foreseen|forecast forecast forecast|input input input|override overrode overridden
        """.replace("\n", "|").split("|")
        if line.strip()
    )
}
_IRREGULAR_THIRD: Final = {"have": "has", "do": "does", "go": "goes", "be": "is", "undergo": "undergoes"}
_IRREGULAR_PLURALS: Final = {
    "child": "children", "person": "people", "foot": "feet", "tooth": "teeth",
    "mouse": "mice", "life": "lives", "knife": "knives", "wife": "wives", "half": "halves", "leaf": "leaves",
    "thief": "thieves", "shelf": "shelves", "loaf": "loaves", "wolf": "wolves", "self": "selves",
    "crisis": "crises", "basis": "bases", "analysis": "analyses", "hypothesis": "hypotheses", "axis": "axes",
    "phenomenon": "phenomena", "criterion": "criteria", "stimulus": "stimuli", "medium": "media",
}  # fmt: skip
_NOT_MEN: Final = frozenset({"human", "german", "roman", "shaman", "talisman", "ottoman"})
#: Nouns without a plural of their own: where the wrong word is a plural, these stay as they are.
_UNCOUNTED: Final = frozenset(
    """
    aid aircraft advice apparel artillery awareness baggage clothing compensation competition computing contamination
    containment coverage damage deterrence diplomacy equipment evidence expertise extradition feedback firepower fuel
    furniture goods guidance harassment headquarters homework immigration information infrastructure insurance
    intelligence interference jewellery knowledge legislation luggage machinery management manpower manslaughter media
    medicine money moisture negligence news ordnance outreach perjury personnel police progress propaganda proceedings
    publicity rain rainfall research retaliation safety series shelling species staff surveillance testing traffic
    training transport unemployment unrest vaccination violence weaponry work works savings premises sewage electricity
    power labour labor overtime affairs assets customs days limitations standings tonsillitis anaesthesia fighting blackmail bribery custody stationery turnout economics accommodation
    """.split()  # noqa: SIM905 - CONFIG: a word list is read and edited as words
)
#: Verbs of several syllables with the stress on the last one, whose last letter doubles.
_DOUBLING: Final = frozenset(
    """
    admit commit permit submit omit emit transmit occur incur recur concur refer prefer defer infer confer transfer deter
    control patrol compel expel propel rebel repel equip regret abet kidnap enrol fulfil
    """.split()  # noqa: SIM905 - CONFIG: as above
)
_IRREGULAR_DEGREES: Final = {"good": ("better", "best"), "bad": ("worse", "worst"), "far": ("further", "furthest")}
_LONE_CONSONANT: Final = re.compile(r"[^aeiou]*[aeiou][bdgklmnprtz]")
_VOWEL_GROUP: Final = re.compile(r"[aeiouy]+")
#: Written with a vowel and spoken with a consonant, and the other way round.
_SPOKEN_CONSONANT: Final = re.compile(r"(?:eu|one\b|once\b|uni(?!n|m)|unanim|us[eu]|ut[ei]|ura|uk)", re.IGNORECASE)
_SPOKEN_VOWEL: Final = re.compile(r"(?:hour|honest|hono[u]?r|heir)", re.IGNORECASE)


def forms(lemma: str, pos: Pos) -> dict[Form, str]:
    """Every form of a lemma.

    Args:
        lemma: One word or several, in lower case.
        pos: How it inflects.

    Returns:
        The forms, ``BASE`` first; a noun that has no plural keeps its one form for both.
    """
    return {form: inflect(lemma, pos, form=form) for form in _FORMS[pos]}


def inflect(lemma: str, pos: Pos, *, form: Form) -> str:
    """One form of a lemma; a form that its part of speech lacks is the lemma itself."""
    if form is Form.BASE or form not in _FORMS[pos]:
        return lemma
    if pos is Pos.VERB:
        head, space, rest = lemma.partition(" ")
        return _verb(head, form) + space + rest
    before, space, head = lemma.rpartition(" ")
    if pos is Pos.NOUN:
        return before + space + _plural(head)
    if space:
        return f"{'more' if form is Form.COMPARATIVE else 'most'} {lemma}"
    return _degree(lemma, form)


def _verb(word: str, form: Form) -> str:
    prefix, hyphen, stem = word.rpartition("-")
    if hyphen:
        return prefix + hyphen + _verb(stem, form)
    if form is Form.THIRD:
        return _IRREGULAR_THIRD.get(word) or _with_s(word)
    if form is Form.ING:
        if word.endswith("ie"):
            return word[:-2] + "ying"
        if word.endswith("e") and not word.endswith(("ee", "oe", "ye")) and word != "be":
            return word[:-1] + "ing"
        return _doubled(word) + "ing"
    if word in _IRREGULAR_VERBS:
        return _IRREGULAR_VERBS[word][0 if form is Form.PAST else 1]
    if word.endswith("e"):
        return word + "d"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ied"
    return _doubled(word) + "ed"


def _doubled(word: str) -> str:
    """The stem before a vowel ending: ``stop`` gives ``stopp``, ``panic`` gives ``panick``."""
    if word in _DOUBLING or _LONE_CONSONANT.fullmatch(word):
        return word + word[-1]
    return word + "k" if word.endswith("ic") else word


def _plural(word: str) -> str:
    if word in _UNCOUNTED:
        return word
    if word.endswith("man") and word not in _NOT_MEN:
        return word[:-2] + "en"
    return _IRREGULAR_PLURALS.get(word) or _with_s(word)


def _with_s(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    return word + "es" if word in {"echo", "hero", "veto", "potato", "tomato", "torpedo", "embargo"} else word + "s"


def _degree(word: str, form: Form) -> str:
    if word in _IRREGULAR_DEGREES:
        return _IRREGULAR_DEGREES[word][0 if form is Form.COMPARATIVE else 1]
    ending = "er" if form is Form.COMPARATIVE else "est"
    syllables = len(_VOWEL_GROUP.findall(word.removesuffix("e")))
    if word.endswith("y") and syllables <= 2:
        return word[:-1] + "i" + ending
    if syllables > 1:
        return f"{'more' if form is Form.COMPARATIVE else 'most'} {word}"
    if word.endswith("e"):
        return word[:-1] + ending
    return _doubled(word) + ending


@lru_cache(maxsize=4096)
def any_form(word: str) -> frozenset[str]:
    """Every form the word may have as a verb or a noun, itself included."""
    found = {word, _with_s(word), _plural(word)}
    if word.isalpha():
        found.update(_verb(word, form) for form in (Form.THIRD, Form.PAST, Form.PARTICIPLE, Form.ING))
    return frozenset(found)


def is_uncounted(noun: str) -> bool:
    """Whether a noun takes no ``a``: its head has no plural of its own, or is one."""
    return noun.rpartition(" ")[2] in _UNCOUNTED


def article(following: str) -> str:
    """``a`` or ``an`` before ``following``, by how it is spoken."""
    if _SPOKEN_VOWEL.match(following):
        return "an"
    return "an" if following[:1].lower() in tuple("aeiou") and not _SPOKEN_CONSONANT.match(following) else "a"
