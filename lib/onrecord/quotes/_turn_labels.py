"""Labels of turns: the name, letter or word before what somebody says in an interview, a hearing or a chat."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.text.layout import Span
from onrecord.words.lexicons import speaker_nouns, turn_labels

LONGEST_LABEL = 8  # words

MARKS = r"[*_]{0,3}"
TIME = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?[apAP]\.?[mM]\.?)?"
# "[19:02] ", "19.02: ", "19:02 - "
STAMP = rf"(?:[\[(]{TIME}[\])]|{TIME})(?:\s?[-–—:,])?\s+"
BEFORE = rf"{MARKS}(?:{STAMP})?{MARKS}"

WORD = r"[A-Z](?:[^\W_]|[.&/'’-])*"
SMALL = r"(?:of|for|in|on|to|the|and|de|da|del|der|den|van|von|la|le|al|bin|ibn|y|e|dos|das)"
NAME = rf"{WORD}(?:\s(?:{SMALL}\s){{0,2}}{WORD}){{0,7}}"
# "Audience member", "Woman in the third row", "Unidentified speaker 2"
COMMON_NAME = r"[A-Z][a-z]+(?: [a-z]+){1,4}(?: \d{1,2})?|[A-Z][a-z]+ \d{1,2}|[A-Z]{4,} \d{1,2}"
ASIDE = r"(?:\s?[\[(](?P<aside>[^()\[\]\n]{1,60})[\])])?(?:\s?[\[(][^()\[\]\n]{1,60}[\])])?"
APPOSED = r"(?:,\s(?P<apposed>(?:\d{2}\b|[A-Za-z])[^:;.!?“”\"\n]{1,60}?))?"
LETTER = r"(?:Q|A|Question|Answer|QUESTION|ANSWER)"
NUMBER = r"(?:\s?(?:#|[Nn]o\.?\s?)?\d{1,3})?"

# In the order in which they are tried, at the beginning of a paragraph.
LABELS = tuple(
    re.compile(BEFORE + pattern)
    for pattern in (
        # Q: Q. Q1: Question 3. **Q.** Q –
        rf"(?P<name>{LETTER}){NUMBER}{ASIDE}{MARKS}\s?(?:[:.)]|[–—]|-(?=\s)){MARKS}(?:\s+|$)",
        # "Q    Will it open?", as stenographers set it
        r"(?P<name>Q)\s+(?=[A-Z“\"'‘])",
        r"(?P<name>A)(?:\t|\s{2,})(?=[A-Z“\"'‘])",
        # ((WN)) <nick> [Q]
        rf"(?:\(\((?P<twice>[^()\n]{{1,40}})\)\)|<(?P<nick>[^<>\s]{{2,30}})>){MARKS}:?{MARKS}(?:\s+|$)",
        rf"(?:\[(?P<square>{LETTER}|{NAME})\]|\((?P<round>{LETTER}|[A-Z]{{2,4}})\)){MARKS}:?{MARKS}(?:\s+|$)",
        # Ann Hale: Mr Hale (Vell North): ANN HALE, HOST: Ann Hale [10:31]:
        rf"(?P<name>{NAME}){APPOSED}{ASIDE}{MARKS}\s?:{MARKS}(?:\s+|$)",
        rf"(?P<common>{COMMON_NAME}){ASIDE}{MARKS}\s?:{MARKS}(?:\s+|$)",
        # HALE — No.
        r"(?P<name>[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3})\s(?:--|[–—])\s+",
        # Mr. HALE. I rise …
        r"(?P<name>(?:Mr|Mrs|Ms|Miss|Dr|The|Sen|Senator|Rep|Representative|Chair\w*|Speaker|Secretary)\.? [A-Z][A-Z'’-]{2,}(?: [A-Z][A-Z'’-]+){0,3})"
        r"(?: of [A-Z][\w ]{2,30})?\.\s+(?=[A-Z])",
    )
)
# A line of its own without a colon: its paragraph is the label.
BARE = re.compile(rf"{BEFORE}#{{0,6}}\s?(?P<name>{NAME}){ASIDE}{MARKS}")
# "… A: It drinks." in the paragraph of the question
INLINE_ANSWER = re.compile(r"(?<=[?.!”\"])\s+(?P<name>A|Answer)[:.]\s+(?=\S)")
COURTESY = re.compile(r"(?:The )?(?:Rt\.? )?(?:Hon\.? )?(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame|Lord|Lady|Prof|Rev)\b\.?\s")


@dataclass(frozen=True)
class Label:
    """A label: where its name stands, where the words behind it begin, its part, and a key that its turns share.

    `part` is "question" or "answer" where the label says only that, "role" for who asks without a name
    ("Interviewer"), else "named", or "nobody" for the field of a list. `described` says that words on who that is follow.
    """

    name: Span
    words_from: int
    part: str
    key: str
    described: bool = False


def labels_in(text: str, start: int, end: int) -> Iterator[Label]:
    """The labels in a paragraph: one at its beginning, and an answer's behind a question.

    Args:
        text: the article.
        start, end: the paragraph.
    """
    first = label_at(text, start, end)
    if first is None:
        return
    yield first
    if first.part == "question" and (answer := INLINE_ANSWER.search(text, first.words_from, end)):
        yield Label(answer.span("name"), answer.end(), "answer", "answer")


def label_at(text: str, start: int, end: int) -> Label | None:
    """The label with which a paragraph begins, None if it begins with none.

    Limits:
        A field of a list ("Price: …") is left out if words/turn_labels.csv has it.
    """
    for pattern in LABELS:
        if match := pattern.match(text, start, end):
            return _label(text, match, match.end())
    return None


def bare_label(text: str, start: int, end: int) -> Label | None:
    """The label that a whole paragraph is, without a colon."""
    match = BARE.fullmatch(text, start, end)
    return _label(text, match, end) if match else None


def _names_a_person(words: list[str]) -> bool:
    return any(speaker_nouns().get(word.lower()) == "person" or word.lower() in turn_labels() for word in words)


def _label(text: str, match: re.Match[str], words_from: int) -> Label | None:
    groups = match.groupdict()
    group = next(g for g in ("name", "common", "twice", "nick", "square", "round") if groups.get(g))
    span = match.span(group)
    aside = groups.get("aside")
    if aside and COURTESY.match(aside):  # "The Minister of Works (Ms Ada Quill)"
        span = match.span("aside")
    name = text[slice(*span)]
    words = name.split()
    if len(words) > LONGEST_LABEL or (group == "common" and not _names_a_person(words)):
        return None
    bare = name.lower().strip(".").removeprefix("the ")
    part = turn_labels().get(bare, "")
    if part in ("question", "answer"):
        part = part if re.fullmatch(LETTER, name) or part == "answer" else "role"
        return Label(span, words_from, part, part if part != "role" else bare)
    key = re.sub(r"\W", "", words[-1].lower())
    return Label(span, words_from, "nobody" if part == "nobody" else "named", key, bool(aside or groups.get("apposed")))
