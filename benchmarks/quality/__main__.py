"""``python -m benchmarks.quality [da|words] ...``: both halves, or the one that is named with its own options.

``da`` compares the score of sentences with human judgements, ``words`` the suspicious phrases with what
raters marked; each says in ``--help`` which test sets of yours it takes.
"""

from __future__ import annotations

import sys

from benchmarks.quality import da, words

HALVES = {"da": da.main, "words": words.main}


def main(arguments: list[str]) -> None:
    """Run one half, or both with the options that both know (``--data``, ``--lm``)."""
    if arguments and arguments[0] in HALVES:
        HALVES[arguments[0]](arguments[1:])
        return
    for name, half in HALVES.items():
        print(f"\n## {name}\n", flush=True)
        half(arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
