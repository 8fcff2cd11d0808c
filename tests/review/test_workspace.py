"""Articles that are checked in the background, while files and glossaries change."""

import threading
import time
from dataclasses import replace

import pytest

from mtqa.data import Judgement
from mtqa.decisions import NAME, DecisionLog
from mtqa.errors import InputError
from mtqa.review import Workspace
from mtqa.review.inputs import article_paths
from mtqa.review.names import shown_names
from mtqa.review.workspace import Verdict


def until(condition, seconds=5.0):
    """Wait for something that another thread does."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.01)


def made(paths, check, **more):
    """A workspace whose decisions are beside its articles."""
    logs = {}
    return Workspace(
        paths, check=check, log=lambda one: logs.setdefault(one.parent, DecisionLog(one.parent / NAME)), **more
    )


@pytest.fixture
def paths(folder):
    """The articles."""
    return sorted(folder.glob("*.txt"))


def test_the_background_checks_everything(paths, check):
    """One after the other, without anybody asking; progress counts articles without an open finding."""
    workspace = made(paths, check)
    workspace.start()
    until(lambda: all(row.status == "checked" for row in workspace.rows()))
    assert workspace.progress() == (1, 3)
    assert workspace.stop(seconds=2)


def test_who_looks_comes_first(paths, check):
    """An article that somebody opens is checked before those that wait."""
    gate, order = threading.Event(), []

    def slow(path):
        order.append(path.name)
        gate.wait(5)
        return check(path)

    workspace = made(paths, slow)
    workspace.start()
    until(lambda: order)
    assert workspace.row(0).status == "checking"
    assert workspace.report(2, seconds=0.05) is None
    gate.set()
    assert workspace.report(2, seconds=5) is not None
    until(lambda: len(order) == 3)
    assert order == ["a.txt", "c.txt", "b.txt"]
    workspace.stop(seconds=2)


def test_a_change_during_the_check_counts(paths, check):
    """What was read before the change is not taken for what stands there."""
    changed = []

    def racing(path):
        report = check(path)
        if not changed:
            changed.append(path)
            path.write_text("Nothing any more.\n", encoding="utf-8")
        return report

    workspace = made(paths, racing)
    workspace.start()
    until(lambda: changed)
    until(lambda: (report := workspace.report(0, seconds=1)) is not None and not report.findings)
    workspace.stop(seconds=2)


def test_a_glossary_of_another_program(paths, check):
    """Everything is checked again when what checks depend on is another one."""
    state, counts = ["one"], []

    def counted(path):
        counts.append(path)
        return check(path)

    workspace = made(paths, counted, basis=lambda: state[0])
    workspace.start()
    until(lambda: len(counts) == 3)
    state[0] = "two"
    workspace.wake()
    until(lambda: len(counts) == 6)
    workspace.stop(seconds=2)


@pytest.mark.parametrize("error", [InputError("b.txt: empty"), ValueError("a fault")])
def test_an_article_that_cannot_be_checked(paths, check, error):
    """The others are, and this one says why."""

    def failing(path):
        if path.name == "b.txt":
            raise error
        return check(path)

    workspace = made(paths, failing)
    workspace.start()
    until(lambda: [row.status for row in workspace.rows()] == ["checked", "failed", "checked"])
    assert str(error) in workspace.row(1).problem
    with pytest.raises(InputError):
        workspace.report(1)
    workspace.stop(seconds=2)


def test_few_reports_are_kept(paths, check):
    """Those that somebody opened; what is known of the others is enough for the list and for a decision."""
    counts = []

    def counted(path):
        counts.append(path.name)
        return check(path)

    workspace = made(paths, counted, kept=1)
    workspace.start()
    until(lambda: all(row.status == "checked" for row in workspace.rows()))
    for index in (0, 1, 0):
        assert len(workspace.report(index).findings) == (2, 1)[index]
    assert workspace.rows()[1].n_open == 1
    key = workspace.report(1).findings[0].fingerprint
    workspace.decide(1, [Verdict(key, Judgement.ACCEPTED)], by="x")
    assert workspace.row(1).is_reviewed
    workspace.stop(seconds=2)


def test_ignored_findings_need_no_decision(paths, check):
    """What is switched off in the article is not open; a decision counts more."""

    def off(path):
        report = check(path)
        return replace(report, ignored=tuple((one.fingerprint, "a mark") for one in report.findings))

    workspace = made(paths, off)
    report = workspace.report(0)
    assert workspace.row(0).is_reviewed
    workspace.decide(0, [Verdict(report.findings[0].fingerprint, Judgement.UNSURE)], by="x")
    assert workspace.row(0).counts[Judgement.UNSURE.value] == 1


def test_a_recheck_is_not_kept_waiting_by_the_background(paths, check):
    """Only the article that is being checked goes before it, however many wait."""
    gate, order = threading.Event(), []

    def slow(path):
        order.append(path.name)
        gate.wait(5)
        return check(path)

    workspace = made(paths, slow)
    workspace.start()
    until(lambda: order)
    asked = threading.Thread(target=workspace.recheck, args=(2,))
    asked.start()
    until(lambda: workspace._checks._claims)
    gate.set()
    asked.join(5)
    assert order[:2] == ["a.txt", "c.txt"]
    assert workspace.stop(seconds=5)


def test_stopping_does_not_wait(paths, check):
    """A check that takes long does not hold the end up."""
    gate = threading.Event()
    workspace = made(paths, lambda path: gate.wait(5) and check(path))
    workspace.start()
    began = time.monotonic()
    assert not workspace.stop(seconds=0.05)
    assert workspace.report(1, seconds=None) is None
    assert time.monotonic() - began < 1
    gate.set()
    assert workspace.stop(seconds=5)


def test_names_are_as_short_as_tells_them_apart(tmp_path):
    """The last part, or more where two would be alike."""
    paths = [tmp_path / "a" / "x.txt", tmp_path / "b" / "x.txt", tmp_path / "b" / "y.txt"]
    assert shown_names(paths) == ["a/x.txt", "b/x.txt", "y.txt"]
    assert shown_names([paths[0], paths[0]]) == ["/".join(paths[0].parts)] * 2


def report(path, *names):
    """A report as far as it matters here."""
    import json

    path.write_text(json.dumps({"schema_version": 1, "files": [{"path": str(name)} for name in names]}))
    return path


def found_in(folder):
    """The articles of a folder."""
    return sorted(folder.glob("*.txt"))


def test_articles_folders_and_reports(folder, monkeypatch):
    """Each article once, in the order given; a report's paths count from here, or from where it is."""
    monkeypatch.chdir(folder.parent)
    a, b, c = (folder / name for name in ("a.txt", "b.txt", "c.txt"))
    beside = report(folder / "beside.json", "b.txt")
    here = report(folder / "here.json", f"{folder.name}/c.txt", a)
    assert article_paths([beside], found_in=found_in) == (b,)
    assert [path.resolve() for path in article_paths([here, folder], found_in=found_in)] == [c, a, b]
    assert article_paths([a, a, folder], found_in=found_in) == (a, b, c)


def test_a_page_of_ours_is_no_article(folder):
    """In a folder it is passed over; named, it is a mistake."""
    from mtqa.report import to_html

    (folder / "report.html").write_text(to_html([]), encoding="utf-8")
    (folder / "other.html").write_text("<p>An article.</p>", encoding="utf-8")
    found = article_paths([folder], found_in=lambda one: sorted(one.glob("*.html")))
    assert [path.name for path in found] == ["other.html"]
    with pytest.raises(InputError, match="a page that mtqa wrote"):
        article_paths([folder / "report.html"], found_in=found_in)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"files": [{"path": "gone.txt"}]}', "gone.txt: named in"),
        ('{"files": [{"path": "<stdin>"}]}', "standard input"),
        ('{"files": []}', "without any article"),
        ('{"files": [{}]}', "no report of mtqa"),
        ('{"files": [{"path": 3}]}', "no report of mtqa"),
        ("[]", "no report of mtqa"),
        ("{", "no report of mtqa"),
        ("[" * 100_000, "no report of mtqa"),
        ('{"files": [{"path": "a\\u0000b"}]}', "not there"),
    ],
)
def test_reports_that_lead_nowhere(folder, content, said):
    """What is wrong, and what to do."""
    path = folder / "report.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        article_paths([path], found_in=found_in)


def test_too_many_articles(folder):
    """Another folder than was meant."""
    with pytest.raises(InputError, match="more than 2 articles"):
        article_paths([folder], found_in=found_in, most=2)
    with pytest.raises(InputError, match="no such article"):
        article_paths([folder / "z.txt"], found_in=found_in)
