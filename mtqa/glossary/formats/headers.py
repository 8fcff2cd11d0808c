"""What the columns of somebody's spreadsheet mean: "English", "Korean synonyms", "Do not use", "Notes"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from mtqa.glossary.formats.languages import language_named, primary
from mtqa.glossary.model import TermStatus
from mtqa.glossary.rows import BY_HEADER
from mtqa.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Column", "Role", "columns_meant", "is_doubtful", "is_native", "status_of"]


class Role(StrEnum):
    """What a column holds."""

    FORMS = "forms"  # of the language of the articles
    SOURCES = "sources"  # terms of another language
    STATUS = "status"
    ID = "id"
    KIND = "kind"
    ROLES = "roles"
    NOTE = "note"
    SUBJECT = "subject"
    URL = "url"
    CASE = "case"
    LANG = "lang"  # of the forms of the row
    SOURCE_LANG = "source_lang"
    TARGET_LANG = "target_lang"
    NUMBERING = "numbering"
    EXTRA = "extra"
    # Until it is known what else there is:
    TERM = "term"
    TARGET = "target"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Column:
    """A column and what it means.

    Attributes:
        header: As it stands.
        role: What it holds.
        lang: Language of its terms, ``""`` if it names none.
        status: Status of its terms, where it holds terms.
    """

    header: str
    role: Role
    lang: str = ""
    status: TermStatus = TermStatus.PREFERRED


def _folded(words: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words.split("|"))


_ADMITTED: Final = _folded(
    "variant|variants|synonym|synonyms|alternative|alternatives|alternative term|alternative terms|alternative name|"
    "alternative names|alias|aliases|aka|a.k.a.|also known as|also|admitted|admitted term|admitted terms|allowed|"
    "allowed term|acceptable|other names|other forms|other spellings|abbreviation|abbreviations|acronym|short form|"
    "alternative translation|alternative translations|alternative spelling|alternative spellings|accepted|"
    "accepted variants|variant spelling|variant spellings|alt|admitted translation"
)
_DEPRECATED: Final = _folded(
    "wrong|wrong form|wrong forms|wrong term|wrong terms|forbidden|forbidden term|forbidden terms|forbidden form|"
    "forbidden translation|forbidden translations|deprecated|deprecated term|deprecated terms|incorrect|"
    "incorrect form|incorrect forms|incorrect translation|avoid|do not use|don't use|not|rejected|rejected term|"
    "rejected terms|banned|banned term|never use|not to be used|misspelling|misspellings|mistranslation|"
    "mistranslations|bad|wrong translation|wrong translations|common errors|errors|prohibited|not allowed"
)
_SUPERSEDED: Final = _folded(
    "superseded|obsolete|former|former name|former names|old|old name|old term|previous|outdated"
)
_ROLES: Final[dict[Role, frozenset[str]]] = {
    Role.TERM: _folded(
        "term|terms|name|names|entry|word|headword|expression|preferred|preferred term|preferred form|approved term|"
        "correct|correct form|correct term|correct spelling|right|right form|standard form|official name|spelling|label"
    ),
    Role.TARGET: _folded(
        "target|target term|target text|target word|translation|translations|translated|translated term|rendering|"
        "preferred translation|approved translation|official translation|correct translation|to"
    ),
    Role.SOURCE: _folded(
        "source|source term|source text|source word|source name|original|original term|original name|original text|"
        "native name|name in original|from"
    ),
    Role.STATUS: _folded("status|term status|usage|usage status|approval|approval status|administrative status"),
    Role.ID: _folded("id|identifier|entry id|term id|concept id|termid|entryid|conceptid|uuid|guid"),
    Role.NUMBERING: _folded("no|no.|nr|nr.|number|#|row|s/n|index"),
    Role.KIND: _folded("kind|type|category|entity type|class|term category"),
    Role.ROLES: _folded("role|roles"),
    Role.NOTE: _folded(
        "note|notes|comment|comments|remark|remarks|usage note|usage notes|term note|entry note|notes comments|"
        "comments notes"
    ),
    Role.SUBJECT: _folded("subject|subject field|domain|field|topic|subject area|entry subject|entry domain"),
    Role.URL: _folded("url|link|source url|reference url|web|website|reference link"),
    Role.CASE: _folded("case sensitive|case sensitivity|match case"),
    Role.LANG: _folded("language|lang|locale|term language|language code"),
    Role.SOURCE_LANG: _folded("source language|source lang|source locale|source language code"),
    Role.TARGET_LANG: _folded("target language|target lang|target locale|target language code"),
}
_BY_TEXT: Final = {text: role for role, texts in _ROLES.items() for text in texts}
_STATUS_BY_TEXT: Final = {
    **dict.fromkeys(_ADMITTED, TermStatus.ADMITTED),
    **dict.fromkeys(_DEPRECATED, TermStatus.DEPRECATED),
    **dict.fromkeys(_SUPERSEDED, TermStatus.SUPERSEDED),
}
#: What may follow or precede the name of a language over a column of plain terms: "Korean name", "English (source)".
_PLAIN: Final = (
    _ROLES[Role.TERM] | _ROLES[Role.TARGET] | _ROLES[Role.SOURCE] | _folded("|text|language|form|lang|title")
)

_STATUS_WORDS: Final = {
    TermStatus.PREFERRED: _folded(
        "preferred|approved|standard|recommended|valid|official|current|active|ok|okay|correct|right|use|yes|"
        "preferredTerm|preferredTerm-admn-sts|standardizedTerm|mandatory|accepted|final|published|confirmed|allowed"
    ),
    TermStatus.ADMITTED: _folded(
        "admitted|acceptable|alternative|variant|synonym|secondary|alternate|admittedTerm|admittedTerm-admn-sts|"
        "admissible|tolerated|permitted"
    ),
    TermStatus.DEPRECATED: _folded(
        "deprecated|forbidden|do not use|don't use|rejected|prohibited|wrong|incorrect|banned|avoid|invalid|no|"
        "not recommended|not approved|not allowed|not to be used|deprecatedTerm|deprecatedTerm-admn-sts|"
        "blacklisted|disallowed|never use|non-preferred|nonpreferred|unapproved|notrecommended"
    ),
    TermStatus.SUPERSEDED: _folded(
        "superseded|obsolete|former|outdated|old|retired|archived|supersededTerm|supersededTerm-admn-sts|historical"
    ),
}
_STATUS: Final = {word: status for status, words in _STATUS_WORDS.items() for word in words}
_DISTINCTIVE: Final = frozenset(("variants", "wrong", "source_term", "superseded", "must_flag", "must_pass"))


def status_of(cell: str) -> TermStatus | None:
    """The status that a word means, ``None`` if it means none ("draft", "to be checked")."""
    return _STATUS.get(fold(cell))


def is_native(header: Sequence[str], *, target_lang: str) -> bool:
    """Whether a header is one of mtqa's own file.

    It is if it has ``term`` and a column whose name only that file has, or if nothing in it would change
    what ``term`` means, as "Translation", "Korean", "Status" or "Forbidden" do.
    """
    ours = {BY_HEADER.get(fold(cell.strip()), "") for cell in header}
    if "term" not in ours:
        return False
    if ours & _DISTINCTIVE:
        return True
    others = [cell for cell in header if fold(cell.strip()) not in BY_HEADER]
    changing = {Role.FORMS, Role.SOURCES, Role.STATUS, Role.LANG, Role.TARGET, Role.SOURCE}
    return not any(_column(cell, target_lang=target_lang).role in changing for cell in others)


def _column(header: str, *, target_lang: str) -> Column:
    """What a header means by itself."""
    text = header.strip()
    folded = fold(text.strip("!?*: "))
    if folded in _BY_TEXT:
        return Column(text, _BY_TEXT[folded])
    if folded in _STATUS_BY_TEXT:
        return Column(text, Role.FORMS, target_lang, _STATUS_BY_TEXT[folded])
    lang, rest = language_named(text)
    if lang:
        status = TermStatus.PREFERRED if rest in _PLAIN else _STATUS_BY_TEXT.get(_without_term(rest))
        if status is None:
            return Column(text, Role.EXTRA)
        role = Role.FORMS if primary(lang) == primary(target_lang) else Role.SOURCES
        return Column(text, role, lang, status)
    role = _BY_TEXT.get(rest, Role.EXTRA)  # "Term:" and "Target (approved)" without their signs
    return Column(text, role)


def _without_term(rest: str) -> str:
    return rest if rest in _STATUS_BY_TEXT else rest.removesuffix(" term").removesuffix(" terms")


def is_doubtful(columns: Sequence[Column]) -> bool:
    """Whether a header may as well be a pair of terms: two cells, of which one means nothing ("이름, Name")."""
    filled = [column for column in columns if column.header]
    return len(filled) == 2 and any(column.role is Role.EXTRA for column in filled)


def columns_meant(header: Sequence[str], *, target_lang: str, source_lang: str = "") -> tuple[Column, ...] | None:
    """What each column means beside the others.

    Where columns name languages, those of ``target_lang`` hold the right forms: the first the preferred
    ones, the others (British and American English) admitted ones.  Else "Target" or "Translation" does,
    and "Source" or "Term" is the other language; else "Term" does.

    Args:
        header: The cells of the row.
        target_lang: Language of the right forms.
        source_lang: Language of "Source", where no other cell says it.

    Returns:
        The columns; ``None`` if none holds right forms: then the row is no header.
    """
    columns = [_column(cell, target_lang=target_lang) for cell in header]
    named = [at for at, one in enumerate(columns) if one.role is Role.FORMS and one.status is TermStatus.PREFERRED]
    filled = [cell.strip() for cell in header if cell.strip()]
    if len(named) == len(filled) > 1 and len({columns[at].lang for at in named}) == 1:
        return None  # a pair of terms that both mean "English"
    others = any(one.role is Role.SOURCES for one in columns)
    by_role = {role: [at for at, one in enumerate(columns) if one.role is role] for role in Role}
    chosen = named or by_role[Role.TARGET][:1] or by_role[Role.TERM][:1]
    if not chosen or (len(filled) < 2 and not by_role[Role.TERM]):
        return None
    for place, at in enumerate(chosen):
        status = TermStatus.PREFERRED if place == 0 else TermStatus.ADMITTED
        columns[at] = replace(columns[at], role=Role.FORMS, lang=columns[at].lang or target_lang, status=status)
    # The other language, where nothing names it: "Source"; "Term" beside "Translation"; "Translation" beside "English".
    if not others:
        for role in (Role.SOURCE, Role.TERM, Role.TARGET):
            rest = [at for at in by_role[role] if at not in chosen]
            if rest:
                columns[rest[0]] = replace(columns[rest[0]], role=Role.SOURCES, lang=source_lang)
                break
    taken: set[Role] = set()
    once = {Role.NOTE, Role.ID, Role.KIND, Role.STATUS, Role.SUBJECT, Role.URL, Role.CASE, Role.LANG}
    for at, one in enumerate(columns):
        if one.role in (Role.SOURCE, Role.TERM, Role.TARGET) or (one.role in once and one.role in taken):
            columns[at] = replace(one, role=Role.EXTRA)
        taken.add(one.role)
    return tuple(columns)
