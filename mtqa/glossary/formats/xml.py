"""XML from elsewhere, read without ever building its tree: the one parser of TBX and TMX.

A file is decoded here, its prolog is looked at here, and what reaches lxml is UTF-8 without any
DOCTYPE.  So there are no entities but the five of XML itself, nothing is ever loaded from a disk or a
network, and no declaration can hide in an unusual encoding.  The parser calls back per tag; only the
records that are asked for (one concept, one translation unit) are held, one at a time.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NoReturn

from mtqa.errors import GlossaryError
from mtqa.glossary import limits

if TYPE_CHECKING:
    from collections.abc import Collection

    from lxml.etree import XMLParser

__all__ = ["Node", "attribute", "elements", "escaped", "new_parser", "root_name", "writable"]

MAX_DEPTH: Final = 100  # elements in one another; TBX and TMX have about ten
MAX_ELEMENTS: Final = 50_000  # of one record; the richest of IATE have some hundreds
MAX_CHARACTERS: Final = 5_000_000  # of one record, attributes included
MAX_NAMES: Final = 2_000  # different element names of one file
MAX_ATTRIBUTES: Final = 200  # of one element
_PROLOG: Final = 1_000_000  # code points before the root element
_BLOCK: Final = 65_536  # bytes that are decoded and parsed at a time

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: By Python's names.  No others: Python also "decodes" ZIP, base64 and other things that are no text.
_ENCODINGS: Final = frozenset(
    (
        *("utf-8", "ascii", "gb18030", "gbk", "gb2312", "big5", "big5hkscs", "euc_kr", "cp949", "johab"),
        *("shift_jis", "cp932", "euc_jp", "koi8-r", "koi8-u", "tis-620", "cp437", "cp850", "cp852", "cp866", "cp874"),
        *(f"iso8859-{number}" for number in range(1, 17)),
        *(f"cp{number}" for number in range(1250, 1259)),
    )
)
_DECLARED: Final = re.compile(rb"""<\?xml\s[^<>]{0,200}?encoding\s*=\s*["']([A-Za-z][\w.:-]{0,39})["']""")
_SPACE: Final = r"\s{0,500}"
_LITERAL: Final = r"""(?:"[^"<>]{0,2000}"|'[^'<>]{0,2000}')"""
#: A document type that declares nothing itself: it names a DTD, which is never loaded.
_DOCTYPE: Final = re.compile(
    rf"<!DOCTYPE{_SPACE}[^\s<>\[\]\"']{{1,200}}{_SPACE}"
    rf"(?:SYSTEM{_SPACE}{_LITERAL}|PUBLIC{_SPACE}{_LITERAL}(?:{_SPACE}{_LITERAL})?)?{_SPACE}>"
)
_ROOT: Final = re.compile(r"<(?:[^\s<>/:\"'=]{1,100}:)?([^\s<>/:\"'=!?]{1,100})(?=[\s/>])")
_DOCTYPE_NAME: Final = re.compile(r"<!DOCTYPE\s+([^\s<>\[\]\"':]{1,200})")
_BLANK: Final = re.compile("[ \\t\\r\\n\N{ZERO WIDTH NO-BREAK SPACE}]+")
_NOT_BREAK: Final = re.compile(r"[^\n]")
_XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}"
#: What XML 1.0 cannot hold, not even as a character reference.
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_IN_TEXT: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_ATTRIBUTE: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}
)


@dataclass(slots=True)
class Node:
    """One element of a record.

    Attributes:
        name: Its name without prefix.
        space: Its namespace, ``""`` if it has none.
        attributes: By name without prefix; ``xml:lang`` is called so.
        content: Text and elements in it, in order.
        line: Where its record begins, from 1.
    """

    name: str
    space: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    content: list[str | Node] = field(default_factory=list)
    line: int = 0

    @property
    def children(self) -> Iterator[Node]:
        """The elements directly in it."""
        return (one for one in self.content if isinstance(one, Node))

    @property
    def lang(self) -> str:
        """What ``xml:lang`` says, or ``lang``, which older files have in its place; ``""`` if neither is there."""
        return (self.attributes.get("xml:lang") or self.attributes.get("lang", "")).strip()

    def text(self, skip: Collection[str] = ()) -> str:
        """All text in it, also that of elements within; not that of elements whose name is in ``skip``."""
        if len(self.content) == 1 and isinstance(self.content[0], str):
            return self.content[0]
        return "".join(
            one if isinstance(one, str) else one.text(skip)
            for one in self.content
            if isinstance(one, str) or one.name not in skip
        )


def new_parser(target: Any) -> XMLParser:
    """The only XML parser of mtqa: no entities, no DTD, no network, no huge trees; calls ``target`` back."""
    from lxml import etree

    return etree.XMLParser(
        target=target,
        encoding="utf-8",  # what _blocks gives, whatever the file declares
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        no_network=True,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
        ns_clean=False,
    )


def elements(data: bytes, *, origin: str, names: Collection[str]) -> Iterator[Node]:
    """The root element without its content, then every outermost element with one of these names.

    Args:
        data: The whole file.
        origin: Its name, for messages.
        names: Names without prefix of the records.

    Raises:
        GlossaryError: It is larger than :mod:`mtqa.glossary.limits` allow, no XML, damaged, or nested and
            sized as no glossary is; or it has a DOCTYPE with declarations.  Names file and line.
    """
    from lxml import etree

    most = limits.current().bytes
    if len(data) > most:
        raise GlossaryError(
            f"{origin}: larger than {most / 1_000_000:,.0f} MB; split the file, or {limits.RAISE}",
        )
    builder = _Builder(origin, names)
    parser = new_parser(builder)
    closing = False
    try:
        for block in _without_prolog(_blocks(data, origin=origin), origin=origin):
            builder.begin(block)
            parser.feed(block.encode())
            yield from builder.taken()
        closing = True
        parser.close()
        yield from builder.taken()
    except etree.XMLSyntaxError as exc:
        raise GlossaryError(_broken(exc, origin=origin, closing=closing)) from None


def root_name(data: bytes) -> str:
    """The name of the root element without prefix, by a look at the first 64 KiB; ``""`` if there is none."""
    head = data[:_BLOCK]
    try:
        encoding = _encoding(head, origin="")
        text = codecs.getincrementaldecoder(encoding)().decode(head)
        at = _prolog_end(text, origin="")[0]
    except UnicodeDecodeError:
        return ""
    except GlossaryError:
        # A DOCTYPE that will be refused: the reader says so better than "unknown format" would.
        found = _DOCTYPE_NAME.search(head.decode("latin-1"))
        return found[1] if found else ""
    found = _ROOT.match(text, at) if at >= 0 else None
    return found[1] if found else ""


def escaped(text: str) -> str:
    """``text`` as the content of an element."""
    return text.translate(_IN_TEXT)


def attribute(text: str) -> str:
    """``text`` as the value of an attribute, without the quotation marks."""
    return text.translate(_IN_ATTRIBUTE)


def writable(text: str, *, entry: str) -> str:
    """``text`` itself.

    Raises:
        GlossaryError: It has a character that XML cannot hold; names the entry.
    """
    bad = _UNWRITABLE.search(text)
    if bad is not None:
        raise GlossaryError(
            f"the entry {entry!r}: the character U+{ord(bad[0]):04X} in {text[:40]!r}, which XML cannot hold; "
            "take it out with: mtqa glossary edit"
        )
    return text


class _Builder:
    """What the parser calls back: keeps records, and only those."""

    def __init__(self, origin: str, names: Collection[str]) -> None:
        self._origin = origin
        self._wanted = frozenset(names)
        alternatives = "|".join(map(re.escape, sorted(names)))
        # Comments and sections are matched too, to the end of the block if need be, so that what stands in them is not.
        self._starts = re.compile(
            rf"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|(<(?:[^\s<>/:\"'=!?]{{1,100}}:)?(?:{alternatives})(?=[\s/>]))",
            re.DOTALL,
        )
        self._names: dict[str, tuple[str, str]] = {}
        self._depth = 0
        self._open: list[Node] = []
        self._ready: list[Node] = []
        self._elements = 0
        self._characters = 0
        self._block = ""
        self._line = 1
        self._lines: Iterator[int] = iter(())

    def begin(self, block: str) -> None:
        """Note which text comes next, for the numbers of its lines."""
        self._line += self._block.count("\n")
        self._block = block
        self._lines = self._starting_lines()

    def _starting_lines(self) -> Iterator[int]:
        """Lines of this block in which a record begins.  Blocks end after a ``>``, so that no tag is cut in two."""
        line, at = self._line, 0
        for found in self._starts.finditer(self._block):
            if found[1] is None:
                continue
            line += self._block.count("\n", at, found.start())
            at = found.start()
            yield line

    def taken(self) -> list[Node]:
        """The records that are complete, each given once."""
        ready, self._ready = self._ready, []
        return ready

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            self._refuse(f"elements nested more than {MAX_DEPTH} deep; no glossary is")
        name, space = self._names.get(tag) or self._name(tag)
        if not self._open:
            if self._depth == 1:
                self._ready.append(Node(name, space, self._attributes(attributes), line=self._line))
            elif name in self._wanted:
                self._elements = self._characters = 0
                self._open.append(Node(name, space, self._attributes(attributes), line=next(self._lines, self._line)))
            return
        if name in self._wanted:
            next(self._lines, None)
        self._elements += 1
        if self._elements > MAX_ELEMENTS:
            self._refuse(f"a record of more than {MAX_ELEMENTS:,} elements; no glossary has one")
        first = self._open[0]
        node = Node(name, space, self._attributes(attributes) if attributes else {}, line=first.line)
        self._open[-1].content.append(node)
        self._open.append(node)

    def end(self, tag: str) -> None:
        del tag
        self._depth -= 1
        if self._open:
            node = self._open.pop()
            if not self._open:
                self._ready.append(node)

    def data(self, text: str) -> None:
        if self._open:
            self._count(len(text))
            self._open[-1].content.append(text)

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        del name, public, system
        self._refuse("a DOCTYPE where none can be; delete it")  # pragma: no cover - none reaches the parser

    def close(self) -> None:
        self._block = ""

    def _name(self, tag: str) -> tuple[str, str]:
        if len(self._names) >= MAX_NAMES:
            self._refuse(f"more than {MAX_NAMES:,} different element names; no glossary has as many")
        space, _, name = tag.rpartition("}")
        self._names[tag] = (name.rpartition(":")[2], space[1:])  # a colon: a prefix that was never declared
        return self._names[tag]

    def _attributes(self, given: dict[str, str]) -> dict[str, str]:
        if len(given) > MAX_ATTRIBUTES:
            self._refuse(f"an element with {len(given):,} attributes; at most {MAX_ATTRIBUTES} are read")
        named = {}
        for key, value in given.items():
            self._count(len(value))
            if "&" in value:  # without entity resolution, libxml2 hands "&amp;" in an attribute on like this
                value = value.replace("&#38;", "&")  # noqa: PLW2901
            named[key if "}" not in key else key.replace(_XML_LANG, "xml:").rpartition("}")[2]] = value
        return named

    def _count(self, characters: int) -> None:
        self._characters += characters
        if self._characters > MAX_CHARACTERS:
            self._refuse(f"a record of more than {MAX_CHARACTERS:,} characters; no glossary has one")

    def _refuse(self, problem: str) -> NoReturn:
        raise GlossaryError(f"{self._origin}, line {self._open[0].line if self._open else self._line}: {problem}")


def _encoding(head: bytes, *, origin: str) -> str:
    """The name of Python's decoder for a file that begins with ``head``."""
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    if head.startswith(b"<\0"):
        return "utf-16-le"
    if head.startswith(b"\0<"):
        return "utf-16-be"
    declared = _DECLARED.search(head[:1024])
    if declared is None:
        return "utf-8"
    label = declared[1].decode()
    if label.lower().replace("_", "-").startswith(("utf-16", "ucs-2", "iso-10646-ucs-2", "unicode", "utf-32")):
        # Programs that write XML into a string label it so; the bytes, readable as ASCII, are UTF-8.
        return "utf-8"
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        name = ""
    if name not in _ENCODINGS:
        raise GlossaryError(f"{origin}: in the encoding {label!r}, which mtqa does not read; save it as UTF-8")
    return name


def _blocks(data: bytes, *, origin: str) -> Iterator[str]:
    """The text of a file in pieces that end after a ``>``, line breaks as they are."""
    if data.startswith(b"PK\x03\x04"):
        raise GlossaryError(f"{origin}: a ZIP archive or office document, not XML; unpack it, or use --from xlsx")
    if data.startswith((b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf")):
        raise GlossaryError(f"{origin}: a compressed file; unpack it first")
    if not data[:_BLOCK].strip() and not data.strip():  # strip() copies
        raise GlossaryError(f"{origin}: empty; there is nothing to import")
    name = _encoding(data[:_BLOCK], origin=origin)
    decoder = codecs.getincrementaldecoder(name)()
    rest, line = "", 1
    for start in range(0, len(data), _BLOCK):
        try:
            text = decoder.decode(data[start : start + _BLOCK], start + _BLOCK >= len(data))
        except UnicodeDecodeError as exc:
            line += rest.count("\n") + exc.object[: exc.start].count(b"\n")
            byte = exc.object[exc.start]
            raise GlossaryError(
                f"{origin}, line {line}: the byte 0x{byte:02X} is no {name.removesuffix('-sig').upper()}, which the "
                "file says or implies that it is; open it in an editor and save it as UTF-8, or export it again"
            ) from None
        if "\0" in text:
            line += rest.count("\n") + text[: text.index("\0")].count("\n")
            raise GlossaryError(f"{origin}, line {line}: a null character; a binary or damaged file, export it again")
        block = rest + text
        cut = block.rfind(">") + 1 or (len(block) if len(block) > _BLOCK else 0)
        rest = block[cut:]
        if cut:
            line += block.count("\n", 0, cut)
            yield block[:cut]
    if rest:
        yield rest


def _without_prolog(blocks: Iterator[str], *, origin: str) -> Iterator[str]:
    """The blocks, what stands before the root element blanked out: its lines stay, its DOCTYPE does not."""
    text = ""
    for block in blocks:
        text += block
        end, is_done = _prolog_end(text, origin=origin)
        if is_done:
            yield _NOT_BREAK.sub(" ", text[:end]) + text[end:]
            break
        if len(text) > _PROLOG:
            raise GlossaryError(f"{origin}: more than {_PROLOG:,} characters before the root element; no glossary")
    else:
        yield text
        return
    yield from blocks


def _prolog_end(text: str, *, origin: str) -> tuple[int, bool]:
    """Where the prolog of a document ends, and whether ``text`` is enough to say so.

    Raises:
        GlossaryError: It has a DOCTYPE that declares something.
    """
    at = 0
    while True:
        found = _BLANK.match(text, at)
        at = at if found is None else found.end()
        rest = text[at : at + 9]
        if rest.startswith("<!--"):
            end = text.find("-->", at + 4)
            length = 3
        elif rest.startswith("<?"):
            end = text.find("?>", at)
            length = 2
        elif rest == "<!DOCTYPE":
            found = _DOCTYPE.match(text, at)
            if found is None and (">" in text[at:] or "[" in text[at:] or len(text) - at > _BLOCK):
                line = text.count("\n", 0, at) + 1
                raise GlossaryError(
                    f"{origin}, line {line}: a DOCTYPE with declarations of its own (entities), which mtqa never "
                    "reads; delete it, from <!DOCTYPE to ]>, and write the characters in place of its entities"
                )
            end, length = (-1, 0) if found is None else (found.end(), 0)
        else:
            # Too little to tell "<!DOCTYPE" or "<!--" from a tag.
            is_start_of_more = len(text) - at < 9 and ("<!DOCTYPE".startswith(rest) or "<!--".startswith(rest))
            return at, not is_start_of_more
        if end < 0:
            return at, False
        at = end + length


def _broken(exc: Any, *, origin: str, closing: bool) -> str:
    message = str(exc.msg or "no element").partition(", line ")[0].strip()
    shown = "".join(char if char.isprintable() else " " for char in message)[:120].strip()
    where = f"{origin}, line {exc.lineno}" if exc.lineno else origin
    if closing:
        return f"{where}: the file ends too early ({shown}); copy or export it again"
    if "not defined" in shown and shown.startswith("Entity"):
        return f"{where}: {shown}; mtqa loads no DTD: write the character itself in its place"
    if "limit exceeded" in shown or "too big" in shown or "too long" in shown:
        return f"{where}: one tag, comment or name of several megabytes; no glossary has one"
    return f"{where}: no well-formed XML ({shown}); mend that line, or export the file again"
