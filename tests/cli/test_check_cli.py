"""``mtqa check`` as a person or a script meets it: in a process of its own."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

GOOD = "The talks began in Seoul on Monday. Both sides spoke of a lasting peace.\n"
ARTICLE = "Summit opens\n\nPresident Yun Sokyol spoke in the the capital on Monday. Nobody else did.\n"
GLOSSARY = "term,kind,wrong\nYoon Suk-yeol,person,Yun Sokyol\n"


def mtqa(*args, cwd, stdin=b"", env=None, **kwargs):
    """Run the command; output as text, standard input as bytes."""
    done = subprocess.run(
        [sys.executable, "-m", "mtqa", *map(str, args)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        check=False,
        env={**os.environ, "NO_COLOR": "1", "COLUMNS": "100", **(env or {})},
        **kwargs,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture
def folder(tmp_path):
    """A folder with an article and a glossary."""
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "glossary.csv").write_text(GLOSSARY, encoding="utf-8")
    return tmp_path


def test_help_says_exit_codes(folder):
    """The exit codes are part of the help, so that nobody has to guess them."""
    code, out, _ = mtqa("check", "--help", cwd=folder)
    assert code == 0
    assert "130 interrupted" in " ".join(re.sub(r"[│╭╮╰╯─]", " ", out).split())


def test_findings_make_exit_1(folder):
    """Suspected issues are printed on stdout and make the exit code 1."""
    code, out, err = mtqa("check", "article.txt", "-g", "glossary.csv", "--lm", "none", cwd=folder)
    assert code == 1, err
    assert "Yun Sokyol" in out
    assert "Yoon Suk-yeol" in out
    assert "the the" in out
    assert "low-fluency" in out  # skipped, and said so


@pytest.mark.parametrize(("fail_on", "expected"), [("minor", 1), ("major", 1), ("critical", 0), ("never", 0)])
def test_fail_on(folder, fail_on, expected):
    """The exit code looks only at severities from --fail-on upwards."""
    args = ("check", "article.txt", "-g", "glossary.csv", "--lm", "none", "--fail-on", fail_on)
    assert mtqa(*args, cwd=folder)[0] == expected


def test_clean_article_exits_0(folder):
    """Nothing found is exit code 0, even though checks were skipped."""
    code, out, err = mtqa("check", "good.txt", "--lm", "none", cwd=folder)
    assert (code, err) == (0, "")
    assert "name-near-miss" in out  # skipped aloud: no glossary


def test_json_from_stdin(folder):
    """--format json prints one object; positions are code points of what was read."""
    data = ARTICLE.encode()
    args = ("check", "-", "-g", "glossary.csv", "--lm", "none", "--format", "json")
    code, out, _ = mtqa(*args, cwd=folder, stdin=data)
    report = json.loads(out)
    assert code == 1
    assert report["schema_version"] == 1
    (file,) = report["files"]
    assert file["path"] == "<stdin>"
    assert file["fluency"] is None
    for finding in file["findings"]:
        assert ARTICLE[finding["start"] : finding["end"]] == finding["text"]
        assert re.fullmatch(r"[0-9a-f]{16}", finding["fingerprint"])
    (term,) = [one for one in file["findings"] if one["check"] == "term-forbidden"]
    assert term["suggestions"][0]["text"] == "Yoon Suk-yeol"
    assert (term["line"], term["column"]) == (3, 11)
    assert "low-fluency" in {one["check"] for one in file["skipped"]}


def test_output_and_html_are_written(folder):
    """--output takes the result off stdout; --html writes a page beside it."""
    args = ("check", "article.txt", "--lm", "none", "-f", "json", "-o", "out.json", "--html", "out.html")
    code, out, err = mtqa(*args, cwd=folder)
    assert (code, out) == (1, "")
    assert "out.json" in err
    assert "out.html" in err
    assert json.loads((folder / "out.json").read_text(encoding="utf-8"))["files"]
    assert (folder / "out.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_same_input_same_bytes(folder):
    """Two runs give the same bytes, in both formats."""
    for suffix in ("a", "b"):
        mtqa("check", "article.txt", "--lm", "none", "-f", "json", "-o", suffix, "--html", suffix + "h", cwd=folder)
    assert (folder / "a").read_bytes() == (folder / "b").read_bytes()
    assert (folder / "ah").read_bytes() == (folder / "bh").read_bytes()


def test_select_and_ignore(folder):
    """Only the chosen checks run; the others are listed as skipped."""
    args = ("check", "article.txt", "-g", "glossary.csv", "--lm", "none", "-f", "json")
    _, out, _ = mtqa(*args, "--select", "repeated-word,term-forbidden", "--ignore", "term-forbidden", cwd=folder)
    (file,) = json.loads(out)["files"]
    assert {one["check"] for one in file["findings"]} == {"repeated-word"}
    assert "term-forbidden" in {one["check"] for one in file["skipped"]}


BAD_INPUT = {
    "missing file": ("nowhere.txt", "nowhere.txt"),
    "a folder": (".", "folder"),
    "empty file": ("empty.txt", "empty"),
    "blank file": ("blank.txt", "white space"),
    "binary": ("binary.txt", "binary.txt"),
    "pdf": ("paper.pdf", "PDF"),
    "50 MB": ("huge.txt", "20"),
    "a line of 5 MB": ("line.txt", "line"),
}


@pytest.mark.parametrize("case", BAD_INPUT)
def test_bad_articles(folder, case):
    """Each article that cannot be read is one message that names it, exit code 2, and no report."""
    name, hint = BAD_INPUT[case]
    (folder / "empty.txt").write_bytes(b"")
    (folder / "blank.txt").write_bytes(b" \n\n\t")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "paper.pdf").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n")
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(50_000_000)
    (folder / "line.txt").write_bytes(b"word " * 1_000_000)
    code, out, err = mtqa("check", name, "--lm", "none", "--html", "report.html", cwd=folder)
    assert (code, out) == (2, "")
    assert len(err.strip().splitlines()) == 1
    assert err.startswith("mtqa: error: ")
    assert hint in err
    assert "Traceback" not in err
    assert not (folder / "report.html").exists()


def test_every_bad_article_is_named(folder):
    """With several bad files, one run names them all."""
    code, _, err = mtqa("check", "a.txt", "article.txt", "b.txt", "--lm", "none", cwd=folder)
    assert code == 2
    assert [line.split(":")[2].strip() for line in err.strip().splitlines()] == ["a.txt", "b.txt"]


def test_cp1252_is_read_with_a_notice(folder):
    """A Windows file is read, and the user is told what was assumed."""
    (folder / "old.txt").write_bytes("He said “no” in the café.\n".encode("cp1252"))
    code, _, err = mtqa("check", "old.txt", "--lm", "none", cwd=folder)
    assert code == 0
    assert "cp1252" in err


BAD_GLOSSARIES = {
    "missing": (None, ["g.csv"]),
    "no term column": ("name,kind\nSeoul,place\n", ["term"]),
    "duplicate id": ("id,term\na,Seoul\na,Busan\n", ["row 3", "a"]),
    "duplicate entry": ("term,kind\nSeoul,place\nBusan,place\nSeoul,place\n", ["row 4", "Seoul"]),
    "empty term": ("term,kind\n,place\n", ["row 2"]),
    "unknown kind": ("term,kind\nSeoul,plaice\n", ["row 2", "place"]),
    "binary": ("\x00\x01\x02", ["g.csv"]),
    "empty": ("", ["g.csv", "empty"]),
}


@pytest.mark.parametrize("case", BAD_GLOSSARIES)
def test_bad_glossaries(folder, case):
    """A glossary that cannot be used is one message with file and row, and exit code 2."""
    content, hints = BAD_GLOSSARIES[case]
    if content is not None:
        (folder / "g.csv").write_text(content, encoding="utf-8")
    code, out, err = mtqa("check", "article.txt", "-g", "g.csv", "--lm", "none", cwd=folder)
    assert (code, out) == (2, "")
    assert len(err.strip().splitlines()) == 1
    for hint in [*hints, "g.csv"]:
        assert hint in err


@pytest.mark.parametrize("path", [".", "none/report.html", "article.txt", "glossary.csv"])
def test_unwritable_report_is_found_before_the_work(folder, path):
    """A report that could not be written is refused at once; inputs are never overwritten."""
    before = (folder / "article.txt").read_bytes(), (folder / "glossary.csv").read_bytes()
    code, out, err = mtqa("check", "article.txt", "-g", "glossary.csv", "--html", path, "--lm", "none", cwd=folder)
    assert (code, out) == (2, "")
    assert path.split("/")[0] in err
    assert before == ((folder / "article.txt").read_bytes(), (folder / "glossary.csv").read_bytes())


@pytest.mark.parametrize(
    ("args", "hint"),
    [
        (("--select", "name-nearmiss"), "did you mean 'name-near-miss'"),
        (("--lm", "smolm2-135m"), "smollm2-135m"),
        (("--min-confidence", "2"), "not at 2"),
        (("--format", "xml"), "xml"),
        (("--nonsense",), "--nonsense"),
    ],
)
def test_usage_errors(folder, args, hint):
    """A wrong option is exit code 2 with a hint."""
    code, out, err = mtqa("check", "article.txt", *args, cwd=folder)
    assert (code, out) == (2, "")
    assert hint in err
    assert "Traceback" not in err


def test_missing_model_offline(folder):
    """Without the model and without the network, the message says which command to run."""
    env = {"MTQA_MODELS": str(folder / "models")}
    code, out, err = mtqa("check", "article.txt", "--offline", cwd=folder, env=env)
    assert (code, out) == (2, "")
    assert "mtqa models fetch" in err
    assert len(err.strip().splitlines()) == 1


@pytest.mark.skipif(os.name == "nt", reason="POSIX descriptors")
def test_closed_stdout(folder):
    """With standard output closed there is nowhere to print: said at once, exit code 2."""
    command = f'"{sys.executable}" -m mtqa check article.txt --lm none >&-'
    done = subprocess.run(command, shell=True, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "--output" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="POSIX pipes")
def test_reader_that_leaves(folder):
    """``mtqa check ... | head -1`` ends quietly."""
    (folder / "long.txt").write_text("The the end is near.\n\n" * 3000, encoding="utf-8")
    command = f'"{sys.executable}" -m mtqa check long.txt --lm none | head -n 1'
    done = subprocess.run(command, shell=True, cwd=folder, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.count("\n") == 1


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_ctrl_c(folder):
    """Ctrl-C ends a run with exit code 130, one line, and no report."""
    process = subprocess.Popen(
        [sys.executable, "-m", "mtqa", "check", "-", "--lm", "none", "--html", "report.html"],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        # It has read its options once it waits for the article; a signal before that is Python's.
        for _ in range(200):
            if _is_waiting(process.pid):
                break
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    finally:
        process.kill()
    assert process.returncode == 130
    assert out == b""
    assert b"interrupted" in err
    assert b"Traceback" not in err
    assert [one for one in folder.iterdir() if "report" in one.name] == []


def _is_waiting(pid):
    """Whether the process sleeps in a read from its standard input (Linux), or time has passed."""
    try:
        return "pipe" in Path(f"/proc/{pid}/wchan").read_text(encoding="ascii")
    except OSError:
        time.sleep(2)
        return True


def test_explain(folder):
    """Every check is listed, and each can be explained with examples."""
    code, out, _ = mtqa("explain", cwd=folder)
    assert code == 0
    assert "repeated-word" in out
    code, out, _ = mtqa("explain", "repeated-word", cwd=folder)
    assert code == 0
    assert "Left alone" in out
    code, _, err = mtqa("explain", "repeated-wrod", cwd=folder)
    assert code == 2
    assert "repeated-word" in err


def test_score_against_a_reference(folder):
    """``mtqa score --reference`` prints sacrebleu's numbers with its signatures."""
    code, out, err = mtqa("score", "good.txt", "--reference", "good.txt", "--lm", "none", cwd=folder)
    assert code == 0, err
    lines = dict(line.split("\t")[:2] for line in out.strip().splitlines())
    assert lines == {"chrF2": "100.0", "BLEU": "100.0"}
    assert "version:" in out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("args", ["check article.txt --lm none", "check article.txt --lm none -f json", "explain"])
def test_full_disk_behind_stdout(folder, args):
    """A result that cannot be written is one message and exit code 2, never 1, which means findings."""
    command = f'"{sys.executable}" -m mtqa {args} >/dev/full'
    done = subprocess.run(command, shell=True, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "No space left" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.skipif(os.name == "nt", reason="POSIX pipes")
@pytest.mark.parametrize(("article", "expected"), [("good.txt", 0), ("article.txt", 1)])
def test_a_reader_that_leaves_changes_nothing(folder, article, expected):
    """With nobody reading, the exit code is still about the article, and the page is still written."""
    process = subprocess.Popen(
        [sys.executable, "-m", "mtqa", "check", article, "--lm", "none", "--html", "report.html"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    process.stdout.close()
    _, err = process.communicate(timeout=60)
    assert process.returncode == expected, err
    assert (folder / "report.html").exists()
    assert b"Traceback" not in err


def test_one_file_for_two_results_is_refused(folder):
    """The page and the result never end up in one file, by whatever name."""
    (folder / "link.html").symlink_to(folder / "report.html")
    for name in ("report.html", "link.html"):
        args = ("check", "article.txt", "--lm", "none", "--html", "report.html", "--output", name)
        assert mtqa(*args, cwd=folder)[0] == 2
    assert mtqa("check", "article.txt", "--lm", "none", "--output", "-", cwd=folder)[0] == 2


def test_a_later_glossary_wins(folder):
    """An entry of a later file replaces the same one of an earlier, id or none."""
    (folder / "house.csv").write_text("id,term,kind,wrong\nseoul-1,Seoul,place,Soul\n", encoding="utf-8")
    (folder / "project.csv").write_text("term,kind,wrong\nSeoul,place,Saul\n", encoding="utf-8")
    (folder / "text.txt").write_text("They met in Soul and then in Saul, on Monday.\n", encoding="utf-8")
    args = ("check", "text.txt", "--lm", "none", "-f", "json", "--select", "term-forbidden")
    _, out, err = mtqa(*args, "-g", "house.csv", "-g", "project.csv", cwd=folder)
    assert [one["text"] for one in json.loads(out)["files"][0]["findings"]] == ["Saul"], err


@pytest.mark.model
def test_a_whole_check_imports_no_torch(folder):
    """A check with the default model and a page loads neither torch nor transformers."""
    program = (
        "import sys, runpy; sys.argv = ['mtqa', 'check', 'article.txt', '-g', 'glossary.csv', '--offline', '--html', 'r.html']\n"
        "try: runpy.run_module('mtqa', run_name='__main__')\n"
        "except SystemExit as end: print(end.code, [m for m in ('torch', 'transformers') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1] == "1 []", done.stderr


@pytest.mark.parametrize("content", [b"", b"\x00" * 1000, b"not json"])
def test_broken_model_cache(folder, content):
    """A damaged model is one message that says what to run, and exit code 2; it is never used."""
    from mtqa.lm import DEFAULT_LM
    from mtqa.lm.convert import CONVERTER

    cache = folder / "models" / f"{DEFAULT_LM}@{CONVERTER}"
    cache.mkdir(parents=True)
    for name in ("model.bin", "tokenizer.json", "mtqa.json"):
        (cache / name).write_bytes(content)
    env = {"MTQA_MODELS": str(folder / "models")}
    code, out, err = mtqa("check", "article.txt", "--offline", "--html", "r.html", cwd=folder, env=env)
    assert (code, out) == (2, "")
    assert "damaged" in err
    assert "mtqa models fetch" in err
    assert "Traceback" not in err
    assert not (folder / "r.html").exists()
