"""What a page of another site, a rebound name or a stranger can send: all of it refused, and nothing written."""

import asyncio
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.review.access import Access
from mtqa.review.security import Guard

COOKIE = "mtqa_8765=right-session"
GOOD = {
    "host": "127.0.0.1:8765",
    "cookie": COOKIE,
    "origin": "http://127.0.0.1:8765",
    "sec-fetch-site": "same-origin",
    "content-type": "application/json",
}
WITHOUT = object()


def request(app, method="POST", path="/api/decisions", headers=None, *, body=b"{}", query="", more=()):
    """One request straight into the application, with exactly these headers; status, headers and body."""
    pairs = [(key.encode(), value.encode()) for key, value in (headers or {}).items() if value is not WITHOUT]
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [*pairs, *more],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8765),
    }
    sent = []
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive():
        return waiting.pop(0) if waiting else {"type": "http.disconnect"}

    async def send(message):
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    start = sent[0]
    found = {key.decode(): value.decode() for key, value in start["headers"]}
    return start["status"], found, b"".join(message.get("body", b"") for message in sent[1:])


@pytest.fixture
def write(app, fingerprints, folder):
    """Send a decision in some shape; afterwards, only a good one has left anything on the disk."""
    body = json.dumps(
        {"article": 0, "decisions": [{"fingerprint": fingerprints[0], "judgement": "dismissed"}]}
    ).encode()

    def send(changes, **more):
        status, headers, answer = request(app, headers={**GOOD, **changes}, body=body, **more)
        assert (folder / "decisions.jsonl").exists() == (status == 200)
        return status, headers, answer

    return send


def test_the_good_shape_is_taken(write):
    """What the page itself sends; each of the others differs from it in one thing."""
    assert write({})[0] == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"sec-fetch-site": WITHOUT},
        {"content-type": "application/json; charset=UTF-8"},
        {"cookie": f'a={{"b": 1}}; c[d]=e; "; {COOKIE} ; f=@'},  # cookies do not know ports: those of other programs
    ],
    ids=["no Sec-Fetch-Site", "charset", "other cookies"],
)
def test_an_older_browser_may_write(write, changes):
    """Without Sec-Fetch-Site, the origin says enough; what else is on the machine does not matter."""
    assert write(changes)[0] == 200


SHAPES = {
    "form": ({"content-type": "application/x-www-form-urlencoded"}, 415),
    "text/plain": ({"content-type": "text/plain"}, 415),
    "text/plain that says json": ({"content-type": "text/plain; application/json"}, 415),
    "multipart": ({"content-type": "multipart/form-data; boundary=x"}, 415),
    "another json": ({"content-type": "application/json+x"}, 415),
    "json in utf-16": ({"content-type": "application/json; charset=utf-16"}, 415),
    "no content type": ({"content-type": WITHOUT}, 415),
    "compressed": ({"content-encoding": "gzip"}, 415),
    "no origin": ({"origin": WITHOUT}, 403),
    "null origin": ({"origin": "null"}, 403),
    "empty origin": ({"origin": ""}, 403),
    "foreign origin": ({"origin": "https://evil.example"}, 403),
    "origin of another port": ({"origin": "http://127.0.0.1:8766"}, 403),
    "origin without the port": ({"origin": "http://127.0.0.1"}, 403),
    "origin with https": ({"origin": "https://127.0.0.1:8765"}, 403),
    "origin of another name of ours": ({"origin": "http://localhost:8765"}, 403),
    "origin that begins like ours": ({"origin": "http://127.0.0.1:8765.evil.example"}, 403),
    "origin with a path": ({"origin": "http://127.0.0.1:8765/"}, 403),
    "cross-site": ({"sec-fetch-site": "cross-site"}, 403),
    "same-site, another port": ({"sec-fetch-site": "same-site"}, 403),
    "typed into the address line": ({"sec-fetch-site": "none"}, 403),
    "unknown site": ({"sec-fetch-site": "x"}, 403),
    "no cookie": ({"cookie": WITHOUT}, 401),
    "wrong cookie": ({"cookie": "mtqa_8765=wrong"}, 401),
    "the token as cookie": ({"cookie": "mtqa_8765=right-token"}, 401),
    "cookie of another server": ({"cookie": "mtqa_8766=right-session"}, 401),
    "cookie that is no cookie": ({"cookie": "\x01=;;;"}, 401),
    "empty cookie": ({"cookie": "mtqa_8765="}, 401),
    "non-ASCII cookie": ({"cookie": "mtqa_8765=é"}, 401),
    "no host": ({"host": WITHOUT}, 403),
    "empty host": ({"host": ""}, 403),
    "wrong host": ({"host": "evil.example:8765"}, 403),
    "wrong port": ({"host": "127.0.0.1:8766"}, 403),
    "no port": ({"host": "127.0.0.1"}, 403),
    "rebound name": ({"host": "127.0.0.1.evil.example:8765", "origin": "http://127.0.0.1.evil.example:8765"}, 403),
    "rebound name, no port": ({"host": "evil.example", "origin": "http://evil.example"}, 403),
    "0.0.0.0": ({"host": "0.0.0.0:8765", "origin": "http://0.0.0.0:8765"}, 403),
    "another loopback": ({"host": "127.0.0.2:8765", "origin": "http://127.0.0.2:8765"}, 403),
    "host with a user": ({"host": "127.0.0.1:8765@evil.example", "origin": "http://127.0.0.1:8765@evil.example"}, 403),
    "host with a dot": ({"host": "localhost.:8765", "origin": "http://localhost.:8765"}, 403),
    "name below localhost": ({"host": "x.localhost:8765", "origin": "http://x.localhost:8765"}, 403),
    "long host": ({"host": "a" * 10_000 + ":8765"}, 403),
    "declared 1 GB": ({"content-length": "1000000000"}, 413),
    "declared nonsense": ({"content-length": "x"}, 413),
}


@pytest.mark.parametrize(("changes", "status"), SHAPES.values(), ids=SHAPES)
def test_shapes_that_are_refused(write, changes, status):
    """Each with its own answer, as one sentence, and with the headers of every answer."""
    got, headers, answer = write(changes)
    assert got == status
    assert headers["x-content-type-options"] == "nosniff"
    assert json.loads(answer)["error"].endswith(".")


@pytest.mark.parametrize("name", ["host", "origin", "content-type", "sec-fetch-site", "content-length"])
def test_a_header_twice_is_refused(write, name):
    """Two programs on the way could each take another one of them."""
    value = GOOD.get(name, "2").encode()
    more = [(name.encode(), value)] if name in GOOD else [(name.encode(), value)] * 2
    assert write({}, more=more)[0] == 400


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "post"])
def test_other_methods(write, method):
    """Nothing but GET, HEAD and POST; a preflight gets no permission."""
    status, headers, _ = write({}, method=method)
    assert status == 405
    assert headers["allow"] == "GET, HEAD, POST"
    assert not [name for name in headers if name.startswith("access-control")]


@pytest.mark.parametrize("name", ["x-http-method-override", "x-method-override", "x-http-method"])
def test_a_get_stays_a_get(write, name):
    """No header makes a write of it."""
    assert write({name: "POST"}, method="GET")[0] == 405


def test_no_get_writes(client, folder, fingerprints):
    """Every address that can be written to refuses GET and HEAD, whatever stands in the query."""
    before = sorted(path.name for path in folder.iterdir())
    query = {"article": "0", "fingerprint": fingerprints[0], "judgement": "dismissed", "number": "1"}
    for path in ("decisions", "undo", "recheck", "entry", "entry/preview", "entry/remove", "glossary/restore"):
        for method in ("GET", "HEAD"):
            assert client.request(method, f"/api/{path}", params=query).status_code == 405
    assert sorted(path.name for path in folder.iterdir()) == before


PAGES = [
    "/",
    "/article/0",
    "/next?after=0",
    "/glossary",
    "/glossary/history",
    "/api/state?article=0",
    "/static/live.js",
]


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_shown_without_the_cookie(stranger, path):
    """Neither pages nor scripts nor data."""
    for query in ("", "token=right-token"):
        answer = stranger.get(path + (("&" if "?" in path else "?") + query if query and path != "/" else ""))
        assert answer.status_code == 401
        assert "Yun" not in answer.text


@pytest.mark.parametrize(
    "path", ["/", "/article/0", "/api/state?article=0", "/static/review.css", "/nothing", "/api/x"]
)
def test_headers_of_every_answer(client, path):
    """Also of errors."""
    answer = client.get(path, headers={"accept": "text/html"})
    policy = answer.headers["content-security-policy"]
    assert policy == (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
        "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert "server" not in answer.headers
    assert client.head(path).content == b""


def test_the_token_becomes_a_cookie(stranger):
    """The address from the terminal leads to one without the token; the cookie is not for scripts, nor for others."""
    answer = stranger.get("/?token=right-token")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert cookie == "mtqa_8765=right-session; HttpOnly; SameSite=Strict; Path=/"
    assert stranger.get("/").status_code == 200  # the client has kept it


def test_the_token_from_a_link(stranger):
    """A browser sends no strict cookie along a redirect that began on another site; a page of ours leads on."""
    answer = stranger.get("/?token=right-token", headers={"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"})
    assert answer.status_code == 200
    assert 'content="0;url=/"' in answer.text
    assert "right-session" in answer.headers["set-cookie"]
    assert "token" not in answer.text


@pytest.mark.parametrize(
    "token", ["", "wrong", "right-toke", "right-token ", "right-session", "é", "\udcff", "x" * 5000]
)
def test_a_wrong_token(stranger, token):
    """No cookie for it."""
    answer = stranger.get("/", params={"token": token.encode("utf-8", "surrogateescape")})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_the_browsers_token_is_good_once(stranger):
    """The command line of a browser can be read by every user of the machine."""
    assert stranger.get("/?token=once-token").status_code == 303
    stranger.cookies.clear()
    assert stranger.get("/?token=once-token").status_code == 403
    assert stranger.get("/?token=right-token").status_code == 303


def test_another_site_loads_nothing(client):
    """No picture, script or fetch of another site or port; a link of another site may lead here."""
    for site in ("cross-site", "same-site"):
        for mode in ("no-cors", "cors", "same-origin"):
            assert client.get("/", headers={"sec-fetch-site": site, "sec-fetch-mode": mode}).status_code == 403
        assert client.get("/", headers={"sec-fetch-site": site, "sec-fetch-mode": "navigate"}).status_code == 200


TRAVERSALS = [
    "../app.py",
    "..%2fapp.py",
    "%2e%2e/app.py",
    "%2e%2e%2fapp.py",
    "....//app.py",
    "..%5capp.py",
    "..%252fapp.py",
    "/etc/passwd",
    "%2fetc%2fpasswd",
    "live.js/../../app.py",
    "live.js%00.css",
    "C:%5cWindows%5cwin.ini",
    "file:///etc/passwd",
    "%c0%ae%c0%ae/app.py",
    "",
]


@pytest.mark.parametrize("name", TRAVERSALS)
def test_no_way_out_of_the_folders(app, name):
    """The path as it is sent, in no way tidied by a client; decoded as the server does."""
    from urllib.parse import unquote

    for place in ("static", "export/0", "article"):
        for path in (f"/{place}/{name}", unquote(f"/{place}/{name}")):
            status, _, body = request(app, "GET", path, {**GOOD, "content-type": WITHOUT})
            assert status in {404, 307}
            assert b"import" not in body
            assert b"root:" not in body


def test_a_body_that_comes_slowly(access):
    """It is not waited for longer than it may take, nor for the rest of one that is too large."""

    async def inner(scope, receive, send):
        raise AssertionError("it was let through")

    async def ask(receive, **limits):
        sent = []

        async def send(message):
            sent.append(message)

        scope = {"type": "http", "method": "POST", "path": "/api/decisions", "query_string": b""}
        scope["headers"] = [(key.encode(), value.encode()) for key, value in GOOD.items()]
        await Guard(inner, access, **limits)(scope, receive, send)
        return sent[0]["status"], dict(sent[0]["headers"])

    async def drops():
        await asyncio.sleep(0.02)
        return {"type": "http.request", "body": b" ", "more_body": True}

    async def floods():
        return {"type": "http.request", "body": b" " * 100_000, "more_body": True}

    status, headers = asyncio.run(ask(drops, read_seconds=0.1))
    assert (status, headers[b"connection"]) == (408, b"close")
    status, headers = asyncio.run(ask(floods, most_bytes=1_000_000))
    assert (status, headers[b"connection"]) == (413, b"close")


def test_no_websocket(access):
    """There is none, and no application behind the guard sees one."""

    async def ask():
        sent = []

        async def send(message):
            sent.append(message)

        await Guard(None, access)({"type": "websocket"}, None, send)
        return sent

    assert asyncio.run(ask()) == [{"type": "websocket.close", "code": 1008}]


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("192.168.1.5:8765", True),
        ("[fe80::1]:8765", True),
        ("desk:8765", True),
        ("localhost:8765", True),
        ("192.168.1.5", False),
        ("192.168.1.5:80", False),
        ("192.168.1.5.evil.example:8765", False),
        ("evil.example:8765", False),
        ("1.2.3:8765", False),
        ("fe80::1:8765", False),
    ],
)
def test_hosts_where_other_machines_may(host, expected):
    """Any address, for rebinding needs a name; and the names of this machine."""
    access = Access.new(8765, names=frozenset(("localhost", "desk")), any_address=True)
    assert access.is_host(host) is expected


def test_the_usual_port_is_left_out_by_browsers():
    """Port 80 does not stand in Host."""
    assert Access.new(80).is_host("127.0.0.1")
    assert Access.new(80).is_host("[::1]")
    assert not Access.new(81).is_host("127.0.0.1")


def test_secrets_are_not_printed():
    """A traceback or a log line must not show them."""
    access = Access.new(1)
    assert access.token not in repr(access)
    assert access.session not in repr(access)
    assert len({access.token, access.once, access.session}) == 3


WRONG = {
    "host": [
        "evil.example",
        "127.0.0.1:1",
        "127.0.0.1",
        "127.0.0.1:8765.evil.example",
        "",
        "localhost:08765",
        "::1:8765",
    ],
    "cookie": ["", "mtqa_8765=", "mtqa_8765=right-sessio", "mtqa_8765=right-session0", "x=right-session", "mtqa_8765"],
    "origin": ["null", "", "http://evil.example", "http://127.0.0.1:8766", "HTTP://", "http://127.0.0.1:8765 x"],
    "sec-fetch-site": ["cross-site", "same-site", "none", "", "same-origin, cross-site"],
    "content-type": ["", "text/plain", "application/json5", "application/json; charset=latin-1", "a, application/json"],
    "content-length": ["1000001", "-1", "1e3", "0x10", "+5"],
    "content-encoding": ["gzip", "identity", ""],
    "transfer": ["POST ", "Post", "PUT", "OPTIONS"],
}


@given(st.dictionaries(st.sampled_from(sorted(WRONG)), st.integers(0, 20), min_size=1), st.randoms())
@settings(max_examples=300, deadline=None)
def test_one_thing_wrong_is_enough(wrong, random):
    """Whatever else is right, in whatever order the headers come: the application is not reached."""
    reached = []

    async def inner(scope, receive, send):
        reached.append(scope)

    values = {name: WRONG[name][at % len(WRONG[name])] for name, at in wrong.items()}
    method = values.pop("transfer", "POST")
    headers = list({**GOOD, **values}.items())
    random.shuffle(headers)
    access = Access(8765, token="right-token", once="once-token", session="right-session")
    status, _, _ = request(Guard(inner, access), method, headers=dict(headers))
    assert status in {400, 401, 403, 405, 413, 415}
    assert not reached
