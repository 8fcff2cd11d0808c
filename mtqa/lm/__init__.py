"""Language models: the seam, and the loader that picks an engine by name.

The seam is one method.  Surprisal, perplexity and scores are computed outside (``mtqa.scoring``);
batching, devices and how a long text is cut are the engine's business.
"""

from mtqa.lm.load import DEFAULT_LM, load
from mtqa.lm.protocol import LanguageModel

__all__ = ["DEFAULT_LM", "LanguageModel", "load"]
