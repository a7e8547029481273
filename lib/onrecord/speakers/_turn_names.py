"""Names in the labels of turns: which label is a person's name, and how it is written elsewhere than in capitals."""

from __future__ import annotations

import re
from collections.abc import Collection

from onrecord.words.lexicons import speaker_nouns, turn_labels, word_class

TITLES_BEFORE = re.compile(
    r"(?:by |the )?(?:(?:rt|hon|mr|mrs|ms|miss|mx|dr|sir|dame|lord|lady|prof|professor|rev|sen|senator|rep|gov|governor|"
    r"capt|captain|col|gen|maj|sgt|lt|judge|justice|president|chairman|chairwoman|mayor|minister|secretary|ambassador)\b\.?\s+)+",
    re.IGNORECASE,
)
OWNED = re.compile(r"(?:the )?(?P<owner>[^’']+?)['’]s (?P<name>[A-Z].*)", re.IGNORECASE)


def person_in_label(label: str, known: Collection[str] = ()) -> tuple[int, int] | None:
    """Where in a label a person's name stands, titles and outlets before it left off; None if it names no person.

    Args:
        label: the words of a label, such as "MS. QUILL", "The Herald's Tom Reed", "Moderator", "WN".
        known: last names of people in the article, in lower case: they may be words for a job, or an outlet's.

    Limits:
        One word of one to three capitals is taken for initials.
    """
    owned = OWNED.fullmatch(label)
    start = owned.start("name") if owned else 0
    title = TITLES_BEFORE.match(label, start)
    if title and title.end() < len(label):
        start = title.end()
    name = label[start:]
    words = re.findall(r"[\w’'-]+", name.lower())
    if (
        not words
        or (not (title or owned) and label.lower().startswith("the "))
        or re.fullmatch(r"(?:[A-Z]\.?){1,3}", name)
    ):
        return None
    last = words[-1]
    listed = last in speaker_nouns() or last in word_class("outlet_name") or name.lower() in turn_labels()
    if listed and title is None and last not in known:
        return None
    return (start, len(label)) if name[0].isupper() and not last.isdigit() else None


def in_small_letters(name: str) -> str:
    """A name in capitals as it is written elsewhere: "ANN O'HARA-REED" is "Ann O'Hara-Reed"; others stay."""
    if not name.isupper():
        return name
    return re.sub(r"[^\W\d_]+", lambda word: word.group().capitalize() if len(word.group()) > 1 else word.group(), name)


def initials_of(name: str) -> str:
    """The first letters of a name's words."""
    return "".join(word[0] for word in re.findall(r"[\w’']+", name)).upper()
