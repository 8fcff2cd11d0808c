"""``mtqa review`` as a person runs it: a process of its own, a browser, and files that are looked at afterwards."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

SEEDS = Path(__file__).parents[2] / "seeds"


@dataclass
class Running:
    """A review that runs."""

    process: subprocess.Popen
    url: str

    @property
    def base(self) -> str:
        """The address without the token."""
        return self.url.partition("/?")[0]

    def end(self, sign: int = signal.SIGINT) -> tuple[int, str]:
        """End it; its exit code and what it said."""
        if self.process.poll() is None:
            self.process.send_signal(sign)
        _, said = self.process.communicate(timeout=30)
        return self.process.returncode, said


@pytest.fixture
def review(tmp_path):
    """Start ``mtqa review``; what is running still at the end is killed."""
    started = []

    def run(*arguments, cwd=tmp_path):
        command = [sys.executable, "-m", "mtqa", "review", "--no-browser", *map(str, arguments)]
        # a terminal that a person looks at would not matter here, a name of this machine's user would
        environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "120"}
        process = subprocess.Popen(
            command, cwd=cwd, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        running = Running(process, "")
        started.append(running)
        line = process.stdout.readline()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?\S+\n", line), (line, process.poll() and process.stderr.read())
        running.url = line.strip()
        return running

    yield run
    for one in started:
        if one.process.poll() is None:
            one.end(signal.SIGKILL)


@pytest.fixture
def browse(chromium):
    """Open addresses in browsers of their own; afterwards, each must have been silent and stayed on its machine."""
    contexts, noise = [], []

    def open_page(url, *, width=1280, scheme="light", expected=()):
        base = url.partition("/?")[0]
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            reduced_motion="reduce",
            accept_downloads=True,
        )
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console",
            lambda message: any(part in message.text for part in expected) or noise.append(f"console: {message.text}"),
        )
        page.on("pageerror", lambda error: noise.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (noise.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on(
            "request",
            lambda request: (
                request.url.startswith((base, "data:,", "blob:")) or noise.append(f"request: {request.url}")
            ),
        )
        page.add_init_script(
            "document.addEventListener('securitypolicyviolation', (e) => console.error('CSP', e.violatedDirective))"
        )
        page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert noise == []
