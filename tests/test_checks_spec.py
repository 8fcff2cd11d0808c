"""Every check passes its own examples; its metadata is complete; its suggestions mend what it flags."""

from functools import cache

import pytest

from mtqa.checks import all_checks
from mtqa.glossary.store_csv import parse_csv
from mtqa.lm import load
from mtqa.options import Options
from mtqa.pipeline import assess
from mtqa.readers import read_text

CHECKS = all_checks()
#: Checks that compare wordings under a language model; their examples run with the default one.
NEED_AN_LM = {name for name, check in CHECKS.items() if "lm" in check.info.needs}
CASES = [
    pytest.param(name, example, id=f"{name}-{number}", marks=[pytest.mark.model] if name in NEED_AN_LM else [])
    for name, check in CHECKS.items()
    for number, example in enumerate(check.info.examples)
]

#: Checks whose examples need a language model; their own test module runs them.
NEED_A_MODEL = {name for name, check in CHECKS.items() if "fluency" in check.info.needs}


@cache
def model():
    """The default language model, loaded once."""
    return load(offline=True)


def run(name, text, glossary="", *, lm=None):
    """The findings of one check on one small article."""
    entries = parse_csv(glossary, origin="example") if glossary else None
    return assess(read_text(text), glossary=entries, lm=lm, options=Options(select=(name,))).findings


@pytest.mark.parametrize(("name", "example"), [case for case in CASES if case.values[0] not in NEED_A_MODEL])
def test_example(name, example):
    """A check flags what its examples say, in order, and nothing else."""
    findings = run(name, example.text, example.glossary, lm=model() if name in NEED_AN_LM else None)
    assert tuple(finding.text for finding in findings) == example.flagged
    if example.suggestion is not None:
        assert findings[0].suggestions[0].text == example.suggestion


@pytest.mark.parametrize(("name", "example"), [case for case in CASES if case.values[0] not in NEED_A_MODEL])
def test_suggestion_mends(name, example):
    """Putting the first suggestion of every finding into the text leaves nothing to flag."""
    lm = model() if name in NEED_AN_LM else None
    findings = [one for one in run(name, example.text, example.glossary, lm=lm) if one.suggestions]
    text = example.text
    for finding in reversed(findings):
        text = text[: finding.span.start] + finding.suggestions[0].text + text[finding.span.end :]
    if findings and text.strip():
        left = [one for one in run(name, text, example.glossary, lm=lm) if one.suggestions]
        assert left == []


@pytest.mark.parametrize("name", CHECKS)
def test_metadata(name):
    """A check is named after its module, documents itself, and shows what it flags and what it does not."""
    info = CHECKS[name].info
    assert info.id == name == type(CHECKS[name]).__module__.rpartition(".")[2].replace("_", "-")
    assert info.title
    for heading in ("What it does", "Why it matters", "Limits", "Source"):
        assert heading in info.doc, heading
    if name not in NEED_A_MODEL:
        flagged = [example for example in info.examples if example.flagged]
        silent = [example for example in info.examples if not example.flagged]
        assert flagged
        assert len(silent) >= len(flagged) or len(silent) >= 3


@pytest.mark.parametrize("name", CHECKS)
def test_no_words_no_findings(name):
    """A text without a word in it raises nothing."""
    assert run(name, "—\n\n   …\n", "term\nSeoul\n") == ()
