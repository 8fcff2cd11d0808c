"""What a check may use besides the text."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from mtqa.data import Document, Fluency, Suspicion
from mtqa.glossary import Glossary

if TYPE_CHECKING:
    from mtqa.lm.protocol import LanguageModel
    from mtqa.names.analysis import NameAnalysis
    from mtqa.names.index.large import LargeGlossary
    from mtqa.scoring.rivals import Rivals

__all__ = ["Resources"]


class Resources:
    """The glossary, the fluency of the text, and work that several checks share.

    Attributes:
        document: The article the resources were made for.
        glossary: Entries; empty when no glossary was given.
        fluency: ``None`` when no language model ran.
        lm: The language model, for checks that compare wordings; ``None`` without one.
        suspicions: Phrases that a rater would likely mark, the likeliest first; ``None`` when nobody looked.
        phrases_per_100_words: How many of them the user wants to see.
    """

    def __init__(
        self,
        document: Document,
        *,
        glossary: Glossary | LargeGlossary | None = None,
        fluency: Fluency | None = None,
        lm: LanguageModel | None = None,
        suspicions: tuple[Suspicion, ...] | None = None,
        phrases_per_100_words: float = 1.0,
    ) -> None:
        self.document = document
        self.glossary: Glossary | LargeGlossary = glossary if glossary is not None else Glossary()
        self._has_glossary = glossary is not None
        self.fluency = fluency
        self.lm = lm
        self.suspicions = suspicions
        self.phrases_per_100_words = phrases_per_100_words

    @cached_property
    def names(self) -> NameAnalysis:
        """The names of the article and what they were matched with; computed once, on first use."""
        from mtqa.names.analysis import analyse

        return analyse(self.document, self.glossary)

    @property
    def names_if_known(self) -> NameAnalysis | None:
        """The same if a check has asked for it already; nothing is computed."""
        found: NameAnalysis | None = self.__dict__.get("names")
        return found

    @cached_property
    def rivals(self) -> Rivals | None:
        """What compares wordings of this article under the language model; ``None`` without one."""
        from mtqa.scoring.rivals import Rivals

        return None if self.lm is None else Rivals(self.document, self.lm)

    def missing(self, needs: frozenset[str]) -> str | None:
        """Why a check with these needs cannot run, or ``None`` if it can."""
        if "glossary" in needs and not self.glossary.size:
            return "the glossary has no entries" if self._has_glossary else "no glossary was given (--glossary PATH)"
        if ("fluency" in needs and self.fluency is None) or ("lm" in needs and self.lm is None):
            return "no language model ran (--lm none)"
        if "suspicions" in needs and not self.phrases_per_100_words:
            return "left out by the user (--phrases off)"
        if "suspicions" in needs and self.suspicions is None:
            return "the language model has no network trained for it; the default model has"
        return None
