"""Glossaries of up to two million entries: compiled once into a file, then mapped into memory.

The checks work on a :class:`~mtqa.glossary.model.Glossary` of some hundreds or thousands of entries.
A large file is compiled (:mod:`mtqa.names.index.build`) into arrays that answer two questions about
an article, and :class:`~mtqa.names.index.large.LargeGlossary` makes a small glossary of the answers:

- which entries have a form, or words of a form, that stands in the article (:mod:`~mtqa.names.index.exact`);
- which entries sound most like each name that is not right (:mod:`~mtqa.names.index.shortlist`).

Only those entries become :class:`~mtqa.glossary.model.Entry` objects.  The file is kept in the user's
cache (:mod:`mtqa.names.index.cache`).
"""
