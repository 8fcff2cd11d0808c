"""Commands that make the artefacts of ``models/`` from public data."""
