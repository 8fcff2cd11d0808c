"""The language of a run in another script."""

import pytest

from mtqa.checks._script_languages import language_of


@pytest.mark.parametrize(
    ("run", "language"),
    [
        ("访问了首尔", "Chinese"),
        ("大統領は訪問した", "Japanese"),
        ("カタカナ", "Japanese"),
        ("대통령은 떠났다", "Korean"),
        ("한국 大統領", "Korean"),
        ("мы не знаем, что это было", "Russian"),
        ("ми не знаємо, що це було", "Ukrainian"),
        ("мы ведаем, што гэта ўсё", "Belarusian"),
        ("ние не знаем какво ще се случи", "Bulgarian"),
        ("не знамо шта ће се десити", "Serbian"),
        ("біз қазір білмейміз", "Kazakh"),
        ("لا نعرف ما الذي حدث في المدينة", "Arabic"),
        ("ما نمی‌دانیم چه شده است", "Persian"),
        ("हम नहीं जानते कि यह क्या है", "Hindi"),
        ("यो के हो भनेर थाहा भएको छ", "Nepali"),
        ("เราไม่รู้", "Thai"),
        ("არ ვიცით", "Georgian"),
        ("Москва", None),
        ("नमस्ते", None),
        ("", None),
    ],
)
def test_language(run, language):
    """Letters that one language has decide, then small words; a name alone tells nothing."""
    assert language_of(run) == language
