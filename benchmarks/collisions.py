"""What an entry would do before it is accepted: good ones left alone, bad ones stopped.

``python benchmarks/collisions.py``

Good: the entries of ``seeds/glossary.csv``, each held against the other 506, and, not looked at when the
thresholds were chosen, a sample of ``models/packs/world-affairs.csv``, each against the rest of it.  Bad:
ordinary words and names of two or three letters, each added as somebody's whole name; one-letter slips of
the seed entries and the garbled forms of ``tests/names/articles.toml``, added as right; known wrong forms
of another entry, added as right; ordinary words, other entries' names and towns, listed as wrong.  The
entries are divided by a hash of their ids: thresholds were chosen on the one half.

The floor stops a form at an edit distance of one from a common word or from a form of another entry, and
one that is either.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from zlib import crc32

from mtqa.glossary.model import Entry, EntryKind, Glossary
from mtqa.glossary.store_csv import load_csv, parse_csv
from mtqa.names.background import background
from mtqa.names.collisions import Collisions, collisions
from mtqa.names.reach import common_words, known_names
from mtqa.text import fold

ROOT = Path(__file__).parents[1]
SAMPLE = 200
LARGE = 100_000
ROUNDS = 7

#: An entry, the others, and the id of the one whose place it takes.
Case = tuple[Entry, Glossary, str | None]


def half(entry: Entry) -> int:
    """0 or 1."""
    return crc32(entry.id.encode()) & 1


def one_by_one(glossary: Glossary, some: Sequence[Entry]) -> list[Case]:
    """Each of some entries against all the others."""
    return [(entry, glossary, entry.id) for entry in some]


def slip(name: str, pick: random.Random) -> str:
    """``name`` with one letter left out, doubled, replaced or exchanged with the next."""
    at = pick.choice([i for i in range(1, len(name) - 1) if name[i].isalpha() and name[i + 1].isalpha()])
    letter = pick.choice("aeiou" if name[at].lower() in "aeiou" else "bcdfghklmnprstvz")
    return pick.choice(
        [
            name[:at] + name[at + 1 :],
            name[:at] + name[at] * 2 + name[at + 1 :],
            name[:at] + letter + name[at + 1 :],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        ]
    )


def bad_sets(seeds: Glossary) -> dict[str, list[Case]]:
    """Entries that should not be accepted, by sort."""
    pick = random.Random(4)  # noqa: S311 - a sample, no secret
    words = pick.sample([word for word in common_words().texts if len(word) > 3], SAMPLE)
    look_up = background().look_up
    short = [name for name in known_names().texts if len(name) in (2, 3)]
    short = pick.sample([name for name in short if max(look_up(name).given, look_up(name).family) > 2], SAMPLE)
    names = [entry for entry in seeds.entries if entry.kind.is_name and max(map(len, entry.term.split())) > 4]
    slips = [(entry, slip(entry.term, pick)) for entry in pick.sample(names, SAMPLE)]
    slips = [(entry, form) for entry, form in slips if fold(form) != fold(entry.term)]
    towns = [name for name in known_names().texts if look_up(name).place >= 5 and " " not in name]
    garbled: list[Case] = []
    listed: list[Case] = []
    for case in tomllib.loads((ROOT / "tests" / "names" / "articles.toml").read_text(encoding="utf-8"))["case"]:
        own = parse_csv(case["glossary"].strip() + "\n", origin=case["name"])
        for wrong, right in case["flagged"]:
            meant = next((entry for entry in own.entries if right in entry.forms), None)
            if meant is None or wrong.islower():
                continue
            rest = tuple(entry for entry in seeds.entries if entry.term != right)
            garbled.append((Entry("new", wrong, meant.kind), Glossary((replace(meant, id="meant"), *rest)), None))
            accused = Glossary((replace(meant, id="meant", wrong=(wrong,)), *rest))
            listed.append((Entry("new", wrong, meant.kind), accused, None))

    def rejecting(forms: Iterable[str]) -> list[Case]:
        owners = pick.sample([entry for entry in seeds.entries if entry.kind is EntryKind.PERSON], SAMPLE)
        return [(replace(owner, wrong=(form,)), seeds, owner.id) for owner, form in zip(owners, forms, strict=False)]

    places = [entry.term for entry in seeds.entries if entry.kind is EntryKind.PLACE]
    return {
        "ordinary words": [(Entry("new", word.capitalize(), EntryKind.PERSON), seeds, None) for word in words],
        "two or three letters": [(Entry("new", name.capitalize(), EntryKind.PERSON), seeds, None) for name in short],
        "slips of entries": [(Entry("new", form, entry.kind), seeds, None) for entry, form in slips],
        "garbled in articles": garbled,
        "listed as wrong": listed,
        "wrong: ordinary word": rejecting(word.capitalize() for word in words),
        "wrong: other entry": rejecting(places),
        "wrong: town": rejecting(name.capitalize() for name in pick.sample(towns, SAMPLE)),
    }


def floor(case: Case) -> bool:
    """Whether a new form is a common word or a form of another entry, but for one letter."""
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.process import extractOne

    entry, glossary, replacing = case
    others = [fold(form) for other in glossary.entries if other.id != replacing for form in other.forms]
    forms = [fold(form) for form in (*entry.forms, *entry.wrong)]
    texts = [*others, *common_words().texts]
    return any(extractOne(form, texts, scorer=Levenshtein.distance, score_cutoff=1) is not None for form in forms)


def measured(cases: Sequence[Case]) -> list[Collisions]:
    """What each entry would do."""
    return [collisions(entry, glossary, replacing=replacing) for entry, glossary, replacing in cases]


def share(found: Sequence[object], severe: Callable[[object], bool]) -> str:
    """Per cent of them."""
    return f"{100 * sum(map(severe, found)) / max(len(found), 1):6.1f}%"


def cpu() -> float:
    """Seconds of processor time of the processes that were started, which other load does not change much."""
    spent = os.times()
    return spent.children_user + spent.children_system


def speed() -> None:
    """What the guard costs: a command with it and without it, in turns, and one entry against a large glossary."""
    command = [sys.executable, "-m", "mtqa", "glossary", "add", "Maria Muntean", "--kind", "person", "--dry-run"]
    command += ["--glossary", str(ROOT / "seeds" / "glossary.csv")]
    times: dict[str, list[float]] = {"with": [], "without": []}
    for _ in range(ROUNDS):
        for name, extra in (("without", ["--watch"]), ("with", [])):  # nothing is held against an entry to watch
            start = cpu()
            subprocess.run([*command, *extra], capture_output=True, check=True)
            times[name].append(cpu() - start)
    with_it, without = (sorted(times[name])[ROUNDS // 2] for name in ("with", "without"))
    print(
        f"\nglossary add against 507 entries, CPU time, median of {ROUNDS} in turns: {with_it:.2f} s; without the guard "
        f"(--watch) {without:.2f} s: {with_it / without:.2f} times, {with_it - without:.2f} s more"
    )
    pick = random.Random(5)  # noqa: S311 - a sample, no secret
    names = [name.title() for name in known_names().texts if " " not in name]
    entries = tuple(Entry(str(i), f"{pick.choice(names)} {pick.choice(names)}", EntryKind.PERSON) for i in range(LARGE))
    large = Glossary(entries)
    start = time.perf_counter()
    collisions(Entry("n", "Maria Muntean", EntryKind.PERSON), large)
    first = time.perf_counter() - start
    start = time.perf_counter()
    collisions(Entry("n", "Mario Munteanu", EntryKind.PERSON), large)
    print(f"against {LARGE:,} entries: {first:.1f} s, the next one {time.perf_counter() - start:.2f} s")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--verbose", action="store_true", help="list what was judged wrongly")
    args = parser.parse_args()
    seeds = load_csv(ROOT / "seeds" / "glossary.csv")
    pack_path = ROOT / "models" / "packs" / "world-affairs.csv"
    pack = load_csv(pack_path) if pack_path.exists() else Glossary()
    sample = random.Random(3).sample(pack.entries, min(SAMPLE, len(pack.entries)))  # noqa: S311 - a sample, no secret
    sets: dict[str, list[Case]] = {
        "good: seeds, half for choosing": one_by_one(seeds, [e for e in seeds.entries if not half(e)]),
        "good: seeds, other half": one_by_one(seeds, [e for e in seeds.entries if half(e)]),
        "good: world-affairs": one_by_one(pack, sample),
        **{f"bad: {name}": cases for name, cases in bad_sets(seeds).items()},
    }
    print(
        f"data: seeds/glossary.csv ({len(seeds.entries)} entries), models/packs/world-affairs.csv "
        f"({len(pack.entries)}), {len(common_words().texts):,} common words, {len(known_names().texts):,} known names\n"
        "severe: share of entries that are stopped; floor: one letter from a common word or from another entry\n"
        "docs may quote: the rows 'other half' and 'world-affairs' as false stops, the bad rows as found, the times\n"
    )
    found = {name: measured(cases) for name, cases in sets.items()}
    print(f"{'set':34}{'n':>5}{'severe':>9}{'floor':>9}")
    for name, cases in sets.items():
        ours, floored = share(found[name], lambda one: one.severe), share(cases, floor)  # type: ignore[attr-defined, arg-type]
        print(f"{name:34}{len(cases):>5}{ours:>9}{floored:>9}")
        if args.verbose:
            for one in found[name]:
                if one.severe == name.startswith("good"):
                    print("    ", one.entry.term, one.entry.wrong, one.sentences())
    print("\nseverity of a masked form from (chosen on the first half and its slips):")
    slips = [one for name in ("bad: slips of entries", "bad: garbled in articles") for one in found[name]]
    good = found["good: seeds, half for choosing"]
    for least in (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95):

        def stopped(one: object, least: float = least) -> bool:
            return any(m.is_listed or (not m.is_known and m.confidence >= least) for m in one.masked)  # type: ignore[attr-defined]

        def known(one: object, least: float = least) -> bool:
            return any(m.is_known and m.confidence >= least for m in one.masked)  # type: ignore[attr-defined]

        print(
            f"  {least:.2f}: no known name: good {share(good, stopped)}, slips {share(slips, stopped)}"
            f"   known name: good {share(good, known)}, slips {share(slips, known)}"
        )
    print("\nnames reported, from:")
    for most in (10, 20, 30, 40, 60, 80):
        line = {
            name: share(some, lambda one, most=most: len(one.reported) >= most)  # type: ignore[misc]
            for name, some in found.items()
            if "wrong" not in name
        }
        print(f"  {most:>3}: " + ", ".join(f"{name} {value.strip()}" for name, value in line.items()))
    speed()


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "2")
    main()
