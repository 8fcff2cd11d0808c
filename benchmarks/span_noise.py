"""Surface noise around names: how text, layout and machines write one, each as a small function.

A :data:`Noise` takes a name and a random source and answers with the text to put in its place and
where in that text the name now stands, or ``None`` where it does not apply (no given name to
abbreviate, no hyphen to drop).  Used by ``benchmarks/spans.py``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

__all__ = ["NOISES", "Noise", "Placed"]


@dataclass(frozen=True, slots=True)
class Placed:
    """What is put into the text.

    Attributes:
        text: The words that replace a name of the carrier sentence.
        names: The stretches of ``text`` of which one must be found: (start, end) each.
        whole: It replaces the whole sentence.
        heading: It is a heading of its own.
        change: What happens to all text of the document: ``"lower"``, ``"upper"``, ``"title"`` or ``""``.
    """

    text: str
    names: tuple[tuple[int, int], ...]
    whole: bool = False
    heading: bool = False
    change: str = ""


Noise = Callable[[str, Random], Placed | None]

_APOSTROPHES = (
    "'",
    "\N{RIGHT SINGLE QUOTATION MARK}",
    "`",
    "\N{ACUTE ACCENT}",
    "\N{MODIFIER LETTER APOSTROPHE}",
    "\N{PRIME}",
    "\N{LEFT SINGLE QUOTATION MARK}",
)
_HYPHENS = ("\N{HYPHEN}", "\N{NON-BREAKING HYPHEN}", "\N{EN DASH}", "\N{MINUS SIGN}", " - ", "- ")
_QUOTES = ("“{}”", '"{}"', "‘{}’", "'{}'", "«{}»", "„{}“", "({})", "[{}]", "《{}》", "*{}*", "**{}**", "_{}_")
_TITLES = (
    "President", "President-elect", "Prof.", "Professor", "Ms.", "Mr", "Dr.", "Sheikh", "Sen.", "Lt. Gen.", "Gov.",
    "King", "Pope", "Chairman", "Vice President", "Prime Minister", "Foreign Minister", "Maj. Gen.", "Rep.", "Imam",
    "Ayatollah", "South Korean President", "Crown Prince", "Ex-President", "Defence Secretary", "Ambassador",
)  # fmt: skip
_LOWER_TITLES = ("president", "actor", "spokesman", "the late", "coach", "former striker", "reporter", "village head")
_AFTER = ("led", "based", "style", "era", "backed", "born", "like", "controlled", "linked", "aligned", "made")
_BEFORE = ("pro", "anti", "ex", "non", "pre", "post", "mid", "then", "former")
_ORDINARY = (
    "But", "Yesterday", "When", "Although", "And", "Meanwhile,", "However,", "In", "For", "Even", "Because", "If",
    "Recently", "Today", "Here", "Still", "Asked", "Whether", "After", "According to", "Unlike", "Like", "Later",
)  # fmt: skip
_PARTICLES = ("bin", "ibn", "al-", "el-", "van", "van der", "von", "de", "de la", "du", "della", "ter", "Al-", "da")
_HEADS = ("County", "University", "Institute", "District", "Village", "Bank", "Airport", "Palace", "Award", "River")
_STARTS = (
    "{} said nothing of it.",
    "{} is a small place.",
    "{} has won twice.",
    "{}, a former ambassador, agreed.",
    "{} and others left.",
    "{} (45) left early.",
    "{}: we shall see.",
    "{} will meet them.",
)
_SHORT_HEADINGS = (
    "{} in Seoul", "{}", "Who is {}?", "Inside the mind of {}", "{} and the law", "Interview: {}", "The {} affair",
    "A letter to {}", "{} Visits Seoul", "The Rise and Fall of {}",
)  # fmt: skip
_MARKS = "\N{COMBINING ACUTE ACCENT}\N{COMBINING DIAERESIS}\N{COMBINING TILDE}\N{COMBINING CARON}"


def _only(text: str) -> Placed:
    return Placed(text, ((0, len(text)),))


def _in(template: str, name: str, *, whole: bool = False, heading: bool = False) -> Placed:
    """The name in a template whose place for it is written ``{}``."""
    start = template.index("{}")
    return Placed(template.replace("{}", name), ((start, start + len(name)),), whole=whole, heading=heading)


def _pick(templates: tuple[str, ...], *, whole: bool = False, heading: bool = False) -> Noise:
    return lambda name, random: _in(random.choice(templates), name, whole=whole, heading=heading)


def _changed(change: str, *, heading: bool = False) -> Noise:
    def noise(name: str, _: Random) -> Placed:
        return Placed(name, ((0, len(name)),), heading=heading, change=change)

    return noise


def _lower_one(name: str, random: Random) -> Placed | None:
    words = name.split()
    if len(words) < 2:
        return None
    at = random.randrange(len(words))
    words[at] = words[at].lower()
    return _only(" ".join(words))


def _joined(name: str, _: Random) -> Placed | None:
    parts = name.replace("-", " ").split()
    return _only(parts[0] + "".join(part.lower() for part in parts[1:])) if len(parts) > 1 else None


def _camel(name: str, _: Random) -> Placed | None:
    parts = name.replace("-", " ").split()
    return _only("".join(parts)) if len(parts) > 1 else None


def _split(*, capital: bool) -> Noise:
    def noise(name: str, random: Random) -> Placed | None:
        words = name.split()
        long = [i for i, word in enumerate(words) if len(word) > 6 and word.isalpha()]
        if not long:
            return None
        at = random.choice(long)
        cut = random.randrange(3, len(words[at]) - 2)
        head, tail = words[at][:cut], words[at][cut:]
        words[at] = f"{head} {tail.capitalize() if capital else tail}"
        return _only(" ".join(words))

    return noise


def _hyphen_dropped(name: str, random: Random) -> Placed | None:
    if "-" not in name:
        return None
    words = name.replace("-", " ").split()
    return _only(" ".join(map(str.capitalize, words)) if random.random() < 0.5 else name.replace("-", ""))


def _hyphen_added(name: str, random: Random) -> Placed | None:
    words = name.split()
    if len(words) < 2:
        return None
    at = random.randrange(1, len(words))
    return _only(" ".join(words[:at]) + "-" + " ".join(words[at:]))


def _dash(name: str, random: Random) -> Placed | None:
    return _only(name.replace("-", random.choice(_HYPHENS))) if "-" in name else None


def _possessive(name: str, random: Random) -> Placed:
    return _in("{}" + random.choice(_APOSTROPHES) + "s", name)


def _possessive_s(name: str, random: Random) -> Placed | None:
    return _in("{}" + random.choice(_APOSTROPHES[:2]), name) if name.endswith("s") else None


def _apostrophe_inside(name: str, random: Random) -> Placed | None:
    words = name.split()
    if len(words[-1]) < 5:
        return None
    cut = random.choice((1, 2, 3))
    mark = random.choice(_APOSTROPHES)
    second = words[-1][cut:]
    words[-1] = words[-1][:cut] + mark + (second.capitalize() if cut == 1 else second)
    return _only(" ".join(words))


def _diacritics(form: str) -> Noise:
    def noise(name: str, random: Random) -> Placed:
        marked = (char + random.choice(_MARKS) if char in "aeioucnszAEIOUCS" else char for char in name)
        return _only(unicodedata.normalize(form, "".join(marked)))  # type: ignore[arg-type]

    return noise


def _initials(*, stop: str, gap: str) -> Noise:
    def noise(name: str, _: Random) -> Placed | None:
        words = name.split()
        if len(words) < 2:
            return None
        given = gap.join(word[0].upper() + stop for word in words[:-1])
        return _only(f"{given}{gap or ' '}{words[-1]}")

    return noise


def _middle_initial(name: str, random: Random) -> Placed | None:
    words = name.split()
    if len(words) != 2:
        return None
    return _only(f"{words[0]} {random.choice(('K.', 'H.W.', 'H. W.', 'B', 'J.'))} {words[1]}")


def _particle(name: str, random: Random) -> Placed | None:
    words = name.split()
    if len(words) < 2:
        return None
    particle = random.choice(_PARTICLES)
    return _only(f"{' '.join(words[:-1])} {particle}{'' if particle.endswith('-') else ' '}{words[-1]}")


def _last(name: str, _: Random) -> Placed | None:
    words = name.split()
    return _only(words[-1]) if len(words) > 1 and len(words[-1]) > 2 else None


def _reversed(name: str, _: Random) -> Placed | None:
    words = name.split()
    return _only(" ".join([words[-1], *words[:-1]])) if len(words) > 1 else None


def _with_head(template: str) -> Noise:
    """The generic word may be found with the name or be left out."""

    def noise(name: str, random: Random) -> Placed | None:
        if len(name.split()) > 2:
            return None
        head = random.choice(_HEADS)
        start = template.index("{}")
        text = template.replace("{}", name).replace("HEAD", head)
        end = start + len(name)
        return Placed(text, ((start, end), (start, end + 1 + len(head))))

    return noise


def _acronym(name: str, random: Random) -> Placed:
    text = "".join(random.choice("ABCDEFGHIKLMNOPRSTUVWZ") for _ in range(min(max(len(name) // 3, 3), 6)))
    return _only(text + random.choice(("", "", "-19", "2")))


def _product(name: str, random: Random) -> Placed:
    word = max(name.split(), key=len)
    made = (f"i{word}", f"{word}-16", f"{word} P30", f"{word} 5", f"{word}-19", f"{word}7", f"F-16 {word}")
    return _only(random.choice(made))


def _one_letter(name: str, random: Random) -> Placed:
    word = name.split(maxsplit=1)[0]
    return _only(random.choice((f"{word} I", f"U {word}", f"{word} O", f"E {word}")))


def _prefixed(name: str, random: Random) -> Placed:
    *given, family = name.split()
    return _only(" ".join([*given, random.choice(("Mc", "Mac", "O’", "D'", "De", "Fitz")) + family]))


def _invisible(name: str, random: Random) -> Placed:
    middle = len(name) // 2
    mark = random.choice(("\N{SOFT HYPHEN}", "\N{ZERO WIDTH SPACE}", "\N{WORD JOINER}", "\N{ZERO WIDTH NON-JOINER}"))
    return _only(name[:middle] + mark + name[middle:])


def _spaces(name: str, random: Random) -> Placed | None:
    space = random.choice(("\N{NO-BREAK SPACE}", "  ", "\N{THIN SPACE}", "\n", "\N{NARROW NO-BREAK SPACE}"))
    return _only(name.replace(" ", space)) if " " in name else None


def _numbered(name: str, random: Random) -> Placed:
    suffix = random.choice((" Jr.", " II", " III", ", Jr.", " Sr."))
    return Placed(name + suffix, ((0, len(name)), (0, len(name + suffix.rstrip(".")))))


NOISES: dict[str, Noise] = {
    "as it is": lambda name, _: _only(name),
    "one lower-case name": lambda name, _: _only(name.lower()),
    "one lower-case word": _lower_one,
    "text in lower case": _changed("lower"),
    "capitals in running text": lambda name, _: _only(name.upper()),
    "headline in capitals": _changed("upper", heading=True),
    "headline in title case": _changed("title", heading=True),
    "short heading": _pick(_SHORT_HEADINGS, whole=True, heading=True),
    "joined": _joined,
    "joined, camel case": _camel,
    "split, lower case": _split(capital=False),
    "split, capital": _split(capital=True),
    "hyphen dropped": _hyphen_dropped,
    "hyphen added": _hyphen_added,
    "dash for hyphen": _dash,
    "possessive": _possessive,
    "possessive of s": _possessive_s,
    "apostrophe inside": _apostrophe_inside,
    "diacritics": _diacritics("NFC"),
    "diacritics, decomposed": _diacritics("NFD"),
    "initials J. K. Name": _initials(stop=".", gap=" "),
    "initials J.K. Name": _initials(stop=".", gap=""),
    "initials J K Name": _initials(stop="", gap=" "),
    "middle initial": _middle_initial,
    "title before": _pick(tuple(f"{title} {{}}" for title in _TITLES)),
    "role before": _pick(tuple(f"{title} {{}}" for title in _LOWER_TITLES)),
    "first in the sentence": _pick(_STARTS, whole=True),
    "after an ordinary first word": _pick(tuple(f"{w} {{}} left, it said." for w in _ORDINARY), whole=True),
    "quoted or bracketed": _pick(_QUOTES),
    "first in a quotation": _pick(("He said, “{} was there.”", '"{} left," she said.', "They wrote: “{}’s car.”"), whole=True),
    "compound after": _pick(tuple(f"the {{}}-{word} group" for word in _AFTER)),
    "compound before": _pick(tuple(f"a {word}-{{}} group" for word in _BEFORE)),
    "list": _pick(("Bucha, {} and Hostomel", "{}, Irpin and Hostomel", "Bucha, Irpin and {}", "{}, Irpin, Bucha", "Bucha/{}")),
    "no space": _pick(("Kiev,{}", "{},Kiev", "the south.{} left", "{}(Kiev)", "Kiev({})", "(Kiev){}", "{};Kiev", "Kiev/{}")),
    "particle": _particle,
    "family name alone": _last,
    "other order": _reversed,
    "with a generic word": _with_head("{} HEAD"),
    "and, with a generic word": _with_head("{} and Irpin HEAD"),
    "of somewhere": _pick(("Mayor of London {}", "Kenya's {}", "Seoul’s {}", "the Russian {}", "King of Spain {}", "Chinese {}")),
    "abbreviation": _acronym,
    "product": _product,
    "one-letter word": _one_letter,
    "prefixed": _prefixed,
    "Jr. and numbers": _numbered,
    "invisible characters": _invisible,
    "odd spaces": _spaces,
}  # fmt: skip
