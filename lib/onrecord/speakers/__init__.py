"""Speakers: which person, body, group or document each quote comes from, and what the article says of them."""

from typing import TYPE_CHECKING

from onrecord.system.lazy_names import lazy_names

if TYPE_CHECKING:
    from onrecord.speakers.resolution import RESOLUTION_RULES, resolve
    from onrecord.speakers.sides import side_of

__all__ = ["RESOLUTION_RULES", "resolve", "side_of"]

__getattr__ = lazy_names(
    __name__,
    {
        "resolution": ["RESOLUTION_RULES", "resolve"],
        "sides": ["side_of"],
    },
)
