"""Turns: who has the word in an interview, a hearing, a briefing or a chat, as the page prints it.

A turn begins with a label ("Q:", "Ann Hale:", "MS. QUILL:", "((WN))"), on its own line or before the words, or is a
question in bold letters; it goes on up to the next one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from onrecord.quotes._turn_labels import COURTESY, Label, bare_label, labels_in
from onrecord.rows import Quote
from onrecord.text.layout import Span
from onrecord.text.paragraphs import Paragraph
from onrecord.text.parsing import ParsedArticle
from onrecord.text.tokens import tokens_in
from onrecord.words.lexicons import speaker_nouns

TURN_RULES = ("transcript", "transcript_question", "transcript_answer")

LEAST_TURNS = 3
# An answer has so many paragraphs without a label at most, or the text between is no answer.
MOST_PARAGRAPHS = 8
# A line of so many words without a full stop is a heading.
LONGEST_HEADING = 8
# So many of the turns must belong to somebody who speaks more than once.
REPEATED_SHARE = 0.4
# So many of the turns must sound spoken, where the labels are known for names, where not, and where nobody speaks twice.
SPOKEN_SHARE, SPOKEN_SHARE_UNKNOWN, SPOKEN_SHARE_ONCE = 0.3, 0.5, 0.6

SUBJECTS = ("nsubj", "nsubjpass", "dobj")

SPOKEN = re.compile(
    r"\b(?:I|I['’]\w+|[Mm]y|[Mm]e|[Mm]yself|[Ww]e|[Ww]e['’]\w+|[Oo]ur|[Uu]s|[Yy]ou|[Yy]ou['’]\w+|[Yy]our|[Yy]es|[Tt]hanks?|"
    r"[Mm]r|[Mm]s|[Mm]rs|[Mm]adam|[Ss]ir)\b|^No[,.]|\?[\s*_”\"’)]*$"
)
FIRST_PERSON = re.compile(r"\b(?:I|I['’]\w+|[Mm]y|[Mm]e|[Mm]yself|[Ww]e|[Ww]e['’]\w+|[Oo]ur|[Uu]s)\b")
SECOND_PERSON = re.compile(r"\b[Yy]ou(?:r|['’]\w+)?\b")
DIRECTION = re.compile(r"[*_]{0,2}[(\[][^()\[\]]*[)\]][*_.]{0,3}")
PLAIN_QUESTION = re.compile(r"[A-Z][^\"“”]{5,600}\?")
# "**How long does it take?**", "### How long does it take?"
BOLD_QUESTION = re.compile(r"(?:(?P<mark>\*\*\*?|__|#{1,6} ?\*{0,2}))(?P<words>[^*_#].{3,600}\?[”\"’)]?)[*_\s]*")


@dataclass(frozen=True)
class Turn:
    """What one speaker says before the next one does.

    `name` is the span of the name in the label, None where the label tells only that this is a question or an answer;
    `part` is "question", "answer", "role" (who asks, without a name) or "named"; `stretches` are the paragraphs.
    """

    name: Span | None
    part: str
    key: str
    stretches: tuple[Span, ...]


@dataclass
class _Open:
    """A turn while it is read."""

    label: Label
    stretches: list[Span] = field(default_factory=list)
    unlabelled: int = 0


def find_turns(parsed: ParsedArticle) -> list[Turn]:
    """The turns that an article prints, in order; none where its labels look like a list.

    Args:
        parsed: the article.

    Limits:
        An interview that sets its questions in plain type, without labels, is not seen. What follows the last label
        belongs to the last turn only where it speaks of "I" or "we".
    """
    text = parsed.article.text
    paragraphs = [p for p in parsed.paragraphs if p.kind == "text"]
    people = _people(parsed)
    turns: list[Turn] = []
    for run in _runs(text, paragraphs, people):
        if _is_talk(text, run, people):
            _close(text, run)
            turns += [
                Turn(
                    None if t.label.part in ("question", "answer") else t.label.name,
                    t.label.part,
                    t.label.key,
                    tuple(t.stretches),
                )
                for t in run
                if t.stretches
            ]
    return turns or list(_bold_questions(text, paragraphs))


def _people(parsed: ParsedArticle) -> frozenset[str]:
    """The words of the names of people, in lower case."""
    doc = parsed.tokens
    names = [list(ent) for ent in parsed.entities if ent.label_ == "PERSON" and len(ent) > 1]
    for i in tokens_in(doc, ["compound"], "DEP"):  # the recogniser misses some
        first, last = doc[i], doc[i].head
        if last.i == i + 1 and first.pos_ == last.pos_ == "PROPN" and last.dep_ in SUBJECTS and not last.ent_type_:
            names.append([first, last])
    words = (re.sub(r"\W", "", token.lower_) for name in names for token in name)
    return frozenset(word for word in words if len(word) > 1)


def _runs(text: str, paragraphs: Sequence[Paragraph], people: frozenset[str]) -> Iterator[list[_Open]]:
    """Turns with little between them."""
    bare = _bare_labels(text, paragraphs)
    run: list[_Open] = []
    for paragraph in paragraphs:
        labels = list(labels_in(text, paragraph.start, paragraph.end))
        if not labels and paragraph.number in bare:
            labels = [bare[paragraph.number]]
        if labels and labels[0].part == "nobody" and labels[0].key not in people:
            continue
        if labels:
            ends = [*(label.name[0] for label in labels[1:]), paragraph.end]
            for label, end in zip(labels, ends, strict=True):
                run.append(_Open(label))
                _add(text, run[-1], label.words_from, end)
        elif run:
            run[-1].unlabelled += 1
            if run[-1].unlabelled > MOST_PARAGRAPHS:
                yield run
                run = []
            elif not run[-1].stretches or not _is_heading(text[paragraph.start : paragraph.end]):
                _add(text, run[-1], paragraph.start, paragraph.end)
    if run:
        yield run


def _add(text: str, turn: _Open, start: int, end: int) -> None:
    """Add words to a turn, without white space and Markdown marks around them; directions ("(Laughter.)") are no words."""
    if DIRECTION.fullmatch(text[start:end].strip()):
        return
    while start < end and (text[start].isspace() or text[start] in "*_"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "*_"):
        end -= 1
    if start < end:
        turn.stretches.append((start, end))


def _is_heading(words: str) -> bool:
    return len(words.split()) <= LONGEST_HEADING and not re.search(r"[.?!…:,;—–-][”\"’')*_]*$", words)


def _bare_labels(text: str, paragraphs: Sequence[Paragraph]) -> dict[int, Label]:
    """Lines that are nothing but a name, {number of the paragraph: label}: two names, and each comes again."""
    lines = [
        (p.number, label) for p in paragraphs if (label := bare_label(text, p.start, p.end)) and label.part != "nobody"
    ]
    count = Counter(label.key for _, label in lines)
    kept = {number: label for number, label in lines if count[label.key] > 1}
    return kept if len({label.key for label in kept.values()}) > 1 else {}


# --- is this talk? ------------------------------------------------------------------------------------------------------


def _is_talk(text: str, run: list[_Open], people: frozenset[str]) -> bool:
    """Do these labelled paragraphs read like speech, and not like a list?"""
    count = Counter(t.label.key for t in run)
    if len(run) < LEAST_TURNS or len(count) < 2:
        return False
    if any(t.label.part == "question" for t in run):
        return True
    words = [text[t.stretches[0][0] : t.stretches[-1][1]] for t in run if t.stretches]
    repeated = sum(n for n in count.values() if n > 1) >= REPEATED_SHARE * len(run)
    if not repeated:
        names = [text[slice(*t.label.name)] for t in run]
        full = all(len(name.split()) > 1 for name in names) and sum(t.label.key in people for t in run) > len(run) / 2
        return full and _share(FIRST_PERSON, words) >= SPOKEN_SHARE_ONCE
    known = {t.label.key for t in run if t.label.key in people or _is_person_label(text, t.label)}
    return _share(SPOKEN, words) >= (SPOKEN_SHARE if len(known) > 1 else SPOKEN_SHARE_UNKNOWN)


def _share(pattern: re.Pattern[str], texts: list[str]) -> float:
    return sum(bool(pattern.search(words)) for words in texts) / max(1, len(texts))


def _is_person_label(text: str, label: Label) -> bool:
    """Does the label itself say that a person speaks: by its part, a title, or a noun for a person?"""
    name = text[slice(*label.name)]
    return (
        label.part == "role"
        or label.described
        or bool(COURTESY.match(name))
        or speaker_nouns().get(name.split()[-1].lower()) == "person"
    )


def _close(text: str, run: list[_Open]) -> None:
    """Leave out of each turn the paragraphs that the writer speaks, and of the last one what follows the interview."""
    for turn in run:
        first_own = next((i for i, (start, _) in enumerate(turn.stretches) if start >= turn.label.words_from), 0) + 1
        own, more = turn.stretches[:first_own], turn.stretches[first_own:]
        if turn is run[-1]:
            wanted = [i for i, (a, b) in enumerate(more) if FIRST_PERSON.search(text[a:b])]
            more = more[: wanted[-1] + 1] if wanted and wanted[0] == 0 else []
        turn.stretches = own + [(a, b) for a, b in more if not _tells_of_speaker(text[a:b], run)]


def _tells_of_speaker(words: str, run: list[_Open]) -> bool:
    """Is this the writer's: somebody who speaks is its subject ("Hale paused."), and nobody says "I"?"""
    first = re.match(r"(?:(?:Mr|Mrs|Ms|Dr)\.? )?(?:[A-Z][\w’'-]+ )?([A-Z][\w’'-]+)\b", words)
    named = {t.label.key for t in run if t.label.part == "named"}
    return bool(first and first[1].lower() in named and not FIRST_PERSON.search(words))


# --- questions in bold letters --------------------------------------------------------------------------------------------


def _bold_questions(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[Turn]:
    """Questions in bold letters and the plain paragraphs behind each: "you" is asked, and "I" answers."""
    run: list[_Open] = []
    for paragraph in paragraphs:
        match = BOLD_QUESTION.fullmatch(text, paragraph.start, paragraph.end)
        if match:
            question = _Open(Label(match.span("words"), match.start("words"), "question", "question"))
            question.stretches.append(match.span("words"))
            answer = _Open(Label(match.span("words"), paragraph.end, "answer", "answer"))
            run += [question, answer]
        elif run and not _is_heading(text[paragraph.start : paragraph.end]):
            run[-1].unlabelled += 1
            if run[-1].unlabelled <= MOST_PARAGRAPHS:
                _add(text, run[-1], paragraph.start, paragraph.end)
    answers = [t for t in run[1::2] if t.stretches]
    asked = [text[slice(*t.stretches[0])] for t in run[::2]]
    said = [text[t.stretches[0][0] : t.stretches[-1][1]] for t in answers]
    if (
        len(asked) + len(answers) < LEAST_TURNS
        or _share(FIRST_PERSON, said) < 0.5
        or _share(SECOND_PERSON, asked) < 0.5
    ):
        return
    _close(text, run)
    yield from (Turn(None, t.label.part, t.label.key, tuple(t.stretches)) for t in run if t.stretches)


# --- questions in plain letters ------------------------------------------------------------------------------------------


def plain_questions(parsed: ParsedArticle) -> list[Span]:
    """The questions of an interview that sets neither labels nor bold letters, by their paragraphs; [] if it is none.

    They tell whom "I" and "you" mean; that the paragraphs between them are somebody's own words is too little a sign
    to take them for speech.

    Args:
        parsed: the article.
    """
    text = parsed.article.text
    questions: list[Span] = []
    answers: list[str] = []
    for paragraph in parsed.paragraphs:
        words = text[paragraph.start : paragraph.end]
        if paragraph.kind == "boilerplate":
            continue
        if paragraph.kind == "text" and PLAIN_QUESTION.fullmatch(words):
            questions.append((paragraph.start, paragraph.end))
            answers.append("")
        elif questions:
            answers[-1] += words
    asked = [text[start:end] for start, end in questions]
    many = len(questions) + sum(bool(answer) for answer in answers) >= LEAST_TURNS
    sound = _share(SECOND_PERSON, asked) >= 0.5 and _share(FIRST_PERSON, answers) >= 0.5
    return questions if many and sound else []


def first_turn(parsed: ParsedArticle, quotes: Sequence[Quote]) -> int:
    """Where the first turn of an interview begins; 0 if the article holds none.

    Args:
        parsed: the article.
        quotes: the quotes in it.
    """
    starts = [min(q.start, q.mention_start or q.start) for q in quotes if q.rule in TURN_RULES]
    return min(starts or [start for start, _ in plain_questions(parsed)[:1]], default=0)
