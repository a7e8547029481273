"""Counts of people and things, their events and claimants, and claims side by side."""

from onrecord.figures.across_articles import Across, compare_across
from onrecord.figures.comparisons import compare
from onrecord.figures.find import find_figures
from onrecord.figures.numbers import find_numbers
from onrecord.figures.uncounted import find_uncounted
from onrecord.figures.units import anybody

__all__ = ["Across", "anybody", "compare", "compare_across", "find_figures", "find_numbers", "find_uncounted"]
