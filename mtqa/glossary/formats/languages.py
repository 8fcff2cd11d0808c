"""Languages as people write them at the head of a column: "Korean", "ko", "EN-US", "한국어"."""

from __future__ import annotations

from typing import Final

from mtqa.text import fold

__all__ = ["is_code", "language_named", "normalised", "primary"]

#: Names by BCP-47 code.  Where one of a language's own names is common at the head of a column, it is there.
_NAMES: Final = {
    "af": "Afrikaans",
    "am": "Amharic",
    "ar": "Arabic|العربية|Arabisch|arabe",
    "az": "Azerbaijani|Azeri",
    "be": "Belarusian|Belarussian",
    "bg": "Bulgarian",
    "bn": "Bengali|Bangla",
    "bs": "Bosnian",
    "ca": "Catalan",
    "cs": "Czech|čeština",
    "cy": "Welsh",
    "da": "Danish|dansk",
    "de": "German|Deutsch|allemand|독일어|德语|ドイツ語",
    "el": "Greek",
    "en": "English|Englisch|anglais|inglés|английский|영어|英語|英语|英文",
    "es": "Spanish|español|Castilian|Spanisch|espagnol|스페인어",
    "et": "Estonian",
    "eu": "Basque",
    "fa": "Persian|Farsi|Dari",
    "fi": "Finnish|suomi",
    "fr": "French|français|Französisch|francés|프랑스어|法语",
    "ga": "Irish",
    "gl": "Galician",
    "gu": "Gujarati",
    "he": "Hebrew",
    "hi": "Hindi",
    "hr": "Croatian",
    "hu": "Hungarian|magyar",
    "hy": "Armenian",
    "id": "Indonesian",
    "is": "Icelandic",
    "it": "Italian|italiano",
    "ja": "Japanese|日本語|Japanisch|japonais|일본어|日语|日語",
    "ka": "Georgian",
    "kk": "Kazakh",
    "km": "Khmer",
    "kn": "Kannada",
    "ko": "Korean|한국어|Hangul|Koreanisch|coréen|韩语|韓語|韩文|韓国語|корейский",
    "ky": "Kyrgyz",
    "lo": "Lao",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "mk": "Macedonian",
    "ml": "Malayalam",
    "mn": "Mongolian",
    "mr": "Marathi",
    "ms": "Malay",
    "mt": "Maltese",
    "my": "Burmese",
    "nb": "Norwegian|Bokmål",
    "ne": "Nepali",
    "nl": "Dutch|Nederlands",
    "pa": "Punjabi",
    "pl": "Polish|polski",
    "ps": "Pashto",
    "pt": "Portuguese|português",
    "ro": "Romanian",
    "ru": "Russian|русский|Russisch|russe|러시아어|俄语|ロシア語",
    "si": "Sinhala",
    "sk": "Slovak",
    "sl": "Slovenian|Slovene",
    "so": "Somali",
    "sq": "Albanian",
    "sr": "Serbian",
    "sv": "Swedish|svenska",
    "sw": "Swahili",
    "ta": "Tamil",
    "te": "Telugu",
    "tg": "Tajik",
    "th": "Thai",
    "ti": "Tigrinya",
    "tk": "Turkmen",
    "tr": "Turkish|Türkçe",
    "uk": "Ukrainian|українська|Ukrainisch|ukrainien",
    "ur": "Urdu",
    "uz": "Uzbek",
    "vi": "Vietnamese",
    "zh": "Chinese|Mandarin|中文|汉语|漢語|Chinesisch|chinois|중국어|中国語|китайский",
    "zu": "Zulu",
}
_BY_NAME: Final = {fold(name): code for code, names in _NAMES.items() for name in names.split("|")}
_CODES: Final = frozenset((*_NAMES, "no", "nn", "yue", "fil", "tl", "eo", "la", "ku"))
#: Codes that head a column of another kind more often than one of their language: "ID", "No.", "is", "to".
_AMBIGUOUS: Final = frozenset(("id", "no", "is", "my", "am", "so", "be"))
_SCRIPT: Final = 4  # letters of a script subtag
_VARIETIES: Final = {
    "simplified": "Hans",
    "traditional": "Hant",
    "american": "US",
    "british": "GB",
    "us": "US",
    "uk": "GB",
    "brazilian": "BR",
    "brazil": "BR",
    "canadian": "CA",
    "australian": "AU",
}


def normalised(code: str) -> str:
    """A BCP-47 code in its usual capitals: "EN_us" is "en-US", "zh-hant" is "zh-Hant"."""
    first, *rest = code.strip().replace("_", "-").split("-")
    shaped = [
        part.title() if len(part) == _SCRIPT and part.isalpha() else part.upper() if len(part) == 2 else part.lower()
        for part in rest
    ]
    return "-".join((first.lower(), *shaped))


def primary(code: str) -> str:
    """The language of a BCP-47 code without region and script, in small letters."""
    return code.replace("_", "-").partition("-")[0].lower()


def is_code(text: str, *, strict: bool = False) -> bool:
    """Whether ``text`` is a language code, alone or with a region or script: "ko", "EN-US", "zh_Hant_TW".

    Args:
        text: What may be one.
        strict: Not if it is also a common header, such as "ID".
    """
    first, *rest = text.strip().replace("_", "-").lower().split("-")
    if first not in _CODES or (strict and not rest and first in _AMBIGUOUS):
        return False
    return len(rest) <= 2 and all(2 <= len(part) <= _SCRIPT and part.isalnum() and part.isascii() for part in rest)


def language_named(header: str) -> tuple[str, str]:
    """The language that a header names, and what else it says.

    Args:
        header: As it stands: "English (US)", "Term [ko]", "source_ko", "Korean synonyms".

    Returns:
        The BCP-47 code, ``""`` if none is named; and the folded rest ("synonyms"), without brackets.
    """
    text = header.strip()
    if is_code(text, strict=True):
        return normalised(text), ""
    plain = " ".join(fold("".join(" " if char in "()[]{}:/.," else char for char in text)).split())
    words = plain.split()
    for at, word in enumerate(words):
        code = _BY_NAME.get(word)
        if code is not None:
            rest = [part for part in (*words[:at], *words[at + 1 :]) if _BY_NAME.get(part) != code]  # "Korean (Hangul)"
            variety = next((part for part in rest if part in _VARIETIES), "")
            if variety:
                rest.remove(variety)
                code = f"{code}-{_VARIETIES[variety]}"
            return code, " ".join(rest)
    # A code counts at either end only: "term en", "ko name"; never in the middle of a sentence.
    for at in (-1, 0):
        if len(words) > 1 and words[at] in _CODES - _AMBIGUOUS:
            rest = words[:-1] if at == -1 else words[1:]
            return words[at], " ".join(rest)
    if len(words) > 2 and words[-2] in _CODES - _AMBIGUOUS and len(words[-1]) == 2:  # "term en us"
        return f"{words[-2]}-{words[-1].upper()}", " ".join(words[:-2])
    return "", plain
