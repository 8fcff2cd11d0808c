"""Kana to Latin letters (Hepburn), as a machine writes a name that it cannot translate."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from mtqa.names.romanisation.lists import words

__all__ = ["KANA", "hepburn"]

_ROWS: Final = (
    ("アイウエオ", "a i u e o"),
    ("カキクケコ", "ka ki ku ke ko"),
    ("サシスセソ", "sa shi su se so"),
    ("タチツテト", "ta chi tsu te to"),
    ("ナニヌネノ", "na ni nu ne no"),
    ("ハヒフヘホ", "ha hi fu he ho"),
    ("マミムメモ", "ma mi mu me mo"),
    ("ヤユヨラリルレロワヲンヴ", "ya yu yo ra ri ru re ro wa o n vu"),
    ("ガギグゲゴザジズゼゾ", "ga gi gu ge go za ji zu ze zo"),
    ("ダヂヅデドバビブベボパピプペポ", "da ji zu de do ba bi bu be bo pa pi pu pe po"),
)
_PLAIN: Final = {kana: latin for row, sounds in _ROWS for kana, latin in zip(row, words(sounds), strict=True)}
_SMALL: Final = dict(zip("ァィゥェォャュョヮ", words("a i u e o ya yu yo wa"), strict=True))
#: Katakana and hiragana with their marks.
KANA: Final = re.compile(r"[\u3041-\u3096\u30a1-\u30ff・\s]+")


def hepburn(text: str) -> str:
    """Kana in Hepburn without long vowels; other characters are dropped."""
    text = unicodedata.normalize("NFC", text)
    text = "".join(chr(ord(char) + 0x60) if "\u3041" <= char <= "\u3096" else char for char in text)
    latin = ""
    double = False
    for char in text:
        if char == "ッ":
            double = True
            continue
        sound = _PLAIN.get(char)
        if sound is None:
            small = _SMALL.get(char)
            if small and latin:
                soft = latin.endswith(("shi", "chi", "ji")) and small.startswith("y")
                # A small vowel takes the place of the one before it: ファ is fa, シャ is sha.
                latin = latin[:-1] + (small[1:] if soft else small)
            elif char in "・ 　":
                latin += " "
            continue
        latin += sound[0] + sound if double and sound[0] not in "aiueon" else sound
        double = False
    return latin
