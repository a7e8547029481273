"""Notebooks on many articles: what is done stays done."""
