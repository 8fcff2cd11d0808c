"""Makes the packs of ``models/packs`` from well-kept packages: ``python -m mtqa.training.packs``.

Names, licences and limits of the packs stand in their cards.  Everything is deterministic: the same
versions of the packages give the same bytes, and a test says so.
"""
