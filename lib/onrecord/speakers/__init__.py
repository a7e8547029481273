"""Speakers: which person, body, group or document each quote comes from, and what the article says of them."""

from onrecord.speakers.resolution import RESOLUTION_RULES, resolve
from onrecord.speakers.sides import side_of

__all__ = ["RESOLUTION_RULES", "resolve", "side_of"]
