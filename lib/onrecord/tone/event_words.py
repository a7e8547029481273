"""Event words: words that name war, violence and disaster, and how much of a text they are.

War, violence and disaster are named with words that scorers of tone rate as negative. They name the event, not the
speaker's attitude. Which words these are stands in words/event_words.csv. A word there that also judges ("massacre",
"terrorist": `evaluates` is yes) counts for the event load and keeps its tone in the attitude: the speaker chose it over
a plain one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from onrecord.tone._phrases import find_phrases
from onrecord.words import read_words

# The token that encoders of the BERT family are trained to read as "some word".
MASK = "[MASK]"

# What is said of a word that names an event.
EVENT, JUDGES = "event word", "event word that judges"


@cache
def event_words() -> dict[str, dict[str, str]]:
    """The lexicon words/event_words.csv: {form in lower case: its line, with class, evaluates and why}."""
    return {form: line for line in read_words("event_words.csv") for form in (line["word"], *line["forms"].split())}


def only_names_event(word: str) -> bool:
    """Whether a word names an event and judges nobody."""
    line = _line(word)
    return line is not None and line["evaluates"] == "no"


def event_note(word: str) -> str:
    """What to say of a word: "event word", "event word that judges", or "" if it names no event."""
    line = _line(word)
    if line is None:
        return ""
    return EVENT if line["evaluates"] == "no" else JUDGES


def find_event_words(words: Sequence[re.Match]) -> list[re.Match]:
    """Those of the words of a text (all matches of `text.article.WORD` in it) that name an event.

    Of the forms of "fire" that are no event words by themselves, those that shoot are: "fired two missiles".
    """
    shots = {phrase.start for phrase in find_phrases(words[0].string) if phrase.effect == "event"} if words else ()
    return [word for word in words if word.start() in shots or _line(word.group()) is not None]


def masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with "[MASK]" in the place of each span, for scorers that read whole sentences.

    Args:
        text: of any length.
        spans: (start, end), code points, end exclusive; spans that overlap are masked together.
    """
    pieces, done = [], 0
    for start, end in sorted(spans):
        if start >= done:
            pieces += [text[done:start], MASK]
        done = max(done, end)
    return "".join([*pieces, text[done:]])


def _line(word: str) -> dict[str, str] | None:
    return event_words().get(word.lower().removesuffix("'s").removesuffix("’s"))
