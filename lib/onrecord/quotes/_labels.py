"""Labelled speech: words that a name stands before or behind, without a verb of speech."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.quotes._cues import Cue
from onrecord.quotes._spans import LEAST_WORDS_ALONE, Speech, tokens_between
from onrecord.quotes.turns import find_turns
from onrecord.text.layout import last_before
from onrecord.text.overlaps import overlapping
from onrecord.text.paragraphs import Paragraph
from onrecord.text.parsing import ParsedArticle
from onrecord.words.lexicons import CueVerb, kind_of_noun, speaker_nouns

if TYPE_CHECKING:
    from onrecord.text.tokens import Token

LONGEST_SIGNATURE = 120  # characters: a name and who that is

DASH = CueVerb("—", "neutral", frozenset())
# A name that stands right beside what somebody said; no word says so.
NOTHING = CueVerb("", "neutral", frozenset())

SPEAKER_COLON = re.compile(r"([^:.!?“”\"]{3,40}): (?=\S)")
COLON_SPEAKER = re.compile(r"(?<=[\w’'%]) ?(?P<mark>:|(?<= )(?:[-–—]|--)) (?P<name>[^:.!?“”\"–—]{3,40})$")
# "… — Name (@handle) January 5, 2019", as web pages show a post.
POST_SIGNATURE = re.compile(
    r"(?<!\s)\s{0,3}(?:(?:https?://|pic\.)\S{1,100}\s{0,3})?(?P<dash>[—―–-]) ?(?P<name>[^()\n]{2,60}?) \(@\w+\).{0,40}$"
)
LABEL_BEFORE = re.compile(r"(?:^|(?<=[.!?”\"’] )|(?<=\n))(?P<who>[^:.!?“”\"]{3,90})(?P<colon>:)\s*$")
LONGEST_WHO = 90  # characters
LONGEST_LABEL = 16  # words
DASH_AND_NAME = re.compile(r"\s{0,3}(?P<dash>—|―|–|--|-) ?(?=[A-Z])")
# A sentence, then nothing but a name: an excerpt that a page shows in large letters.
EXCERPT_SIGNATURE = re.compile(r"[.!?…][”\"]? +(?P<name>(?:[A-Z][\w.’'-]+ ){1,6}[A-Z][\w’'-]+)$")


def labelled_speech(parsed: ParsedArticle) -> Iterator[Speech]:
    """Speech that a name stands before or behind: turns of an interview, headlines, posts, excerpts.

    Args:
        parsed: the article.

    Limits:
        A name behind an excerpt counts only if the article names the person elsewhere; else it may be a photographer.
    """
    yield from _transcript(parsed)
    named_in: dict[str, set[int]] = {}
    for ent in parsed.entities:
        if ent.label_ == "PERSON":
            named_in.setdefault(ent[-1].text, set()).add(parsed.paragraph_at(ent.start_char).number)
    for paragraph in parsed.paragraphs:
        if paragraph.kind == "headline":
            yield from _headline(parsed, paragraph)
        elif paragraph.kind == "text":
            yield from _signed(parsed, paragraph, named_in)


def _transcript(parsed: ParsedArticle) -> Iterator[Speech]:
    """The turns of an interview or hearing, a span for each paragraph; those of a turn share its label."""
    for turn in find_turns(parsed):
        name = turn.name
        cue = _cue(parsed, NOTHING, name or turn.stretches[0], name[0] if name else turn.stretches[0][0])
        if cue is None:
            continue
        cue = replace(cue, subject=cue.subject if name else None)
        rule = f"transcript_{turn.part}" if turn.part in ("question", "answer") else "transcript"
        for start, end in turn.stretches:
            yield Speech(start, end, cue, rule, False, name)


def _headline(parsed: ParsedArticle, paragraph: Paragraph) -> Iterator[Speech]:
    """ "Minister: dam was safe", "Dam was safe: minister", "Dam was safe – minister"."""
    text = parsed.article.text
    before = SPEAKER_COLON.match(text, paragraph.start, paragraph.end)
    after = COLON_SPEAKER.search(text, paragraph.start, paragraph.end)
    if (
        before
        and _is_speaker(parsed, *before.span(1))
        and (cue := _cue(parsed, NOTHING, before.span(1), before.end(1)))
    ):
        yield Speech(before.end(), paragraph.end, cue, "headline_label", False)
    elif (
        after
        and _is_speaker(parsed, *(name := after.span("name")))
        and (cue := _cue(parsed, NOTHING, name, after.start("mark")))
    ):
        yield Speech(paragraph.start, after.start(), cue, "headline_label", False, name)


def _is_speaker(parsed: ParsedArticle, start: int, end: int) -> bool:
    """A person, a body or a noun for one, in a few words without a verb."""
    words = tokens_between(parsed, start, end)
    if not words or len(words) > 5 or any(t.pos_ in ("VERB", "AUX") for t in words):
        return False
    last = words[-1]
    return last.ent_type_ in ("PERSON", "ORG", "NORP") or last.lemma_.lower() in speaker_nouns()


def _signed(parsed: ParsedArticle, paragraph: Paragraph, named_in: dict[str, set[int]]) -> Iterator[Speech]:
    """A post with its author behind a dash, or an excerpt with a name behind it, whose last name stands elsewhere too."""
    text = parsed.article.text
    if overlapping(parsed.quoted, paragraph.start, paragraph.end):
        return
    if post := POST_SIGNATURE.search(text, paragraph.start, paragraph.end):
        cue = _cue(parsed, DASH, post.span("name"), post.start("dash"))
        end = post.start()
    elif excerpt := EXCERPT_SIGNATURE.search(text, paragraph.start, paragraph.end):
        name = excerpt.span("name")
        elsewhere = named_in.get(text[slice(*name)].split()[-1], set()) - {paragraph.number}
        cue = _cue(parsed, NOTHING, name, name[0]) if elsewhere else None
        end = excerpt.start() + 1
    else:
        return
    if cue is not None and len(text[paragraph.start : end].split()) >= LEAST_WORDS_ALONE:
        yield Speech(paragraph.start, end, cue, "signed", False)


def label_before(parsed: ParsedArticle, start: int) -> Cue | None:
    """Who stands before a colon and quoted words that begin here: "The governor, Ann Hale: “…”", "This from the ministry: “…”".

    The words between the last sentence and the colon are few and hold no verb; who is named there speaks, else the
    person or body that a noun there stands for. A text ("The sign on the gate: “…”") is nobody.
    """
    paragraph = parsed.paragraph_at(start)
    text = parsed.article.text
    colon = last_before(text, paragraph.start, start)
    nearest = max(paragraph.start, colon - LONGEST_WHO)
    label = LABEL_BEFORE.search(text, nearest, start) if text[colon : colon + 1] == ":" else None
    words = tokens_between(parsed, *label.span("who")) if label else []
    if not words or label is None or len(words) > LONGEST_LABEL or any(t.pos_ in ("VERB", "AUX") for t in words):
        return None
    sender = next((i for i, t in enumerate(words) if t.lower_ == "from"), -1)
    words = words[sender + 1 :]
    owners = {t.i - 1 for t in words if t.tag_ == "POS"}
    names = [t for t in words if t.pos_ == "PROPN" and t.i not in owners]
    named = [t for t in names if t.ent_type_ == "PERSON"] or names
    for token in named:
        if token is words[-1] or token.nbor() not in named:
            return _cue_at(parsed, NOTHING, token, label.start("colon"))
    noun = next((t for t in words if t.pos_ == "NOUN" and not (t.dep_ == "compound" and t.head in words)), None)
    kind = kind_of_noun(noun.lower_, noun.lemma_.lower()) if noun is not None else None
    return (
        _cue_at(parsed, NOTHING, noun, label.start("colon"))
        if noun is not None and kind not in (None, "document")
        else None
    )


def signature(parsed: ParsedArticle, end: int) -> Cue | None:
    """The name behind a dash right after quoted words that end here: “…” – Ann Hale, resident.

    It stands in the same paragraph or alone in the next one, and nothing but a few words follows.
    """
    text = parsed.article.text
    behind = DASH_AND_NAME.match(text, end)
    if behind is None:
        return None
    paragraph = parsed.paragraph_at(behind.end())
    if paragraph.end - behind.end() > LONGEST_SIGNATURE:
        return None
    words = tokens_between(parsed, behind.end(), paragraph.end)
    if not words or len(words) > 14 or any(t.pos_ in ("VERB", "AUX") for t in words):
        return None
    name = [words[0]]
    for token in words[1:]:
        if token.pos_ != "PROPN":
            break
        name.append(token)
    if name[0].pos_ != "PROPN":
        return None
    return _cue(parsed, DASH, (name[0].idx, name[-1].idx + len(name[-1])), behind.start("dash"))


def _cue(parsed: ParsedArticle, verb: CueVerb, name: tuple[int, int], mark: int) -> Cue | None:
    """A cue made of the mark at an offset and the name beside it."""
    words = tokens_between(parsed, *name)
    return _cue_at(parsed, verb, words[-1] if words else None, mark)


def _cue_at(parsed: ParsedArticle, verb: CueVerb, speaker: Token | None, mark: int) -> Cue | None:
    sign = parsed.tokens.char_span(mark, mark + 1, alignment_mode="expand")
    return Cue(sign[0], verb, speaker) if sign is not None else None
