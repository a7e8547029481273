"""Corrections: what readers of the tables found wrong or missing, given back as a sheet and applied whenever articles are read."""
