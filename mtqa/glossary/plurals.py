"""English plurals: which nouns a word may be the plural of, and a glossary's term put into the plural."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from mtqa.text import is_all_caps, is_capitalised

__all__ = ["AFTER_HEAD", "IRREGULAR", "NAMES_ONLY", "VOWELS", "in_guise", "plural", "singulars"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


VOWELS: Final = frozenset("aeiou")
#: Endings of :func:`singulars` that need a closer look: of names only ("Kennedys", "Newmans"), and what no rule makes
#: ("women").
NAMES_ONLY: Final = "ys"
IRREGULAR: Final = "~"

#: Ends of words whose plural no rule makes, singular and plural; the first plural of a singular is written, all are
#: understood.  Only words of more letters, or these themselves: "housewives", not "olives".
_IRREGULAR: Final = (
    ("man", "men"), ("woman", "women"), ("child", "children"), ("person", "persons"), ("person", "people"),
    ("foot", "feet"), ("tooth", "teeth"), ("goose", "geese"), ("mouse", "mice"), ("louse", "lice"), ("ox", "oxen"),
    ("wife", "wives"), ("knife", "knives"), ("life", "lives"), ("wolf", "wolves"), ("half", "halves"),
    ("calf", "calves"), ("leaf", "leaves"), ("loaf", "loaves"), ("thief", "thieves"), ("shelf", "shelves"),
    ("elf", "elves"), ("self", "selves"), ("scarf", "scarves"), ("hoof", "hooves"), ("wharf", "wharves"),
    ("sheaf", "sheaves"), ("dwarf", "dwarves"), ("quiz", "quizzes"), ("criterion", "criteria"),
    ("phenomenon", "phenomena"), ("bacterium", "bacteria"), ("medium", "media"), ("memorandum", "memoranda"),
    ("referendum", "referendums"), ("referendum", "referenda"), ("stadium", "stadiums"), ("stadium", "stadia"),
    ("curriculum", "curricula"), ("nucleus", "nuclei"), ("stimulus", "stimuli"), ("fungus", "fungi"),
    ("alumnus", "alumni"), ("syllabus", "syllabuses"), ("syllabus", "syllabi"), ("index", "indices"),
    ("appendix", "appendices"), ("matrix", "matrices"), ("vertex", "vertices"), ("larva", "larvae"),
    ("vertebra", "vertebrae"), ("bureau", "bureaux"), ("plateau", "plateaux"), ("tableau", "tableaux"),
)  # fmt: skip
_PLURALS: Final = {plural: singular for singular, plural in _IRREGULAR}
_SINGULARS: Final = dict(reversed(_IRREGULAR))
#: Of these a longer word has the irregular plural too: "servicemen", "housewives", "bookshelves", "grandchildren".
_IN_COMPOUNDS: Final = _words("man woman child person foot tooth wife knife half leaf loaf thief shelf self life wolf")
#: Words in -man that are no men.
_NO_MEN: Final = _words("caiman german human norman ottoman roman shaman superhuman talisman turkoman")

#: What may stand after the noun that a plural ending goes to: "heads of state", "mothers-in-law", "courts martial".
AFTER_HEAD: Final = _words(
    "of in on for to at by with without from against between among under over "
    "general elect designate laureate martial apparent plenipotentiary emeritus"
)
#: Of these the ones that are adjectives, where nothing stands after them.
_POSTPOSITIVE: Final = _words("general elect designate martial apparent plenipotentiary emeritus")
#: Soldiers of whom the general is the noun.
_RANKS: Final = _words("brigadier captain colonel lieutenant major")
_COMPOUNDS: Final = tuple((plural, singular) for plural, singular in _PLURALS.items() if singular in _IN_COMPOUNDS)
_REGULAR_NEVER: Final = tuple(_IN_COMPOUNDS - {"life", "person"})
_COMPOUND_ENDS: Final = tuple(plural for plural, _ in _COMPOUNDS)


@lru_cache(maxsize=50_000)
def singulars(key: str) -> tuple[tuple[str, str], ...]:
    """What a folded word may be the plural of.

    Returns:
        The ending, ``"s"``, ``"es"``, ``"ies"``, :data:`NAMES_ONLY` or :data:`IRREGULAR`, and the singular.
    """
    found: list[tuple[str, str]] = []
    if key in _PLURALS:
        found.append((IRREGULAR, _PLURALS[key]))
    elif key.endswith(_COMPOUND_ENDS):
        found += [(IRREGULAR, key[: -len(end)] + one) for end, one in _COMPOUNDS if key.endswith(end)][:1]
    if len(key) < 3 or not key.endswith("s") or key.endswith("ss"):
        return tuple(found)
    if key.endswith("ses") and len(key) > 4:
        found.append((IRREGULAR, f"{key[:-2]}is"))  # "analyses"
    if (key.endswith("ys") and key[-3] not in VOWELS) or _has_no_other(key[:-1]):
        found.append((NAMES_ONLY, key[:-1]))
    elif not key.endswith(("xs", "zs", "shs")):
        found.append(("s", key[:-1]))
    if key.endswith(("ses", "xes", "zes", "ches", "shes", "oes")) and not key.endswith("sises"):
        found.append(("es", key[:-2]))
    if key.endswith("ies") and len(key) > 4:
        found.append(("ies", f"{key[:-3]}y"))
    return tuple(found)


def _has_no_other(word: str) -> bool:
    """Whether no rule makes the plural of a word, so that "womans" is a slip, and "the Newmans" a family."""
    return word.endswith(_REGULAR_NEVER) and bool(_irregular(word, is_name=False))


def plural(term: str) -> str:
    """The plural of a term, in its capitals: "missiles", "NGOs", "heads of state", "mothers-in-law", "crises".

    A term that ends in -s as plurals do is taken for one.
    """
    words = term.split(" ")
    at = _head(words)
    parts = words[at].split("-")
    inner = _head(parts) if at == len(words) - 1 else len(parts) - 1
    parts[inner] = _plural_word(parts[inner])
    words[at] = "-".join(parts)
    return " ".join(words)


def _head(words: list[str]) -> int:
    """Which word takes the ending: the one before "of" and the like, or else the last."""
    for at, word in enumerate(words[1:], 1):
        if word in AFTER_HEAD - _POSTPOSITIVE and at < len(words) - 1:
            return at - 1
    takes_none = words[-1].lower() in _POSTPOSITIVE and len(words) > 1
    return len(words) - 2 if takes_none and words[-2].lower() not in _RANKS else len(words) - 1


def _plural_word(word: str) -> str:
    if is_all_caps(word):
        return f"{word}s"
    small = word.lower()
    irregular = _irregular(small, is_name=small != word)
    if irregular:
        return irregular.capitalize() if small != word else irregular
    if small.endswith("sis") and len(word) > 4:
        return f"{word[:-2]}es"
    if small.endswith(("us", "ss", "x", "z", "ch", "sh")):
        return f"{word}es"
    if small.endswith("s"):
        return word
    if small.endswith("y") and small[-2:-1] not in VOWELS and small == word:
        return f"{word[:-1]}ies"
    return f"{word}s"


def _irregular(word: str, *, is_name: bool) -> str:
    """The plural of a word in small letters that no rule makes; ``""`` if a rule does."""
    found = _SINGULARS.get(word, "")
    if found or is_name or word in _NO_MEN:
        return found
    ends = (end for end in _IN_COMPOUNDS - {"life", "person"} if word.endswith(end))
    end = max(ends, key=len, default="")  # "woman" before "man"
    return word[: len(word) - len(end)] + _SINGULARS[end] if end else ""


def in_guise(term: str, *, seen: str, form: str, is_plural: bool) -> str:
    """``term`` as it stands for ``seen`` in a text.

    Args:
        term: What is to be written.
        seen: What the text has.
        form: The form that was found there, as a glossary writes it.
        is_plural: Whether the text has it in the plural.
    """
    words = (plural(term) if is_plural else term).split(" ")
    if is_all_caps(seen) and not is_all_caps(form) and (" " in seen or len(seen) > 2):
        return " ".join(words).upper()
    if not is_capitalised(form) and is_capitalised(seen):
        small = seen.split()[1:]
        if len(words) > 1 and small and all(map(is_capitalised, small)):
            return " ".join(f"{word[:1].upper()}{word[1:]}" for word in words)
        words[0] = f"{words[0][:1].upper()}{words[0][1:]}"
    return " ".join(words)
