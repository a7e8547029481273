"""Counts of people and things, their events and claimants, and claims side by side."""

from typing import TYPE_CHECKING

from onrecord.system.lazy_names import lazy_names

if TYPE_CHECKING:
    from onrecord.figures.across_articles import Across, compare_across
    from onrecord.figures.comparisons import compare
    from onrecord.figures.find import find_figures
    from onrecord.figures.numbers import find_numbers
    from onrecord.figures.uncounted import find_uncounted
    from onrecord.figures.units import anybody

__all__ = ["Across", "anybody", "compare", "compare_across", "find_figures", "find_numbers", "find_uncounted"]

__getattr__ = lazy_names(
    __name__,
    {
        "across_articles": ["Across", "compare_across"],
        "comparisons": ["compare"],
        "find": ["find_figures"],
        "numbers": ["find_numbers"],
        "uncounted": ["find_uncounted"],
        "units": ["anybody"],
    },
)
