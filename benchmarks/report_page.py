"""How long a reader waits for the report of a long article, in a real browser, and how large the page is.

    python benchmarks/report_page.py [--words 20000] [--findings 300] [--repeat 40]

Makes an article, opens its report as a file in Chromium and measures, from the key or the change to
the second frame after it (what was changed has been painted by then): walking with ``j``, deciding
with ``d``, changing a filter, and dismissing everything at once.  Prints median, 95th percentile
and the floor: an event that changes nothing waits for the same two frames.  Then the size of the page
and of its parts, in kB (1,000 bytes), against the target of 400 kB beside what is read in it: the article, the words
of the findings and what the checks do.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import shutil
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from mtqa.report import to_html

ROOT = Path(__file__).parent.parent
TARGET = 400_000

#: Milliseconds from an action until the second frame after it.
_TIME = """
async (action) => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const key = (key) => document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  const choose = (value) => {
    const select = document.querySelector("form.filter [name=confidence]");
    select.value = value;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  };
  await frame();
  const start = performance.now();
  if (action.startsWith("key:")) key(action.slice(4));
  if (action.startsWith("filter:")) choose(action.slice(7));
  if (action === "submit") document.querySelector("dialog [type=submit]").click();
  await frame();
  await frame();
  return performance.now() - start;
}
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, default=20_000)
    parser.add_argument("--findings", type=int, default=300)
    parser.add_argument("--repeat", type=int, default=40, help="times that each action is measured")
    options = parser.parse_args()
    report = _factory().large_report(n_words=options.words, n_findings=options.findings)
    report = replace(report, findings=tuple(replace(one, context=f"{n:018}") for n, one in enumerate(report.findings)))
    start = time.perf_counter()
    html = to_html([report])
    print(f"{options.words:,} words, {options.findings} findings; made in {time.perf_counter() - start:.2f} s")
    _print_times(html, options.repeat)
    _print_sizes(html, len(report.document.text.encode()))


def _factory() -> Any:
    """The reports that the tests use."""
    spec = importlib.util.spec_from_file_location("factory", ROOT / "tests" / "factory.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["factory"] = module
    spec.loader.exec_module(module)
    return module


def _print_times(html: str, repeat: int) -> None:
    from playwright.sync_api import sync_playwright

    browser_path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "report.html"
        path.write_text(html, encoding="utf-8")
        browser = playwright.chromium.launch(
            executable_path=browser_path, args=["--no-sandbox", "--disable-background-networking"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        start = time.perf_counter()
        page.goto(path.as_uri())
        page.evaluate("mtqa.ready")
        print(f"opened in {1000 * (time.perf_counter() - start):.0f} ms\n")
        print(f"{'from action to second frame':<32} {'median':>8} {'p95':>8}  ms")

        def measure(name: str, actions: list[str]) -> None:
            times = sorted(page.evaluate(_TIME, action) for action in actions)
            p95 = times[min(len(times) - 1, int(0.95 * len(times)))]
            print(f"{name:<32} {statistics.median(times):8.1f} {p95:8.1f}  n={len(times)}")

        measure("nothing (floor)", ["key:F13"] * repeat)
        measure("next finding (j)", ["key:j"] * repeat)
        measure("dismiss and go on (d)", ["key:d"] * repeat)
        measure("filter by confidence", ["filter:0.9", "filter:0"] * (repeat // 2))
        bulk = []
        for _ in range(max(3, repeat // 8)):
            page.get_by_role("button", name="Select all shown").click()
            page.locator(".bulk").get_by_role("button", name="Dismiss").click()
            bulk.append(page.evaluate(_TIME, "submit"))
            page.evaluate("mtqa.undo()")
        print(f"{'dismiss all at once':<32} {statistics.median(bulk):8.1f} {max(bulk):8.1f}  n={len(bulk)} (max)")
        browser.close()


def _print_sizes(html: str, n_article: int) -> None:
    parts = {
        "style": r"<style>.*?</style>",
        "script": r"<script>.*?</script>",
        "data": r'<script type="application/json".*?</script>',
        "fluency": r'<section class="fluency".*?</section>',
        "article with marks": r'<div class="body".*?<section class="notes"',
        "notes": r'<ol class="list">.*?<div class="bulk"',
    }
    whole = len(html.encode())
    bare = re.sub(r"<(style|script)\b.*?</\1>", "", html, flags=re.DOTALL)
    n_text = len(re.sub(r"<[^>]*>", "", bare).encode())
    rest = whole - n_text
    print(
        f"\npage {whole / 1000:,.0f} kB; what is read in it {n_text / 1000:,.0f} kB (the article {n_article / 1000:,.0f})"
    )
    print(f"beside it {rest / 1000:,.0f} kB: target {TARGET / 1000:.0f} kB {'met' if rest <= TARGET else 'NOT met'}")
    for name, pattern in parts.items():
        size = sum(len(one.encode()) for one in re.findall(pattern, html, re.DOTALL))
        print(f"  {name:<20} {size / 1000:8.1f} kB")


if __name__ == "__main__":
    main()
