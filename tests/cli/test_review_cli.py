"""``mtqa review`` as a process of its own: real sockets, Ctrl-C, and being killed."""

import asyncio
import http.client
import itertools
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest

from mtqa.decisions import NAME, DecisionLog

ARTICLE = "Summit opens\n\n" + "".join(
    f"President Yun Sokyol spoke in town {n} on the the {n}th day. Then the envoy {n} met him again.\n\n"
    for n in range(40)
)
GLOSSARY = "term,kind,wrong\nYoon Suk-yeol,person,Yun Sokyol\n"


@pytest.fixture
def folder(tmp_path):
    """An article and a glossary."""
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "glossary.csv").write_text(GLOSSARY, encoding="utf-8")
    return tmp_path


def start(folder, *args):
    """Start the command."""
    return subprocess.Popen(
        [sys.executable, "-m", "mtqa", "review", *args],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "NO_COLOR": "1"},
    )


@contextmanager
def running(folder, *args):
    """The command with its address; killed at the end if it still runs."""
    process = start(folder, "article.txt", "-g", "glossary.csv", "--lm", "none", "--no-browser", *args)
    try:
        url = process.stdout.readline().strip()
        assert url, process.stderr.read()
        yield process, urlsplit(url)
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


class Client:
    """A browser as far as it matters here."""

    def __init__(self, url):
        self.url = url
        self.cookie = ""

    def ask(self, method, path, value=None):
        """One request on a connection of its own; status, headers and body."""
        connection = http.client.HTTPConnection(self.url.hostname, self.url.port, timeout=20)
        try:
            headers = {"Cookie": self.cookie} if self.cookie else {}
            body = None
            if value is not None:
                headers |= {"Content-Type": "application/json", "Origin": f"http://{self.url.netloc}"}
                body = json.dumps(value)
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def sign_in(self):
        """Follow the address from the terminal."""
        status, headers, _ = self.ask("GET", f"/?{self.url.query}")
        assert status == 303
        self.cookie = headers["Set-Cookie"].partition(";")[0]
        return self

    def checked(self):
        """Wait until the article is checked; fingerprints of its findings."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            state = json.loads(self.ask("GET", "/api/state?article=0")[2])
            assert not state["problem"]
            if not state["checking"]:
                return
            time.sleep(0.1)
        raise AssertionError("never checked")


def fingerprints(folder):
    """Of the findings of the article, as the library finds them."""
    from mtqa import check

    return [
        one.fingerprint for one in check(folder / "article.txt", glossary=folder / "glossary.csv", lm=None).findings
    ]


def test_ctrl_c_ends_it_cleanly(folder):
    """Within a second or so, exit code 0, and a line that says where the decisions are; an idle client does not matter."""
    with running(folder) as (process, url):
        assert url.hostname == "127.0.0.1"
        client = Client(url).sign_in()
        idle = socket.create_connection((url.hostname, url.port))
        idle.sendall(b"POST /api/decisions HTTP/1.1\r\nHost: x\r\n")
        client.checked()
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=10)
        assert time.monotonic() - began < 3  # a second, on a machine that does other things as well
        idle.close()
    assert process.returncode == 0, err
    assert f"ended; decisions are in {NAME}" in err
    assert "Traceback" not in err + out
    assert "GET" not in err + out  # no line for each request: the token stands in one


def test_ctrl_c_while_an_article_is_checked(folder):
    """A check does not hold it up."""
    (folder / "article.txt").write_text(ARTICLE * 40, encoding="utf-8")
    with running(folder) as (process, _):
        time.sleep(0.3)
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=10)
        assert time.monotonic() - began < 3  # a second, on a machine that does other things as well
    assert process.returncode == 0, err
    assert "ended; decisions are in" in err


def test_killed_in_the_middle(folder):
    """Every decision that was acknowledged before kill -9 is in the file, in order; at most the one under way besides."""
    keys = fingerprints(folder)
    assert len(keys) >= 80
    acknowledged = []
    with running(folder) as (process, url):
        client = Client(url).sign_in()
        client.checked()

        def post():
            seen = dict.fromkeys(keys, "")
            for number, key in enumerate(itertools.cycle(keys)):
                judgement = ("accepted", "dismissed", "unsure")[number % 3]
                one = {"fingerprint": key, "judgement": judgement, "seen": seen[key]}
                try:
                    status, _, body = client.ask("POST", "/api/decisions", {"article": 0, "decisions": [one]})
                except (OSError, http.client.HTTPException):
                    return
                assert status == 200, body
                seen[key] = json.loads(body)["decisions"][0]["id"]
                acknowledged.append(seen[key])

        poster = threading.Thread(target=post)
        poster.start()
        while len(acknowledged) < 100:
            assert poster.is_alive()
            time.sleep(0.001)
        process.kill()
        poster.join(20)
        process.wait(timeout=10)
    written = [event.id for event in DecisionLog(folder / NAME).read().events]
    assert written[: len(acknowledged)] == acknowledged
    assert len(written) - len(acknowledged) in {0, 1}
    with running(folder) as (_, url):  # and it goes on from there
        client = Client(url).sign_in()
        client.checked()
        state = json.loads(client.ask("GET", "/api/state?article=0")[2])
        assert {line["id"] for line in state["decisions"]} <= set(written)
        assert len(state["decisions"]) >= 50


def raw(url, data, *, seconds=5.0, slowly=0.0):
    """Send bytes and read what comes until the other side closes."""
    with socket.create_connection((url.hostname, url.port), timeout=seconds) as connection:
        try:
            for at in range(0, len(data), 65536):
                connection.sendall(data[at : at + 65536])
                time.sleep(slowly)
        except OSError:  # it was closed while we were sending, as it should be
            pass
        answer = b""
        try:
            while chunk := connection.recv(65536):
                answer += chunk
        except OSError:
            pass
        return answer


def test_large_bodies_over_a_socket(folder):
    """A gigabyte, declared or in chunks, is not read."""
    with running(folder) as (process, url):
        client = Client(url).sign_in()
        head = (
            f"POST /api/decisions HTTP/1.1\r\nHost: {url.netloc}\r\nOrigin: http://{url.netloc}\r\n"
            f"Cookie: {client.cookie}\r\nContent-Type: application/json\r\n"
        )
        declared = raw(url, f"{head}Content-Length: 1000000000\r\n\r\n".encode())
        assert declared.startswith(b"HTTP/1.1 413"), declared
        chunk = b"10000\r\n" + b" " * 65536 + b"\r\n"
        chunked = raw(url, f"{head}Transfer-Encoding: chunked\r\n\r\n".encode() + chunk * 400)
        assert chunked.startswith(b"HTTP/1.1 413") or not chunked, chunked
        assert client.ask("GET", "/api/state?article=0")[0] == 200
        assert process.poll() is None


@pytest.mark.parametrize(
    "data",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        b"GET /static/../../../../etc/passwd HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        b"nonsense\r\n\r\n",
        b"\x16\x03\x01\x02\x00",
        b"GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\nGET /x",
        b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 200_000 + b"\r\n\r\n",
    ],
    ids=range(8),
)
def test_requests_of_strangers_over_a_socket(folder_running, data):
    """400 or 403, and the server goes on."""
    url = folder_running
    answer = raw(url, data + b"", seconds=1.5)
    assert answer[:12] in {b"HTTP/1.1 400", b"HTTP/1.1 403", b""}
    assert b"Yun" not in answer
    assert Client(url).ask("GET", "/")[0] == 401


@pytest.fixture(scope="module")
def folder_running(tmp_path_factory):
    """One server for several tests; the address."""
    folder = tmp_path_factory.mktemp("review")
    (folder / "article.txt").write_text("Nothing.\n", encoding="utf-8")
    (folder / "glossary.csv").write_text(GLOSSARY, encoding="utf-8")
    with running(folder) as (_, url):
        yield url


def test_the_head_of_a_request_is_not_waited_for_for_ever(monkeypatch):
    """Neither of the first request on a connection nor of a later one."""
    import uvicorn
    from uvicorn.server import ServerState

    from mtqa.review import server

    monkeypatch.setattr(server, "HEADER_SECONDS", 0.3)

    async def app(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
        await send({"type": "http.response.body", "body": b"ok"})

    async def talk(*pieces):
        config = uvicorn.Config(app, lifespan="off", log_config=None)
        config.load()
        protocol = server._patient_protocol()
        listening = await asyncio.get_running_loop().create_server(
            lambda: protocol(config, ServerState(), {}), "127.0.0.1", 0
        )
        reader, writer = await asyncio.open_connection(*listening.sockets[0].getsockname())
        for piece in pieces:
            writer.write(piece)
            await asyncio.sleep(0.05)
        began = time.monotonic()
        answer = await asyncio.wait_for(reader.read(), 3)
        writer.close()
        listening.close()
        return answer, time.monotonic() - began

    answer, waited = asyncio.run(talk(b"GET / HTTP/1.1\r\n", b"Host:"))
    assert answer == b""
    assert waited < 1
    answer, waited = asyncio.run(talk(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", b"GET / HT"))
    assert answer.endswith(b"ok")
    assert waited < 1


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.2", "::", "example.org"])
def test_other_hosts_need_leave(folder, host):
    """Refused before anything is read or listened on."""
    process = start(folder, "article.txt", "--host", host, "--lm", "none")
    _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "--allow-remote" in err


def test_with_leave_it_warns(folder):
    """In so many words; and the token is asked for all the same."""
    with running(folder, "--host", "0.0.0.0", "--allow-remote") as (process, url):
        local = url._replace(netloc=f"127.0.0.1:{url.port}")
        assert Client(local).ask("GET", "/")[0] == 401
        Client(local).sign_in()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=10)
    assert "warning: other machines can open this page" in err


def test_a_port_that_is_taken(folder):
    """One message that says what to do."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        process = start(folder, "article.txt", "--port", str(port), "--lm", "none")
        _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "leave --port out" in err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["gone.txt"], "gone.txt: no such article"),
        (["report.html"], "a page that mtqa wrote"),
        (["article.txt", "--glossary", "gone.csv"], "gone.csv"),
        (["article.txt", "--lm", "no-such-model"], "no-such-model"),
    ],
)
def test_mistakes_are_one_message(folder, args, said):
    """Exit code 2 and no traceback."""
    from mtqa.report import to_html

    (folder / "report.html").write_text(to_html([]), encoding="utf-8")
    process = start(folder, *args, "--no-browser")
    try:
        out, err = process.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
    assert process.returncode == 2, out + err
    assert said in err
    assert "Traceback" not in err


def test_a_report_leads_to_its_articles(folder):
    """``mtqa check --format json``, and then review of what it names."""
    done = subprocess.run(
        [sys.executable, "-m", "mtqa", "check", "article.txt", "--lm", "none", "-f", "json", "-o", "report.json"],
        cwd=folder,
        check=False,
        capture_output=True,
    )
    assert done.returncode in {0, 1}, done.stderr
    process = start(folder, "report.json", "--lm", "none", "--no-browser")
    try:
        url = urlsplit(process.stdout.readline().strip())
        client = Client(url).sign_in()
        client.checked()
        rows = json.loads(client.ask("GET", "/api/overview")[2])["rows"]
        assert [row["name"] for row in rows] == ["article.txt"]
    finally:
        process.kill()
        process.communicate()


def test_the_terminal_gets_the_same(folder, monkeypatch):
    """``--tty`` walks the articles with the same check, the same decisions and the same name."""
    from types import ModuleType

    from typer.testing import CliRunner

    from mtqa.cli import app

    walked = {}

    def walk(paths, *, check, log, user):
        walked.update(paths=paths, report=check(paths[0]), log=log(paths[0]), user=user)

    module = ModuleType("mtqa.cli.review_tty")
    module.walk = walk
    monkeypatch.setitem(sys.modules, "mtqa.cli.review_tty", module)
    monkeypatch.chdir(folder)
    args = [
        "review",
        "article.txt",
        "--tty",
        "--lm",
        "none",
        "-g",
        "glossary.csv",
        "--user",
        "Anna",
        "--decisions",
        "d.jsonl",
    ]
    done = CliRunner().invoke(app, args)
    assert done.exit_code == 0, done.output
    assert [path.name for path in walked["paths"]] == ["article.txt"]
    assert walked["report"].findings
    assert walked["log"].path.name == "d.jsonl"
    assert walked["user"] == "Anna"


def test_help():
    """The options are there."""
    done = subprocess.run(
        [sys.executable, "-m", "mtqa", "review", "--help"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "NO_COLOR": "1", "COLUMNS": "100"},
    )
    for option in ("--allow-remote", "--no-browser", "--decisions", "--tty", "--user", "--port"):
        assert re.search(rf"{option}\b", done.stdout), option
