"""Which format a file is in, by what stands in it."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Final

from mtqa.errors import GlossaryError
from mtqa.glossary.formats import csv_ as tables
from mtqa.glossary.formats import deepl, google, json_, omegat, vale, weblate, xlsx
from mtqa.glossary.formats.registry import FORMATS, looks_like
from mtqa.glossary.formats.texts import delimiter_guess, sample_of, text_of

__all__ = ["detect"]

_ELEMENT: Final = re.compile(r"<(?:\?xml|!|[A-Za-z][\w:.-]*[\s/>])")
_XML: Final = ("tbx", "tmx")
_ROOTS: Final = {"tbx": re.compile(r"<(?:tbx|martif)[\s>]", re.IGNORECASE), "tmx": re.compile(r"<tmx[\s>]")}
_VOCABULARY: Final = ("accept", "reject")


def detect(data: bytes, *, name: str) -> str:
    """The name of the format of a file.

    The content decides.  Only where it fits several formats, the suffix of the name does; and if that
    settles nothing, nobody guesses.

    Args:
        data: The whole file.
        name: Its name.

    Raises:
        GlossaryError: The content fits no format, or several.
    """
    candidates = _candidates(data, name=name)
    if len(candidates) == 1:
        return candidates[0]
    if not candidates:
        raise GlossaryError(
            f"{name}: in no glossary format that mtqa knows; name it with --from, one of "
            f"{', '.join(one.name for one in FORMATS.values() if one.read)}"
        )
    suffix = PurePath(name).suffix.lower()
    fitting = [one for one in candidates if suffix in _TIE_BREAKERS.get(one, ())]
    if len(fitting) == 1:
        return fitting[0]
    raise GlossaryError(
        f"{name}: could be {' or '.join(f'{one} ({FORMATS[one].title})' for one in candidates)}; "
        f"say which with --from {candidates[0]}"
    )


#: The suffix that settles it between formats with the same content.
_TIE_BREAKERS: Final = {
    "omegat": (".utf8", ".txt", ".tab"),
    "deepl": (".tsv", ".csv"),
}


def _candidates(data: bytes, *, name: str) -> list[str]:
    if xlsx.looks_like(data):
        return ["xlsx"]
    text = sample_of(data).lstrip()
    xml = [one for one in _XML if looks_like(one, data)] if _ELEMENT.match(text) else []
    if xml or text.startswith(("<?xml", "<!DOCTYPE")):
        # What the hardened parser refuses before it has seen the root is refused by the reader, with the reason.
        return xml or [one for one, root in _ROOTS.items() if root.search(text)][:1]
    if json_.looks_like(data):
        return ["json"]
    is_object = text.startswith("{") and text[1:].lstrip().startswith(('"', "}"))
    if is_object or (text.startswith(("{", "[")) and PurePath(name).suffix.lower() == ".json"):
        raise GlossaryError(f'{name}: JSON, but no glossary of mtqa; it would say "format": "mtqa-glossary"')
    if not text:
        text_of(data, origin=name)  # says what is wrong, and where
        raise GlossaryError(f"{name}: no text; nothing to import")
    if weblate.looks_like(data):
        return ["weblate"]
    if google.looks_like_terms(data):
        # "id,en,ko" are ids, English and Korean, or Indonesian, English and Korean.
        first = text.splitlines()[0].lower()
        doubtful = {"id", "no"} & {cell.strip(' "') for cell in first.replace(";", ",").replace("\t", ",").split(",")}
        return ["google-terms", "csv"] if doubtful else ["google-terms"]
    if deepl.looks_surely_like(data):
        return ["deepl"]
    table = "tsv" if delimiter_guess(text) == "\t" else "csv"
    if tables.looks_surely_like(data):
        return [table]
    headerless = _headerless(data, text, name=name)
    return [table, *headerless] if tables.looks_like(data) else headerless


def _headerless(data: bytes, text: str, *, name: str) -> list[str]:
    """Formats without a header that fit; those that read a file alike count as one, DeepL's."""
    delimiter = delimiter_guess(text)
    is_vocabulary = PurePath(name).stem.lower() in _VOCABULARY and PurePath(name).suffix.lower() == ".txt"
    found = []
    # Two columns are the same to DeepL and to Google, comma or tab.
    if delimiter and looks_like("deepl", data):
        found.append("deepl")
    if delimiter == "\t" and omegat.looks_like(data):
        found.append("omegat")
    if vale.looks_like(data) and (is_vocabulary or not delimiter):
        found.append("vale-reject" if is_vocabulary and PurePath(name).stem.lower() == "reject" else "vale")
    if is_vocabulary and any(one.startswith("vale") for one in found):
        return [found[-1]]
    return found
