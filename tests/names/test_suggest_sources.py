"""Source terms from the source text of an article: certain ones, and silence for the rest."""

import pytest

from mtqa.glossary.model import Entry, EntryKind, Term
from mtqa.names.suggest import SourceText, Suggested, with_sources

KOREAN = (
    "안호영 전 대사는 15일 박진 장관과 만났다. 정재흥은 박진영을 모른다. 최윤희와 최윤희가 왔다. 이수진은 이수진이다."
)
CHINESE = "王宁说，张军大使来到汶川县。李娜和李纳都在这个国家。欧阳自远说话。陕西省下雨。"
RUSSIAN = "Приехал Андрей Ланьков. Видели Анну Петрову и Сергея Лаврова. Мария Захарова была там, это было."


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (KOREAN, "ko"),
        (CHINESE, "zh"),
        ("張軍大使說這個國家會來。", "zh-Hant"),
        (RUSSIAN, "ru"),
        ("Приїхав Володимир Зеленський.", "uk"),
        ("岸田総理が来た。", "ja"),
        ("Приехал Иван Иванов.", ""),
        ("They came.", ""),
        ("", ""),
    ],
)
def test_language(text, lang):
    """The letters tell it, or nothing does."""
    assert SourceText(text).lang == lang


@pytest.mark.parametrize(
    ("text", "name", "term"),
    [
        (KOREAN, "Ahn Ho-young", "안호영"),
        (KOREAN, "An Ho Young", "안호영"),
        (KOREAN, "Park Jin", "박진"),
        (KOREAN, "Chung Jae-hung", "정재흥"),
        (KOREAN, "Choi Yoon-hee", "최윤희"),
        (CHINESE, "Zhang Jun", "张军"),
        (CHINESE, "Wang Ning", "王宁"),
        (RUSSIAN, "Andrei Lankov", "Андрей Ланьков"),
        (RUSSIAN, "Maria Zakharova", "Мария Захарова"),
        (KOREAN, "Kim Jong Un", ""),
        (KOREAN, "Park Jin-hee", ""),
        (KOREAN, "Ahn", ""),
        (CHINESE, "Li Na", ""),  # two that read so, and few letters
        (CHINESE, "Zhang Junhao", ""),
        (CHINESE, "Wang", ""),
        (CHINESE, "John Smith", ""),
        (RUSSIAN, "Anna Petrova", ""),  # not in the nominative
        (RUSSIAN, "Sergey Lavrov", ""),
        (RUSSIAN, "Lankov", ""),
        ("", "Zhang Jun", ""),
        ("They met Zhang Jun.", "Zhang Jun", ""),
    ],
)
def test_people(text, name, term):
    """A name that reads as the English one; none for a part, another case, or a longer word."""
    assert SourceText(text).term(name, EntryKind.PERSON) == term


def test_two_that_read_alike():
    """Of two different names that read alike, none is offered."""
    assert SourceText("张军和章君都来了。").term("Zhang Jun", EntryKind.PERSON) == ""
    assert SourceText("이수진은 왔고 이수진도 왔다.").term("Lee Soo-jin", EntryKind.PERSON) == "이수진"


def test_places():
    """With its kind where the English name has one; not as the name of an organisation."""
    source = SourceText(CHINESE)
    assert source.term("Wenchuan County", EntryKind.PLACE) == "汶川县"
    assert source.term("Wenchuan", EntryKind.PLACE) == "汶川"
    assert source.term("Wenchuan", EntryKind.ORGANISATION) == ""
    assert source.term("Wuhan", EntryKind.PLACE) == ""


def test_with_sources():
    """What is found goes into the entry, with the reason; a source term that is there stays."""
    new = Suggested(Entry("a", "Zhang Jun", EntryKind.PERSON), 0.5)
    held = Suggested(Entry("b", "Wang Ning", EntryKind.PERSON, sources=(Term("王寧", "zh-Hant"),)), 0.5)
    other = Suggested(Entry("c", "Ana Berg", EntryKind.PERSON), 0.5)
    found = with_sources((new, held, other), SourceText(CHINESE))
    assert found[0].entry.sources == (Term("张军", "zh"),)
    assert "张军" in found[0].reasons[-1]
    assert found[1:] == (held, other)


@pytest.mark.parametrize("text", ["가" * 100_000, "王" * 100_000, "Аа " * 50_000, "王宁 " * 50_000])
def test_hostile_sources(text):
    """Long texts of one sort take no time."""
    assert SourceText(text).term("Ana Berg", EntryKind.PERSON) == ""
