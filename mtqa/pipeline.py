"""From an article to its report; the only module that knows the order of the steps.

Nothing here reads or writes a file: :func:`assess` takes records and returns a record.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from importlib.metadata import version
from itertools import islice
from typing import TYPE_CHECKING

import mtqa
from mtqa.accepted import accepted_by_project
from mtqa.checks import all_checks
from mtqa.data import Document, Finding, Report, Skipped, Suspicion
from mtqa.directives import ignored_in_text
from mtqa.fingerprint import with_fingerprints
from mtqa.glossary import Glossary
from mtqa.names.entities import entities_of
from mtqa.options import Options
from mtqa.resources import Resources
from mtqa.summary import resummarised, summarise
from mtqa.text import fold, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtqa.data import Fluency
    from mtqa.lm import LanguageModel
    from mtqa.names.index.large import LargeGlossary

__all__ = ["assess"]

#: Words from the beginning of a text by which its language is judged, and the fewest in lower case to judge by.
LANGUAGE_WORDS = 2000
LANGUAGE_MIN = 12
#: Share of known English words in lower case below which a text hardly is English.  Human and machine
#: translations into English have more than nine tenths.
LANGUAGE_SHARE = 0.6

#: Checks that say where something is wrong, and not what.
VAGUE = frozenset({"suspicious-phrase", "low-fluency"})


def assess(
    document: Document,
    *,
    glossary: Glossary | LargeGlossary | None = None,
    lm: LanguageModel | None = None,
    options: Options | None = None,
) -> Report:
    """Check one article.

    Args:
        document: The article, read; it is segmented here if it is not yet.
        glossary: Entries to hold it against; without one the glossary checks are skipped, aloud.
        lm: Language model for fluency; without one the checks that need it are skipped, aloud.
        options: Which checks, and from which confidence on.

    Returns:
        The report; its findings are in the order ``(start, -end, check)``.

    Raises:
        ConfigError: ``options`` names a check that does not exist.
        ModelError: The language model failed.
    """
    options = Options() if options is None else options
    checks = all_checks()
    chosen = options.chosen(checks)
    if not document.segments:
        from mtqa.segment import segment

        document = segment(document)
    document = _with_language_notice(document)
    fluency, suspicions, silent = _read(document, lm)
    resources = Resources(
        document,
        glossary=glossary,
        fluency=fluency,
        lm=lm,
        suspicions=suspicions,
        phrases_per_100_words=options.phrases.per_100_words,
    )
    found: list[Finding] = []
    skipped: list[Skipped] = []
    for name, check in checks.items():
        reason = None if name in chosen else "left out by the user (--select, --ignore, or ignore in mtqa.toml)"
        if reason is None and (reason := resources.missing(check.info.needs)) and "fluency" in check.info.needs:
            reason = silent or reason
        if reason is not None:
            skipped.append(Skipped(name, reason))
            continue
        least = options.least(name)
        found += [one for one in check.run(document, resources) if one.confidence >= least]
    found = without_vague(found)
    ordered = without_duplicates(sorted(found, key=lambda one: (one.span.start, -one.span.end, one.check)))
    findings = with_fingerprints(document, ordered)
    left_out = {one.check for one in skipped}
    off_in_text, problems = ignored_in_text(document, findings, checks=checks)
    if problems:
        document = replace(document, notices=(*document.notices, *problems))
    names = resources.names_if_known
    report = Report(
        document=document,
        findings=findings,
        fluency=fluency,
        summary=summarise(document, findings),
        checks=tuple(check.info for name, check in checks.items() if name not in left_out),
        skipped=tuple(skipped),
        signature=_signature(
            document,
            glossary=resources.glossary,
            lm=lm,
            checks=str(len(checks)) if len(chosen) == len(checks) else "+".join(chosen),
            options=options,
        ),
        entities=() if names is None else entities_of(document, names),
        # a finding is switched off once; what the article says stands nearer than what the project says
        ignored=tuple({**dict(accepted_by_project(findings, options.accepted_names)), **dict(off_in_text)}.items()),
    )
    return resummarised(report) if report.ignored else report


def _with_language_notice(document: Document) -> Document:
    """Say so when a text called English does not look like it: what the checks say of it is worth little."""
    from mtqa.names.lexicon import lexicon

    known = lexicon()
    found = [word.of(document.text) for word in islice(words(document.text), LANGUAGE_WORDS)]
    lower = [word for word in found if word.islower()]
    if document.lang != "en" or len(lower) < LANGUAGE_MIN:
        return document
    share = sum(known.is_known_word(fold(word)) for word in lower) / len(lower)
    if share >= LANGUAGE_SHARE:
        return document
    notice = f"only {share:.0%} of its words are known English; mtqa checks English, and may be wrong about this text"
    return replace(document, notices=(*document.notices, notice))


def _read(document: Document, lm: LanguageModel | None) -> tuple[Fluency | None, tuple[Suspicion, ...] | None, str]:
    """The fluency and the suspicious phrases, from one pass of the model; or why there are none."""
    if lm is None:
        return None, None, ""
    if not any(True for _ in document.prose()):
        return None, None, "the article has no prose to score: only headings, captions or page furniture"
    from mtqa.lm.reading import StateReader
    from mtqa.scoring.fluency import measure
    from mtqa.scoring.lm_text import lm_text
    from mtqa.scoring.suspicions import suspecter_for, suspicions

    suspecter = suspecter_for(lm.name, lm.revision) if isinstance(lm, StateReader) else None
    if suspecter is None or not isinstance(lm, StateReader):
        return measure(document, lm), None, ""
    text = lm_text(document)
    (reading,) = lm.read([text.text])
    return measure(document, lm, reading=reading), suspicions(document, text, reading, suspecter), ""


def without_vague(findings: Iterable[Finding]) -> list[Finding]:
    """Drop a mere suspicion where another check says what is wrong; one about a whole sentence does not."""
    findings = list(findings)
    named = [one.span for one in findings if one.check not in VAGUE]
    return [
        one
        for one in findings
        if one.check != "suspicious-phrase" or not any(one.span.overlaps(span) for span in named)
    ]


def without_duplicates(findings: Iterable[Finding]) -> list[Finding]:
    """Drop what another finding says better.

    Two findings about the *same span* in the same MQM dimension are one issue: the one with the
    higher severity, then confidence, then the earlier check id, stays.  Findings that merely
    overlap are different issues and all stay.
    """
    best: dict[tuple[int, int, str], Finding] = {}
    for finding in findings:
        key = (finding.span.start, finding.span.end, finding.category.dimension)
        held = best.get(key)
        if held is None or (finding.severity.rank, finding.confidence) > (held.severity.rank, held.confidence):
            best[key] = finding
    return list(best.values())


def _signature(
    document: Document, *, glossary: Glossary | LargeGlossary, lm: LanguageModel | None, checks: str, options: Options
) -> str:
    """Everything that could change a number, ``key:value`` joined by ``|`` as sacrebleu does."""
    parts = {
        "mtqa": mtqa.__version__,
        "checks": checks,
        "minconf": "+".join(
            [f"{options.min_confidence:g}", *(f"{name}={least:g}" for name, least in sorted(options.min_confidence_of))]
        ),
        "phrases": options.phrases.value,
        "glossary": f"{glossary.size}-{glossary.digest}" if glossary.size else "none",
        "lm": "none" if lm is None else f"{lm.name}@{lm.revision}",
        "seg": f"sentencex-{version('sentencex')}",
        "lang": document.lang,
    }
    if options.accepted_names:
        # they change what counts, and so the penalty; their order does not
        names = "\n".join(sorted(set(options.accepted_names))).encode("utf-8", "surrogatepass")
        parts["accepted"] = f"{len(set(options.accepted_names))}-{hashlib.sha256(names).hexdigest()[:8]}"
    return "|".join(f"{key}:{value}" for key, value in parts.items())
