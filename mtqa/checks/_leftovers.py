r"""Patterns of markup, placeholders and machine messages that a translation may leave in its text.

Data, with what to put in their place.  A pattern is bounded and begins with a character or a word that
seldom occurs, so that a text is gone through in linear time.  Sources: HTML, Markdown and MediaWiki markup;
string formats of Python, C, ICU and gettext; tags of translation memories and subword models; answers of
chat models and of web interfaces for translation, written down from knowledge.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from mtqa.mqm import Category

__all__ = ["LEFTOVERS", "Leftover"]


@dataclass(frozen=True, slots=True)
class Leftover:
    """One kind of leftover.

    Attributes:
        what: In a few words, for the message.
        pattern: Where it stands.
        instead: What a match should be, ``""`` to delete it; ``None`` if nobody can know.
        confidence: 0 to 1.
        category: MQM category.
    """

    what: str
    pattern: re.Pattern[str]
    instead: Callable[[re.Match[str]], str | None]
    confidence: float = 0.95
    category: Category = Category.MARKUP_TAG


def _nothing(match: re.Match[str]) -> str | None:  # noqa: ARG001 - CONFIG: the table's form
    return None


def _gap(match: re.Match[str]) -> str:
    """Deleted, with one space left between two words that only the markup parted."""
    text, (start, end) = match.string, match.span()
    return " " if start and text[start - 1].isalnum() and text[end : end + 1].isalnum() else ""


def _inner(match: re.Match[str]) -> str:
    return match.group(1)


def _entity(match: re.Match[str]) -> str | None:
    """The character; ``None`` where it would make a new tag or entity, or stands for nothing."""
    text = match.group().replace(" ", "")
    for _ in range(3):  # "&amp;nbsp;" was escaped twice
        text = html.unescape(text)
    text = text.replace("\N{NO-BREAK SPACE}", " ")
    return text if len(text) == 1 and text not in "<>" and text.isprintable() else None


def _escape(match: re.Match[str]) -> str | None:
    char = chr(int(match.group(1) or match.group(2), 16))
    return char if char.isprintable() and char not in "<>{}[]*" else None


def _wiki(match: re.Match[str]) -> str | None:
    shown = match.group(1).rpartition("|")[2].strip()
    return None if ":" in match.group(1)[:12] or not shown else shown


_TAGS: Final = (
    "a|abbr|article|aside|b|blockquote|body|br|button|caption|center|cite|code|dd|del|div|dl|dt|em|figcaption|figure|font|footer|form|"
    "g|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|label|li|link|main|mark|math|meta|nav|nobr|noscript|nowiki|ol|option|p|path|"
    "ph|pre|q|ref|references|s|script|section|select|small|source|span|strike|strong|style|sub|sup|svg|t|table|tbody|td|textarea|"
    "tfoot|th|thead|title|tr|u|ul|video|wbr|x|xliff"
)
_NAMED: Final = (
    "amp|lt|gt|quot|apos|nbsp|ensp|emsp|thinsp|copy|reg|trade|hellip|mdash|ndash|lsquo|rsquo|ldquo|rdquo|sbquo|bdquo|laquo|raquo|"
    "bull|middot|deg|times|euro|pound|yen|cent|sect|para|shy|zwnj|zwj|[aeiouAEIOU](?:acute|grave|circ|uml|tilde)|ccedil|ntilde|szlig"
)

LEFTOVERS: Final = (
    Leftover(
        "an HTML entity",
        re.compile(rf"&(?:amp;)?(?:(?:{_NAMED});|#\d{{1,7}};|#[xX][0-9A-Fa-f]{{1,6}};)|& (?:{_NAMED}|# ?\d{{2,5}}) ;"),
        _entity,
    ),
    Leftover("a comment of the page's source", re.compile(r"<!--[^\n]{0,200}-->|<!\[CDATA\[|\]\]>"), _gap),
    Leftover(
        "an HTML or XML tag",
        re.compile(rf"< ?/? ?(?i:{_TAGS})(?:\s[^<>\n]{{0,300}}?[=/'\"][^<>\n]{{0,300}})?\s?/?>"),
        _gap,
    ),
    Leftover(
        "the sign of a word that the translating program could not write",
        re.compile(r"< ?(?:unk|mask) ?/?>|\[(?:UNK|MASK)\]|\u2047"),
        _nothing,
    ),
    Leftover(
        "a sign of the translating program",
        re.compile(
            r"<\|[\w-]{1,40}\|>|< ?/?(?:pad|bos|eos|cls|sep|s|extra_id_\d{1,3}|2[a-z]{2,3}(?:_[A-Z]{2})?)\d{0,3} ?/?>|\[(?:PAD|CLS|SEP|BOS|EOS)\]"
            r"|\u2581|(?<=\w)@@(?=\s)|@-@|>>[a-z]{2,3}(?:_[A-Za-z]{2,8})?<<|__[a-z]{2,3}(?:_[A-Za-z]{2,8})?__"
        ),
        _gap,
    ),
    Leftover(
        "a tag of the translation memory",
        re.compile(
            r"[\u27e6\u27ea][^\u27e6-\u27eb\n]{1,20}[\u27e7\u27eb]|\u2983[^\n]{1,20}?\u2984|\{/?\d{1,3}[>/}]\}?|<\d{1,3}/?>|</\d{1,3}>"
        ),
        _nothing,
    ),
    Leftover(
        "a placeholder",
        re.compile(r"\{\{[^{}\n]{0,60}\}\}|\$?\{ ?(?:[A-Za-z_][\w.]{1,40}|\d{1,3})? ?\}|\$\{[^{}\n]{1,60}\}"),
        _nothing,
        0.9,
    ),
    Leftover(
        "a placeholder",
        re.compile(
            r"(?<![\w%])%(?:\([A-Za-z_]\w{0,30}\)|\d{1,2}\$)?[sd@](?![\w%])|%\([A-Za-z_]\w{0,30}\)[sdf]|%\d\$[sd@]"
        ),
        _nothing,
        0.9,
    ),
    Leftover(
        "a placeholder",
        re.compile(r"(?<!\w)__[A-Z][A-Z0-9_]{1,40}__(?!\w)|(?<!\w)__[a-z]{2,}_[a-z_]{2,30}__(?!\w)"),
        _nothing,
    ),
    Leftover(
        "a placeholder",
        re.compile(
            r"\[(?:(?:YOUR|INSERT|FIRST|LAST|FULL|COMPANY|CLIENT|USER)[ _][A-Z _]{1,30}|(?:NAME|PERSON|ORG|ORGANI[SZ]ATION|LOCATION|LOC|PLACE|DATE|NUMBER|NUM|URL|EMAIL|"
            r"ADDRESS|TITLE|TODO|TK|TBD|PLACEHOLDER|TEXT|IMAGE|LINK)(?:[ _-]?\d{1,3})?)\]|\[(?:[Ii]nsert|[Yy]our) [\w '\N{RIGHT SINGLE QUOTATION MARK}-]{2,40}\]"
        ),
        _nothing,
    ),
    Leftover("a placeholder", re.compile(r"\b(?:X{4,}|x{4,})\b"), _nothing, 0.8),
    Leftover("a dummy text", re.compile(r"\b[Ll]orem ipsum\b[^\n.]{0,200}\.?"), _nothing),
    Leftover("a note to be filled in", re.compile(r"\b(?:TODO|FIXME|TKTK)\b:?"), _nothing, 0.9),
    Leftover("a link of a wiki", re.compile(r"\[\[(?=[^\[\]\n]{0,40}[^\W\d_])([^\[\]\n]{1,200})\]\]"), _wiki),
    Leftover(
        "a bracket of a wiki link", re.compile(r"(?<!\[)\[\[(?![\d\s,.-]{1,40}\])(?![^\[\]\n]{0,200}\]\])"), _gap, 0.8
    ),
    Leftover(
        "an option of a wiki picture",
        re.compile(r"\b(?:thumb|frame|left|right|upright)\|[^\s|]{0,40}(?:\|[^\s|]{0,40}){0,6}|\b\d{2,4}px\|"),
        _nothing,
    ),
    Leftover("bold type of a wiki", re.compile(r"(?<!')'{3}([^'\n]{1,200})'{3}(?!')"), _inner),
    Leftover("a heading of a wiki", re.compile(r"^={2,5} ?([^=\n]{1,120}?) ?={2,5}\s*$"), _inner),
    Leftover("Markdown", re.compile(r"(?<![*\w])\*\*(?=\S)([^*\n]{1,300}?)(?<=\S)\*\*(?![*\w])"), _inner),
    Leftover(
        "Markdown", re.compile(r"(?<![_\w])__(?=[A-Za-z])([^_\n]{1,200}? [^_\n]{0,200}?)(?<=\S)__(?![_\w])"), _inner
    ),
    Leftover("Markdown", re.compile(r"^#{1,6} (?=\S)(?!\d)"), lambda match: ""),  # noqa: ARG005 - CONFIG: the table's form
    Leftover(
        "Markdown", re.compile(r"!?\[([^\[\]\n]{1,200})\]\((?:https?://|/|#|www\.|mailto:)[^()\s]{0,300}\)"), _inner
    ),
    Leftover("Markdown", re.compile(r"```\w{0,12}|~~~~?"), lambda match: ""),  # noqa: ARG005 - CONFIG: as above
    Leftover(
        "a line break written as letters",
        re.compile(r"(?<![\\/:\w])\\[nrt](?=[A-Z\s\\\"']|$)|(?<=[.,;:!?\"')a-z])\\[nrt](?=[A-Z\s\\\"']|$)"),
        lambda match: " " if match.end() < len(match.string) and not match.string[match.end()].isspace() else "",
    ),
    Leftover(
        "a character written as its number",
        re.compile(r"\\u([0-9a-fA-F]{4})(?![0-9a-fA-F])|\\x([0-9a-fA-F]{2})(?![0-9a-fA-F])"),
        _escape,
    ),
    Leftover("an escaped quotation mark", re.compile(r"(?<!\\)\\([\"'])"), _inner),
    Leftover(
        "a message of the translating program",
        re.compile(
            r"[\[(<{](?i:un|not |un-)?(?i:translat(?:ed|able|ion)(?: (?:missing|failed|error|unavailable|needed|not (?:available|found)|required|pending|here)[^\[\](){}<>\n]{0,60})?)[\])>}]"
            r"|(?i:\btranslation (?:missing|not found|not available|unavailable|error): ?[\w.-]{1,60})"
            r"|\b(?:HTTP )?(?:Error|ERROR) ?(?:code )?:? ?[45]\d\d\b(?:: ?[A-Za-z][\w ,'-]{0,80})?"
            r"|\b(?:MT|NMT|API|TRANSLATION) ERROR\b|\[object Object\]|\bMISSING TRANSLATION\b|\b(?:Translation|Machine translation) (?:failed|timed out|unavailable)(?=\.|!|:|$)"
        ),
        _nothing,
        0.9,
        Category.ADDITION,
    ),
    Leftover(
        "an answer of a chat model, not a translation",
        re.compile(
            r"\b(?:As an AI (?:language )?model|As a large language model|I(?:'m| am) (?:just )?an AI (?:language model|assistant)"
            r"|(?:Sure|Certainly|Of course)[,!.] (?:[Hh]ere(?:'s| is| are)|I can (?:help|translate)|I'd be (?:happy|glad))|[Hh]ere(?:'s| is) (?:the|your|a|my) (?:\w{1,12} )?(?:translation|translated (?:text|version))"
            r"|I (?:cannot|can't|am unable to|'m unable to) translate|Please provide the (?:text|sentence|source)|Let me know if you(?:'d like| need| would like| have) (?:me to|any)"
            r"|Note: (?:The|This|I) (?:\w{1,12} ){0,3}translat\w{1,5})[^\n.:]{0,120}[.:!]?|^(?:English )?Translation:(?=\s)"
        ),
        _nothing,
        0.85,
        Category.ADDITION,
    ),
)
