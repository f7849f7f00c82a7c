"""Inputs as they lie there: what each is, where its pages are, and their bytes."""
