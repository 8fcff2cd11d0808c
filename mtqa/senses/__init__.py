"""Words that machine translation takes in the wrong sense: a table, its conditions, and what to say instead."""
