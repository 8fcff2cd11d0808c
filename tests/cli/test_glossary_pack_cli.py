"""``mtqa glossary pack``."""

import json
import os
import tomllib

import pytest
from typer.testing import CliRunner

from mtqa import durable
from mtqa.cli.glossary import app
from mtqa.config import find_config
from mtqa.glossary.model import EntryKind
from mtqa.glossary.packs import pack, packs
from mtqa.glossary.store_csv import load_csv

CONFIG = """\
# The desk.
glossary = "glossary.csv"   # ours
house = []

packs = [] # none yet

[limits]
term = 500  # longer is noise
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project, in which the commands run."""
    monkeypatch.setenv("MTQA_HISTORY", str(tmp_path / "history"))
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "mtqa.toml").write_text(CONFIG, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def run(*arguments, code=0):
    """The result of a command."""
    result = CliRunner().invoke(app, ["pack", *map(str, arguments)], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result


def test_list(project):
    """A line each, with what the project uses."""
    run("add", "currencies")
    lines = run("list").stdout.splitlines()
    assert len(lines) == 1 + len(packs())
    used = [line for line in lines if line.rstrip().endswith("yes")]
    assert [line.split()[0] for line in used] == ["currencies"]


def test_list_as_json(project):
    """Everything that is known of a pack."""
    run("add", "cities")
    found = {one["name"]: one for one in json.loads(run("list", "--json").stdout)}
    assert set(found) == {one.name for one in packs()}
    cities = found["cities"]
    assert cities["used"] is True
    assert cities["entries"] == pack("cities").entries
    assert "CC BY 4.0" in cities["attribution"]
    assert found["world-affairs"] | {"used": False, "licence": "CC0-1.0"} == found["world-affairs"]


def test_list_needs_no_project(project):
    """Looking costs nothing."""
    (project / "mtqa.toml").unlink()
    assert "world-affairs" in run("list").stdout


def test_add_names_the_pack_and_keeps_the_comments(project):
    """One list changes; said again it changes nothing."""
    first = run("add", "territories")
    assert "uses territories now" in first.stdout
    assert "must say: Names of Unicode CLDR" in first.stderr
    run("add", "world-affairs")
    text = (project / "mtqa.toml").read_text(encoding="utf-8")
    assert text == CONFIG.replace("packs = []", 'packs = ["territories", "world-affairs"]')
    assert "already" in run("add", "territories").stdout
    assert (project / "mtqa.toml").read_text(encoding="utf-8") == text
    assert find_config(project).packs == ("territories", "world-affairs")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_add_where_no_list_is(project, newline):
    """The list goes before the tables, in the file's own line ends."""
    path = project / "mtqa.toml"
    path.write_bytes(
        b'\xef\xbb\xbfuser = "Anna"' + newline.encode() + newline.encode() + b"[limits]" + newline.encode()
    )
    run("add", "cities")
    data = path.read_bytes()
    assert data.startswith(b'\xef\xbb\xbfuser = "Anna"')
    assert tomllib.loads(data.decode("utf-8-sig")) == {"user": "Anna", "packs": ["cities"], "limits": {}}
    assert find_config(project).packs == ("cities",)


def test_add_below_the_project(project, monkeypatch):
    """The configuration is that of the nearest folder above."""
    (project / "articles").mkdir()
    monkeypatch.chdir(project / "articles")
    run("add", "cities")
    assert find_config(project).packs == ("cities",)


def test_add_a_file(project, monkeypatch):
    """A CSV file is named from the folder of the configuration, wherever the command runs."""
    (project / "more").mkdir()
    (project / "more" / "house.csv").write_text("term\nSeoul\n", encoding="utf-8")
    monkeypatch.chdir(project / "more")
    run("add", "house.csv")
    assert find_config(project).packs == ("./more/house.csv",)
    assert "already" in run("add", "./house.csv").stdout


def test_add_without_a_project(project):
    """One message that says how to get one."""
    (project / "mtqa.toml").unlink()
    result = run("add", "cities", code=2)
    assert "mtqa init" in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("citys",), "did you mean 'cities'"),
        (("nowhere.csv",), "no such file"),
        (("citys", "--copy"), "did you mean 'cities'"),
        (("cities", "--copy", "--kind", "town-hall"), "kind"),
    ],
)
def test_add_what_is_not_there(project, arguments, said):
    """Nothing changes."""
    assert said in run("add", *arguments, code=2).stderr
    assert (project / "mtqa.toml").read_text(encoding="utf-8") == CONFIG


def test_options_of_copying_alone(project):
    """--kind and --glossary go with --copy."""
    assert "--kind goes with --copy" in run("add", "cities", "--kind", "place", code=2).stderr
    assert "--glossary goes with --copy" in run("add", "cities", "--glossary", "x.csv", code=2).stderr


def test_a_configuration_that_is_none(project):
    """The message names the file."""
    (project / "mtqa.toml").write_text("packs = [\n", encoding="utf-8")
    assert "mtqa.toml" in run("add", "cities", code=2).stderr
    (project / "mtqa.toml").write_text('packs = "cities"\n', encoding="utf-8")
    assert "packs" in run("add", "cities", code=2).stderr


def test_a_full_disk(project, monkeypatch):
    """The configuration is as it was, and says so."""

    def full(*_arguments, **_options):
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(durable, "replace_file", full)
    result = run("add", "cities", code=2)
    assert "it is as it was" in result.stderr
    assert (project / "mtqa.toml").read_text(encoding="utf-8") == CONFIG


def test_copy(project):
    """The entries of a kind go into the glossary; what it has or rejects stays its own; once is enough."""
    own = "id,term,kind,wrong\nmine,Arab Spring,event,\nyours,Brexit vote,event,Brexit\n"
    (project / "glossary.csv").write_text(own, encoding="utf-8")
    result = run("add", "world-affairs", "--copy", "--kind", "event")
    glossary = load_csv(project / "glossary.csv")
    events = [entry for entry in glossary.entries if entry.kind is EntryKind.EVENT]
    assert len(events) == len(glossary.entries) > 50
    assert glossary.by_id["mine"].term == "Arab Spring"
    assert "arab-spring" not in glossary.by_id
    assert all(entry.term != "Brexit" for entry in glossary.entries)
    assert "entries added, 1 left out for entries of its own" in result.stdout
    assert "0 entries added" in run("add", "world-affairs", "--copy", "--kind", "event").stdout
    assert find_config(project).packs == ()


def test_copy_into_a_new_file(project):
    """The glossary need not be there, nor the project."""
    (project / "mtqa.toml").unlink()
    run("add", "currencies", "--copy", "--glossary", "money.csv")
    assert len(load_csv(project / "money.csv").entries) == pack("currencies").entries
