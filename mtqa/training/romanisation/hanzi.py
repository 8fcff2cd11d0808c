"""The table of characters for names whose own script is known."""

from __future__ import annotations

from mtqa.training.romanisation.readings import FAMILY_READINGS, Readings

__all__ = ["hanzi_rows"]


def hanzi_rows(readings: Readings) -> list[str]:
    """The rows of ``hanzi.tsv``: character, pinyin, Jyutping, Hangul, reading from Chinese in Japan, Vietnamese, rare pinyin."""
    unihan = readings.unihan
    chars = {char for char, weight in unihan.common.items() if weight > 0}
    for role in readings.weight.values():
        chars |= role.keys()
    chars |= readings.kanji.family.keys() | readings.kanji.given.keys() | FAMILY_READINGS.keys()
    chars |= {char for char, forms in unihan.traditional.items() if chars.intersection(forms)}
    chars |= {form for char in sorted(chars) for form in unihan.traditional.get(char, [])}
    rows = []
    for char in sorted(chars):
        pinyin = readings.unihan.pinyin.get(char)
        if not pinyin or len(char) > 1:
            continue
        ordered = [FAMILY_READINGS[char].upper()] if char in FAMILY_READINGS else []
        ordered += sorted(pinyin, key=lambda s: -pinyin[s])
        jyutping = unihan.jyutping.get(char, {})
        hangul = unihan.hangul.get(char, {})
        shown = {syllable.lower() for syllable in ordered[:3]}
        spread = unihan.readings.get(char, {})
        rare = [s for s in sorted(spread, key=lambda s: (-spread[s], s)) if s not in shown]
        columns = [
            " ".join(ordered[:3]),
            " ".join(sorted(jyutping, key=lambda s: -jyutping[s])[:1]),
            "".join(sorted(hangul, key=lambda s: -hangul[s])[:2]),
            " ".join(_on(readings, char)),
            " ".join(sorted(readings.vietnamese.get(char, {}), key=lambda s: -readings.vietnamese[char][s])[:1]),
            " ".join(rare[:3]),
        ]
        rows.append("\t".join([char, *columns]).rstrip())
    return rows


def _on(readings: Readings, char: str) -> list[str]:
    spread = readings.kanji.on.get(char, {})
    return sorted(spread, key=lambda reading: -spread[reading])[:2]
