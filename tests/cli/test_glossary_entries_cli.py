"""``mtqa glossary add``, ``edit``, ``deprecate``, ``remove``, ``list``, ``search``, ``show``."""

import json
import re
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from mtqa.cli import terminal
from mtqa.cli.glossary import app
from mtqa.glossary.model import CaseRule, EntryKind, FormRule, MatchMode, Term, TermStatus
from mtqa.glossary.store import GlossaryFile
from mtqa.names import collisions as guard_module

START = """\
id,term,kind,variants,wrong,source_term,source_lang,roles,note
han-duck-soo,Han Duck-soo,person,Han Deok-su|HDS,Han Duk Su,한덕수,ko,prime minister,until 2025
kyiv,Kyiv,place,,Kiev,Київ,uk,,
sejong,Sejong,place,,,,,,
"""
WHEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


@pytest.fixture(autouse=True)
def guard(monkeypatch):
    """The collision guard, which has nothing to say unless a test makes it."""
    said = SimpleNamespace(severe=False, lines={}, asked=[])

    def collisions(entry, glossary, *, replacing=None):
        said.asked.append((entry, replacing))
        lines = tuple(line for form, line in said.lines.items() if form in entry.forms)
        return SimpleNamespace(said=lambda: tuple((line, said.severe) for line in lines), sentences=lambda: lines)

    monkeypatch.setattr(guard_module, "collisions", collisions)
    return said


@pytest.fixture
def path(tmp_path, monkeypatch):
    """A glossary of three entries, outside of any project."""
    monkeypatch.setenv("MTQA_HISTORY", str(tmp_path / "history"))
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    path = folder / "names.csv"
    path.write_text(START, encoding="utf-8")
    return path


@pytest.fixture
def project(path):
    """The same folder as a project whose glossary is not there yet."""
    (path.parent / "mtqa.toml").write_text('glossary = "glossary.csv"\nuser = "desk"\n', encoding="utf-8")
    return path.parent / "glossary.csv"


def run(*arguments, code=0, **options):
    """The result of a command."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False, **options)
    assert result.exit_code == code, result.output
    return result


def entry(path, identity):
    """An entry of a file."""
    return GlossaryFile(path).read().by_id[identity]


def in_terminal(monkeypatch):
    """Somebody sits there."""
    monkeypatch.setattr(terminal, "can_ask", lambda: True)
    from mtqa.cli.glossary import add, remove

    for module in (add, remove):
        monkeypatch.setattr(module, "can_ask", lambda: True)


def test_add_the_least(path):
    """A term is enough: the kind is guessed, the id made, who and when are kept."""
    result = run("add", "Ana Berg", "-g", path)
    assert result.stdout == f"{path}: added Ana Berg (person) as ana-berg\n"
    assert result.stderr == ""
    new = entry(path, "ana-berg")
    assert (new.term, new.kind) == ("Ana Berg", EntryKind.PERSON)
    assert new.added_by
    assert WHEN.fullmatch(new.added_at)


def test_add_everything(path):
    """Every option goes to its column; lists by repeating or with a bar; a form may have its own rule."""
    run(
        *("add", "Yoon Suk-yeol", "--kind", "people", "-v", "Yoon Suk Yeol", "--variant", "Yoon|YSY {exact}"),
        *(
            "--wrong",
            "Yoon Seok-youl",
            "--superseded",
            "Yun Seok-yeol",
            "-s",
            "ko:윤석열",
            "-s",
            "zh_Hant:尹錫悅|zh:尹锡悦",
        ),
        *("--role", "president", "--role", "prosecutor", "--context", "Seoul", "--match", "inflected"),
        *(
            "--case",
            "same-case",
            "--watch",
            "--subject",
            "politics",
            "--note",
            "a note",
            "--url",
            "https://example.org",
        ),
        *("--must-flag", "Yoon Seok-youl spoke.", "--must-pass", "Yoon spoke.", "--finding", "1f2e"),
        *("--id", "yoon", "--by", "Ana", "-g", path),
    )
    new = entry(path, "yoon")
    assert new.kind is EntryKind.PERSON
    assert new.variants == ("Yoon Suk Yeol", "Yoon", "YSY")
    assert (new.wrong, new.superseded) == (("Yoon Seok-youl",), ("Yun Seok-yeol",))
    assert [(term.lang, term.text) for term in new.sources] == [
        ("ko", "윤석열"),
        ("zh-Hant", "尹錫悅"),
        ("zh", "尹锡悦"),
    ]
    assert (new.roles, new.context) == (("president", "prosecutor"), ("Seoul",))
    assert (new.match, new.case, new.watch) == (MatchMode.INFLECTED, CaseRule.SAME_CASE, True)
    assert new.exceptions == (FormRule("YSY", MatchMode.EXACT, CaseRule.SAME_CASE),)
    assert (new.subject, new.note, new.url, new.finding) == ("politics", "a note", "https://example.org", "1f2e")
    assert (new.must_flag, new.must_pass) == (("Yoon Seok-youl spoke.",), ("Yoon spoke.",))
    assert new.added_by == "Ana"


def test_add_json_and_dry_run(path):
    """What would be added is printed as JSON, and the file stays as it is."""
    result = run("add", "Lviv", "--dry-run", "--json", "-g", path)
    answer = json.loads(result.stdout)
    assert (answer["dry_run"], answer["entry"]["id"], answer["insisted"], answer["notes"]) == (True, "lviv", [], [])
    assert path.read_text(encoding="utf-8") == START
    assert run("add", "Lviv", "--dry-run", "-g", path).stdout == f"{path}: would add Lviv (place) as lviv\n"


def test_add_then_remove_changes_no_byte(path):
    """What came goes without a trace."""
    run("add", "Lviv", "--wrong", "Lvov", "-s", "uk:Львів", "-g", path)
    assert path.read_text(encoding="utf-8") != START
    run("remove", "Lviv", "-g", path)
    assert path.read_text(encoding="utf-8") == START


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["Kyiv"],
            r"'Kyiv' is in the glossary already .* mtqa glossary show kyiv .* mtqa glossary edit kyiv --variant",
        ),
        (["Kiev"], r"'Kiev' is a wrong form of 'Kyiv' .* mtqa glossary edit kyiv --drop Kiev"),
        (["Lviv", "--wrong", "Kyiv"], r"'Kyiv' is right in another entry"),
        (["Lviv", "--wrong", "Lviv"], r"'Lviv' is given as right and as wrong"),
        (["Lviv", "--id", "kyiv"], r"the id 'kyiv' is that of 'Kyiv'"),
        (["Lviv", "--kind", "plaice"], r"unknown kind 'plaice'; did you mean 'place'\?"),
        (["Lviv", "--variant", "Lwow {exakt}"], r"--variant: unknown word 'exakt'.* did you mean .*exact"),
        (["L\x1b[2Jviv"], r"term: a control character \(U\+001B\)"),
        (["L\N{CYRILLIC SMALL LETTER BYELORUSSIAN-UKRAINIAN I}viv", "--force"], r"term: letters of two scripts"),
        (["x" * 1001], r"term: a form of 1,001 characters; at most 1,000"),
        (["--", "--"], r"term: '--' has neither letters nor digits"),
        ([""], r"term: empty"),
        (
            ["Lviv", "-s", "korean-:x", "--url", "nowhere"],
            r"nothing was changed; --force insists on it:\n .*source_lang",
        ),
        (["Lviv", "-s", "en:Lwow"], r"source_lang: 'Lwow' is in the language of the articles"),
        (["Han Deok-su"], r"'Han Deok-su' is a right form of 'Han Duck-soo' too .*edit han-duck-soo --variant FORM"),
        (["Han Dok", "--variant", "Han Duck-soo"], r"'Han Duck-soo' is a right form of 'Han Duck-soo' too"),
    ],
)
def test_add_refuses(path, arguments, message):
    """What contradicts, is there already or is a slip is refused with the way out, and the file stays as it is."""
    result = run("add", "-g", path, *arguments, code=2)
    assert re.search(message, result.stderr, re.DOTALL)
    assert result.stdout == ""
    assert path.read_text(encoding="utf-8") == START


def test_add_insists(path):
    """--force adds what may be meant, and says what spoke against it."""
    result = run("add", "Han Deok-su", "--kind", "person", "--url", "nowhere", "--force", "-g", path)
    assert "url: 'nowhere' is no address" in result.stderr
    assert "'Han Deok-su' is a right form of 'Han Duck-soo' too" in result.stderr
    assert result.stderr.count("(--force insists on it)") == 2
    assert entry(path, "han-deok-su").url == "nowhere"


def test_add_shares_a_form_with_another_kind(path):
    """Sejong the king and Sejong the city: told, and accepted."""
    result = run("add", "King Sejong", "--kind", "person", "--variant", "Sejong", "-g", path)
    assert "'Sejong' is a right form of 'Sejong' too (id 'sejong')" in result.stderr
    assert entry(path, "king-sejong").variants == ("Sejong",)


def test_guard_is_heard(path, guard):
    """What the guard says is a note; where it is severe, the entry is refused unless somebody insists."""
    guard.lines = {"Moon": "this sound match would fire on 3 common English words"}
    assert "mtqa: this sound match would fire on 3" in run("add", "Moon", "--id", "m", "-g", path).stderr
    guard.severe = True
    run("remove", "m", "-g", path)
    result = run("add", "Moon", "-g", path, code=2)
    assert "--force insists on it:\n  this sound match would fire on 3" in result.stderr
    assert "m" not in GlossaryFile(path).read().by_id
    assert "(--force insists on it)" in run("add", "Moon", "--force", "-g", path).stderr


def test_guard_hears_only_of_what_is_new(path, guard):
    """A change of a note asks nothing; of a form, what the entry did before is no news."""
    run("edit", "kyiv", "--note", "capital", "-g", path)
    assert guard.asked == []
    guard.lines = {"Kyiv": "old news", "Kyjiv": "new"}
    guard.severe = True
    assert "old news" not in run("edit", "kyiv", "--variant", "Kyjiv", "-g", path, code=2).stderr
    guard.severe = False
    result = run("edit", "kyiv", "--variant", "Kyjiv", "-g", path)
    assert (result.stderr, guard.asked[-1][1]) == ("mtqa: new\n", "kyiv")


def test_terminal_is_safe(path):
    """Control characters of an entry, whoever wrote it, reach no terminal."""
    with path.open("a", encoding="utf-8", newline="") as stream:
        stream.write('odd,A\N{RIGHT-TO-LEFT OVERRIDE}b,term,,,,,,"one\nA\N{RIGHT-TO-LEFT OVERRIDE}b"\n')
    for arguments in (["list"], ["search", "odd"], ["show", "odd"], ["edit", "odd", "--note", "x"], ["remove", "odd"]):
        result = run(*arguments, "-g", path)
        assert "odd" in result.stdout
        assert all(line.isprintable() for line in result.output.splitlines())


def test_add_makes_the_glossary_of_a_project(project):
    """The glossary that mtqa.toml names is made on the first entry; its user is who adds."""
    result = run("add", "Ana Berg")
    assert "added Ana Berg (person) as ana-berg" in result.stdout
    assert entry(project, "ana-berg").added_by == "desk"
    run("add", "Lviv")
    assert list(GlossaryFile(project).read().by_id) == ["ana-berg", "lviv"]


def test_a_path_that_is_not_there_may_be_a_slip(path):
    """A glossary named on the command line is not made; outside a project one must be named."""
    result = run("add", "Ana Berg", "-g", path.with_name("nmaes.csv"), code=2)
    assert "nmaes.csv: no such glossary file" in result.stderr
    assert "mtqa init" in result.stderr
    assert not path.with_name("nmaes.csv").exists()
    assert "mtqa init" in run("add", "Ana Berg", code=2).stderr


def test_add_without_a_term_asks_nobody_in_a_script(path):
    """Without a terminal a missing TERM is a mistake of usage."""
    result = run("add", "-g", path, code=2, input="Ana Berg\n\n\n\n\n\n")
    assert "TERM" in result.stderr
    assert path.read_text(encoding="utf-8") == START


def test_add_asks_in_a_terminal(path, monkeypatch):
    """Term, kind with a guess, other forms, source term and note are asked for; then whether to add it."""
    in_terminal(monkeypatch)
    answers = ["", "Lviv", "plaice", "place", "Lwiw|Lwow", "Lvov", "uk:Львів", "in the west", "y"]
    result = run("add", "-g", path, input="\n".join(answers) + "\n")
    assert "did you mean 'place'?" in result.stderr
    new = entry(path, "lviv")
    assert (new.kind, new.variants, new.wrong) == (EntryKind.PLACE, ("Lwiw", "Lwow"), ("Lvov",))
    assert (new.sources, new.note) == ((Term("Львів", "uk"),), "in the west")
    assert result.stdout.endswith(f"{path}: added Lviv (place) as lviv\n")


def test_add_asks_only_for_what_is_missing(path, monkeypatch):
    """Options that are given are not asked for, and an empty answer is none."""
    in_terminal(monkeypatch)
    run("add", "-g", path, "--kind", "place", "--variant", "Lwiw", "--note", "n", input="Lviv\n\n\n\n")
    new = entry(path, "lviv")
    assert (new.variants, new.wrong, new.sources, new.note) == (("Lwiw",), (), (), "n")


def test_add_takes_no_for_an_answer(path, guard, monkeypatch):
    """Something severe is asked about, and the answer is no unless it is yes."""
    in_terminal(monkeypatch)
    guard.lines, guard.severe = {"Moon": "would fire on the moon"}, True
    result = run("add", "Moon", "-g", path, input="\n")
    assert "would fire on the moon" in result.stderr
    assert "nothing was added" in result.stderr
    assert path.read_text(encoding="utf-8") == START
    run("add", "Moon", "-g", path, input="y\n")
    assert entry(path, "moon").term == "Moon"


def test_end_of_input_is_an_interruption(path, monkeypatch):
    """Ctrl-D at a question changes nothing."""
    in_terminal(monkeypatch)
    assert "interrupted" in run("add", "-g", path, input="Lviv\n", code=130).stderr
    assert path.read_text(encoding="utf-8") == START


def test_edit(path):
    """Lists grow, values are replaced, --drop takes out; what was done is told."""
    result = run(
        *("edit", "Han Duck-soo", "--variant", "Han Ducksoo {exact}", "--wrong", "HDS", "--drop", "prime minister"),
        *("--role", "premier", "--note", "", "--kind", "person", "--no-watch", "-g", path),
    )
    new = entry(path, "han-duck-soo")
    assert (new.variants, new.wrong) == (("Han Deok-su", "Han Ducksoo"), ("Han Duk Su", "HDS"))
    assert (new.roles, new.note) == (("premier",), "")
    assert new.exceptions == (FormRule("Han Ducksoo", MatchMode.EXACT, CaseRule.AS_WRITTEN),)
    assert result.stdout.splitlines() == [
        f"{path}: changed Han Duck-soo (person), id han-duck-soo",
        "  variants: -HDS, +Han Ducksoo",
        "  wrong: +HDS",
        "  roles: -prime minister, +premier",
        "  exceptions: +Han Ducksoo (exact, as-written)",
        "  note: until 2025 -> (empty)",
    ]


@pytest.mark.parametrize(
    ("keep", "expected"),
    [
        ("variant", {"variants": ("Kyiv",), "wrong": ("Kiev",), "superseded": ()}),
        ("wrong", {"variants": (), "wrong": ("Kyiv", "Kiev"), "superseded": ()}),
        ("superseded", {"variants": (), "wrong": ("Kiev",), "superseded": ("Kyiv",)}),
        ("none", {"variants": (), "wrong": ("Kiev",), "superseded": ()}),
    ],
)
def test_edit_term(path, keep, expected):
    """What becomes of the old preferred form is said; the id stays."""
    run("edit", "kyiv", "--term", "Kyjiv", "--keep-old-as", keep, "-g", path)
    new = entry(path, "kyiv")
    assert new.term == "Kyjiv"
    assert {name: getattr(new, name) for name in expected} == expected


def test_edit_term_to_a_variant_swaps(path):
    """Two right forms change places without a question."""
    run("edit", "han-duck-soo", "--term", "HDS", "-g", path)
    assert entry(path, "han-duck-soo").forms == ("HDS", "Han Duck-soo", "Han Deok-su")


def test_edit_id(path):
    """An entry may have another id, if it is free."""
    run("edit", "kyiv", "--id", "kiew", "-g", path)
    assert entry(path, "kiew").term == "Kyiv"
    assert "is that of 'Sejong'" in run("edit", "kiew", "--id", "sejong", "-g", path, code=2).stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["kyiv"], r"'kyiv' says all that already; nothing to change"),
        (["kyiv", "--wrong", "Kiev"], r"says all that already"),
        (["kyiv", "--term", "Kyjiv"], r"say what becomes of 'Kyiv': --keep-old-as variant"),
        (["kyiv", "--keep-old-as", "wrong"], r"give the new one with --term"),
        (["kyiv", "--drop", "Kyiv"], r"'Kyiv' is the preferred term of 'kyiv'"),
        (["kyiv", "--drop", "Lviv"], r"'kyiv' has no 'Lviv' to drop; it lists 'Kiev', 'Київ'"),
        (["kyiv", "--wrong", "Kyiv"], r"deprecate kyiv --use FORM"),
        (["kyiv", "--wrong", "Sejong"], r"'Sejong' is right in another entry"),
        (["Kyiw", "--note", "x"], r"no entry 'Kyiw'; did you mean:\n  'kyiv': 'Kyiv' \(place\)"),
        (["zzzzz", "--note", "x"], r"no entry 'zzzzz', nor one like it; .* mtqa glossary list"),
        (["kyiv", "--variant", "K\x07"], r"variants: a control character"),
    ],
)
def test_edit_refuses(path, arguments, message):
    """Nothing to change, no such entry, a contradiction: said with the way out."""
    assert re.search(message, run("edit", *arguments, "-g", path, code=2).stderr, re.DOTALL)
    assert path.read_text(encoding="utf-8") == START


def test_edit_dry_run_and_json(path):
    """What would be changed, and the entry as it would be."""
    result = run("edit", "kyiv", "--note", "x", "--dry-run", "-g", path)
    assert result.stdout == f"{path}: would be changed Kyiv (place), id kyiv\n  note: (empty) -> x\n"
    answer = json.loads(run("edit", "kyiv", "--note", "x", "--dry-run", "--json", "-g", path).stdout)
    assert (answer["entry"]["note"], answer["dry_run"]) == ("x", True)
    assert path.read_text(encoding="utf-8") == START


def test_an_old_slip_does_not_stop_a_change(path):
    """An entry that has a doubtful field already may be changed elsewhere."""
    run("add", "Lviv", "--url", "nowhere", "--force", "-g", path)
    run("edit", "lviv", "--note", "x", "-g", path)
    assert entry(path, "lviv").note == "x"


def test_deprecate_a_form(path):
    """A variant becomes wrong, or out of date."""
    run("deprecate", "han-duck-soo", "HDS", "-g", path)
    run("deprecate", "han-duck-soo", "Han Deok-su", "--superseded", "-g", path)
    new = entry(path, "han-duck-soo")
    assert (new.variants, new.wrong, new.superseded) == ((), ("Han Duk Su", "HDS"), ("Han Deok-su",))


def test_deprecate_the_term(path):
    """It needs a form to use instead."""
    assert "--use FORM" in run("deprecate", "kyiv", "Kyiv", "-g", path, code=2).stderr
    run("deprecate", "kyiv", "--use", "Kyjiv", "-g", path)
    assert (entry(path, "kyiv").term, entry(path, "kyiv").wrong) == ("Kyjiv", ("Kyiv", "Kiev"))


def test_deprecate_an_entry(path):
    """With nothing to write instead it is watched, and the way back is told."""
    result = run("deprecate", "kyiv", "-g", path)
    assert entry(path, "kyiv").watch
    assert "mtqa glossary edit kyiv --no-watch" in result.stderr
    run("edit", "kyiv", "--no-watch", "-g", path)
    assert not entry(path, "kyiv").watch


def test_remove_and_bring_back(path):
    """Removing says which command brings the entries back, and it does."""
    result = run("remove", "Kyiv", "sejong", "kyiv", "-g", path)
    assert result.stdout.splitlines() == [
        f"{path}: removed Kyiv (place), id kyiv",
        f"{path}: removed Sejong (place), id sejong",
    ]
    undo = re.search(r"to bring back: mtqa glossary (.*)", result.stderr)[1]
    assert list(GlossaryFile(path).read().by_id) == ["han-duck-soo"]
    run(*undo.split())
    assert path.read_text(encoding="utf-8") == START


def test_remove_all_or_none(path):
    """One that is not there, and nothing is removed."""
    assert "no entry 'zzzzz'" in run("remove", "kyiv", "zzzzz", "-g", path, code=2).stderr
    assert path.read_text(encoding="utf-8") == START


def test_remove_asks_for_several_in_a_terminal(path, monkeypatch):
    """Several are listed and asked about; one is not, nor with --yes."""
    in_terminal(monkeypatch)
    result = run("remove", "kyiv", "sejong", "-g", path, input="\n")
    assert "Remove these 2 entries?" in result.stderr
    assert "nothing was removed" in result.stderr
    assert path.read_text(encoding="utf-8") == START
    run("remove", "kyiv", "-g", path)
    run("remove", "sejong", "han-duck-soo", "--yes", "-g", path)
    assert GlossaryFile(path).read().entries == ()


def test_remove_dry_run_and_json(path):
    """What would be removed."""
    assert run("remove", "kyiv", "--dry-run", "-g", path).stdout == f"{path}: would remove Kyiv (place), id kyiv\n"
    answer = json.loads(run("remove", "kyiv", "--json", "-g", path).stdout)
    assert [one["id"] for one in answer["removed"]] == ["kyiv"]
    assert answer["undo"].startswith("mtqa glossary restore ")


def test_list(path):
    """A line for each entry, or some; as a table or as JSON."""
    lines = run("list", "-g", path).stdout.splitlines()
    assert len(lines) == 4
    assert re.split(r" {2,}", lines[1]) == ["han-duck-soo", "Han Duck-soo", "person", "Han Deok-su, HDS", "ko:한덕수"]
    assert "han" not in run("list", "--kind", "places", "-g", path).stdout
    result = run("list", "--limit", "1", "-g", path)
    assert len(result.stdout.splitlines()) == 2
    assert result.stderr == "mtqa: 2 more\n"
    assert [one["id"] for one in json.loads(run("list", "--json", "-g", path).stdout)] == [
        "han-duck-soo",
        "kyiv",
        "sejong",
    ]


def test_list_watched(path):
    """Only entries that are watched."""
    assert run("list", "--watch", "-g", path).stderr == "mtqa: none of the 3 entries\n"
    run("edit", "kyiv", "--watch", "-g", path)
    assert [one["id"] for one in json.loads(run("list", "--watch", "--json", "-g", path).stdout)] == ["kyiv"]


def test_search(path):
    """The best first, with what was found where."""
    lines = run("search", "Kijev", "-g", path).stdout.splitlines()
    assert re.split(r" {2,}", lines[1]) == ["kyiv", "Kyiv", "place", "wrong: Kiev"]
    (hit,) = json.loads(run("search", "한덕수", "--json", "-g", path).stdout)
    assert (hit["entry"]["id"], hit["column"], hit["text"]) == ("han-duck-soo", "source_term", "한덕수")
    result = run("search", "zzzzz", "-g", path)
    assert (result.stdout, result.stderr) == ("", "mtqa: nothing like 'zzzzz'\n")


def test_show(path):
    """Everything about an entry, and where it stands."""
    run("edit", "han-duck-soo", "--variant", "Premier Han {exact}", "--must-pass", "Han spoke.", "-g", path)
    shown = dict(re.split(r" {2,}", line, maxsplit=1) for line in run("show", "한덕수", "-g", path).stdout.splitlines())
    assert shown["term"] == "Han Duck-soo"
    assert shown["id"] == "han-duck-soo"
    assert shown["looked for"].startswith("also where it is garbled (sound)")
    assert shown["right"] == "Han Deok-su"
    assert shown[""] == "Premier Han (exact)"
    assert shown["wrong"] == "Han Duk Su"
    assert shown["source"] == "ko:한덕수"
    assert shown["must pass"] == "Han spoke."
    assert shown["stands in"] == f"{path}, row 2"
    answer = json.loads(run("show", "kyiv", "--json", "-g", path).stdout)
    assert (answer["id"], answer["origin"]) == ("kyiv", f"{path}:3")
    assert "no entry 'zzzzz'" in run("show", "zzzzz", "-g", path, code=2).stderr


def test_source_terms_of_one_language(path):
    """The first is the preferred one, further ones are admitted; a mark says otherwise."""
    run("edit", "kyiv", "-s", "uk:Києв", "-s", "ru:Киев {deprecated}", "-g", path)
    assert [(term.lang, term.status) for term in entry(path, "kyiv").sources] == [
        ("uk", TermStatus.PREFERRED),
        ("uk", TermStatus.ADMITTED),
        ("ru", TermStatus.DEPRECATED),
    ]


@pytest.mark.parametrize("command", ["add", "edit", "deprecate", "remove", "list", "search", "show"])
def test_help(command):
    """Every command says what it does."""
    assert "Usage:" in run(command, "--help").stdout


def test_config_error_is_one_line(project):
    """A mistake in the configuration is a message."""
    (project.parent / "mtqa.toml").write_text("glossary = [\n", encoding="utf-8")
    result = run("list", code=2)
    assert result.stderr.startswith("mtqa: error: ")
    assert "mtqa.toml" in result.stderr
