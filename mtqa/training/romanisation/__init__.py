"""Tables of romanisation systems: ``python -m mtqa.training.romanisation``.

Everything is derived from published readings of characters (Unihan), names with their spellings
(Wikidata, GeoNames) and the short lists in ``seeds/``.  The card ``models/romanisation.md`` says what
is in the tables, where it comes from and under which licence.
"""
