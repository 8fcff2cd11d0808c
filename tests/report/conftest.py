"""What the tests of the renderings share."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="session")
def hostile(factory, payloads):
    """A report with every payload in every place that takes text from elsewhere."""
    from mtqa.data import Block, CheckInfo, Document, Segment, Span, Suggestion
    from mtqa.mqm import Category, Severity

    text, blocks = "", []
    for payload in payloads:
        blocks.append(Block(Span(len(text), len(text) + len(payload))))
        text += f"{payload}\n\n"
    segments = [Segment(n, block.span, n) for n, block in enumerate(blocks)]
    lang = '"><script>alert(1)</script>'
    document = Document(" ".join(payloads), text, lang, tuple(blocks), tuple(segments), notices=payloads)
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
