"""Which language a run in another script is in, as far as its letters and small words tell.

Most scripts write one language. Those that write several are told apart by letters that only one of them has, then by
function words; where neither decides, there is no answer.
"""

from __future__ import annotations

import re
from typing import Final

from mtqa.checks._scripts import script_of

__all__ = ["language_of"]

#: Scripts of one language.
_ALONE: Final = {
    "Hangul": "Korean", "Japanese": "Japanese", "Hebrew": "Hebrew", "Thai": "Thai", "Lao": "Lao", "Khmer": "Khmer",
    "Myanmar": "Burmese", "Georgian": "Georgian", "Armenian": "Armenian", "Tamil": "Tamil", "Telugu": "Telugu",
    "Kannada": "Kannada", "Malayalam": "Malayalam", "Sinhala": "Sinhala", "Gujarati": "Gujarati", "Odia": "Odia",
    "Gurmukhi": "Punjabi", "Tibetan": "Tibetan",
}  # fmt: skip
#: Letters that decide, the rarer language first.
_LETTERS: Final = {
    "Cyrillic": (("ўЎ", "Belarusian"), ("їєґЇЄҐ", "Ukrainian"), ("ђћЂЋ", "Serbian"), ("ѓќЃЌ", "Macedonian"), ("әқғұӘҚҒҰ", "Kazakh"), ("ңҢ", "Kyrgyz"), ("өүӨҮ", "Mongolian"), ("ыэёЫЭЁ", "Russian")),
    "Arabic": (("ٹڈڑںےہ", "Urdu"), ("پچژگکی", "Persian"), ("ةىأإؤئ", "Arabic")),
    "Bengali": (("ৰৱ", "Assamese"), ("র", "Bengali")),
}  # fmt: skip
_WORDS: Final = {
    "Cyrillic": (
        ("Russian", "и в не на что с по как это из у за от о для но к был его он она они мы"),
        ("Bulgarian", "и в не на че с по как това от за до са се да ще е той тя те ние си със"),
        ("Ukrainian", "і в не на що з по як це у за від до але та й він вона вони ми для"),
        ("Serbian", "и у не на да се је за од са као су из али он она они ми"),
    ),
    "Arabic": (("Arabic", "في من على إلى عن أن هذا التي الذي ما لا مع"), ("Persian", "در به از که این را با است برای آن و"), ("Urdu", "میں کے کا کی ہے سے کو نے پر")),
    "Devanagari": (("Hindi", "है हैं में के का की को से और ने पर यह था"), ("Nepali", "छ छन् हो मा को का र पनि भएको गरेको यो लाई थियो"), ("Marathi", "आहे आणि च्या मध्ये ला हा ही ते होते")),
}  # fmt: skip
_TOKEN: Final = re.compile(r"[^\s.,;:!?()\[\]\"']+")


def language_of(run: str) -> str | None:
    """The language of a run of foreign script, by its English name, or ``None``.

    Args:
        run: Text in one or more scripts other than Latin.
    """
    scripts = {script for char in run if (script := script_of(char)) is not None}
    if "Japanese" in scripts:
        return "Japanese"  # written with Chinese characters among the kana
    if len(scripts) != 1:
        return "Korean" if scripts == {"Hangul", "Chinese"} else None
    script = scripts.pop()
    if script in _ALONE:
        return _ALONE[script]
    if script == "Chinese":
        return "Chinese"
    for letters, language in _LETTERS.get(script, ()):
        if any(char in letters for char in run):
            return language
    words = set(_TOKEN.findall(run.lower()))
    counts = sorted(
        ((len(words & set(table.split())), language) for language, table in _WORDS.get(script, ())), reverse=True
    )
    if counts and counts[0][0] > 0 and (len(counts) < 2 or counts[0][0] > counts[1][0]):
        return counts[0][1]
    return None
