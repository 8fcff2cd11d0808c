"""Numbers about an article: fluency by a language model, agreement with a reference."""
