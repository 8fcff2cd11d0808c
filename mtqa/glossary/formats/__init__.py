"""Glossaries in formats of other tools: what is read, what is written, and what is lost on the way.

One module per format, each with ``NAME``, ``TITLE``, ``SUFFIXES``, ``looks_like(data)`` and, as far as
the format is read or written, ``read(data, *, origin, target_lang, source_lang) -> Imported`` and
``write(glossary, *, target_lang, source_lang) -> Exported``; :mod:`mtqa.glossary.formats.registry` lists them.
:mod:`mtqa.glossary.formats.files` reads and writes whole files, :mod:`mtqa.glossary.formats.incoming` adds what
was read to a glossary.  A module is loaded when its format is used.
"""
