"""Exports: the files in which news databases give many articles at once."""
