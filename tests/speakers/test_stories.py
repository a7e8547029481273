"""Short stories of two or three people, with pronouns and descriptions: who speaks in each quote.

`missed` in the file holds what is not found yet; whoever finds it moves it to `speakers`.
"""

import json
import re
from pathlib import Path

import pytest
from resolving import resolved

FILE = Path(__file__).parents[1] / "fixtures" / "stories.jsonl"
STORIES = [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]


def without_article(name: str | None) -> str:
    return re.sub(r"^(the|a|an) ", "", (name or "").lower())


@pytest.mark.parametrize("story", [s for s in STORIES if s["speakers"]], ids=lambda s: s["text"][:40])
def test_who_speaks_in_a_story(story):
    quotes, _ = resolved(story["text"])
    for words, speaker in story["speakers"].items():
        (quote,) = [q for q in quotes if words in q.text]
        assert without_article(quote.speaker) == without_article(speaker)


def test_most_speakers_of_the_stories_are_found():
    missed = sum(len(story["missed"]) for story in STORIES)
    assert missed <= 0.22 * sum(len(story["speakers"]) + len(story["missed"]) for story in STORIES)
