"""What an article itself says to mtqa: leave this out, do not doubt that word.

A directive is a comment of the page or, in plain text, a line of its own::

    <!-- mtqa off -->                          from here on nothing counts
    <!-- mtqa off a-an, loop -->               from here on these checks do not count
    <!-- mtqa on -->                           from here on everything counts again
    <!-- mtqa:ignore-next-line a-an -->        the next line that is not blank
    <!-- mtqa:ignore Kovid, Kukmin -->         these words, in the whole article
    <!-- mtqa off -- quoted from a letter -->  a reason, for the people who read the report

In plain text the marks of the comment may be left out: ``mtqa off``, ``# mtqa:ignore Kovid``.  A directive never stands
inside a sentence.  Findings that a directive switches off are marked, not dropped.
"""

from mtqa.directives.apply import ignored_in_text
from mtqa.directives.syntax import Directive, Verb, directives, without_directives

__all__ = ["Directive", "Verb", "directives", "ignored_in_text", "without_directives"]
