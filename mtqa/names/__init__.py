"""Names: found in running text, matched in sound space, weighed by the document."""
