"""The GUM corpus' own files (dep/*.conllu): words, sentences, paragraphs, entities and units of discourse of a document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

# The opening and closing of entities in a word's line: "(3-person-new-cf1-1-coref-Ada_Quill", "3)", "(4-place-new-cf2-1-sgl)".
BRACKETS = re.compile(r"\((\d+)(?:\[[\d/]+\])?-([^()]*)|(\d*)(?:\[[\d/]+\])?\)")
RELATION = re.compile(r"([\w-]+):(\d+)->(\d+)")
BLOCK = re.compile(r"(\w+)[^|]*\((\d+) s\)")
OPENS, CLOSES = "``", "''"
RUN_ON = "run-on"  # a block of quoted text that is no paragraph of its own


@dataclass
class Word:
    """A word: its place in the document, what the corpus says of it, and its characters in the text."""

    place: int
    sentence: int
    form: str
    lemma: str
    upos: str
    xpos: str
    relation: str
    head: int | None
    more: dict[str, str]
    space_after: bool
    start: int = 0
    end: int = 0
    quotation: int = 0  # the number of the quotation it stands in, 0 outside


@dataclass
class Sentence:
    """A sentence: its words, who speaks it in an interview, and whether a paragraph begins with it."""

    first: int
    end: int
    label: str | None
    opens_paragraph: bool
    set_off: bool  # in a block of quoted text


@dataclass
class Mention:
    """The words of an entity, with the one at their head."""

    entity: str
    type: str
    first: int
    last: int
    head: int


@dataclass
class Document:
    """A document of the corpus, laid out as text.

    `units` are the words of each unit of discourse, `relations` (name, satellite, nucleus) by the numbers of units.
    """

    name: str
    about: dict[str, str]
    words: list[Word]
    sentences: list[Sentence]
    text: str = ""
    mentions: list[Mention] = field(default_factory=list)
    units: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    relations: list[tuple[str, int, int]] = field(default_factory=list)
    children: dict[int | None, list[int]] = field(default_factory=lambda: defaultdict(list))

    def below(self, place: int) -> set[int]:
        """The places of a word and of all that hangs on it."""
        found, todo = set(), [place]
        while todo:
            found.add(here := todo.pop())
            todo += self.children[here]
        return found

    def tops(self, places: Sequence[int] | set[int]) -> list[int]:
        """Those of some words that hang on none of the others, marks aside."""
        inside = set(places)
        tops = [p for p in sorted(inside) if self.words[p].head not in inside]
        return [p for p in tops if self.words[p].upos != "PUNCT"] or tops


def read_document(path: Path) -> Document:
    """Read a file of GUM's folder `dep`.

    Args:
        path: a file in the form CoNLL-U with GUM's comments (newpar, newpar_block, speaker) and, in the last column,
            Entity, Discourse and SpaceAfter.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: its lines are not in that form.
    """
    document = Document(path.stem, {}, [], [])
    blocks: list[tuple[str, int]] = []
    for block in path.read_text(encoding="utf-8").strip("\n").split("\n\n"):
        comments = dict(_comment(line) for line in block.split("\n") if line.startswith("#"))
        document.about.update({key.removeprefix("meta::"): value for key, value in comments.items()})
        blocks = _read_sentence(
            document, comments, [line.split("\t") for line in block.split("\n") if line[:1] != "#"], blocks
        )
    for word in document.words:
        document.children[word.head].append(word.place)
    _lay_out(document)
    _number_quotations(document)
    document.mentions = sorted(_mentions(document), key=lambda m: (m.first, -m.last))
    _read_discourse(document)
    return document


def _comment(line: str) -> tuple[str, str]:
    key, _, value = line.lstrip("# ").partition("=")
    return key.strip(), value.strip()


def _read_sentence(
    document: Document, comments: dict[str, str], rows: list[list[str]], blocks: list[tuple[str, int]]
) -> list[tuple[str, int]]:
    """Add a sentence; returns the blocks (paragraph, quote, caption) that it stands in, with what is left of each."""
    if any(len(row) != 10 for row in rows):
        raise ValueError(f"{document.name}: a line has not the ten columns of CoNLL-U")
    base, number = len(document.words), len(document.sentences)
    glued: dict[int, bool] = {}
    for row in rows:
        if "-" in row[0]:
            start, end = map(int, row[0].split("-"))
            glued |= dict.fromkeys(range(start, end), False) | {end: "SpaceAfter=No" not in row[9]}
        elif "." not in row[0]:
            more = dict(part.split("=", 1) for part in row[9].split("|") if "=" in part)
            head = None if row[6] == "0" else base + int(row[6]) - 1
            space = glued.get(int(row[0]), more.get("SpaceAfter") != "No")
            place = len(document.words)
            document.words.append(Word(place, number, row[1], row[2], row[3], row[4], row[7], head, more, space))
    open_blocks = [(kind, left) for kind, left in blocks if left]
    opened = [(kind, int(left)) for kind, left in BLOCK.findall(comments.get("newpar_block", "")) if int(left)]
    if opened and opened[0][0] == "quote" and open_blocks and _runs_on(document, document.words[base]):
        opened[0] = (RUN_ON, opened[0][1])
    runs_on = bool(opened) and opened[0][0] == RUN_ON
    ended = any(not left and kind != RUN_ON for kind, left in blocks)
    begins = not number or ended or (bool(opened or "newpar" in comments) and not runs_on)
    open_blocks += opened
    set_off = bool(open_blocks) and open_blocks[-1][0] == "quote"
    document.sentences.append(Sentence(base, len(document.words), comments.get("speaker"), begins, set_off))
    return [(kind, left - 1) for kind, left in open_blocks]


def _runs_on(document: Document, word: Word) -> bool:
    """Whether a block of quoted text goes on in its paragraph: where marks say that it is quoted, and no colon sets it off."""
    start = next(s.first for s in reversed(document.sentences) if s.opens_paragraph)
    marks = [w.xpos for w in document.words[start : word.place]]
    is_open = marks.count(OPENS) > marks.count(CLOSES)
    return document.words[word.place - 1].form != ":" and (
        is_open or OPENS in (word.xpos, marks[-1]) or marks[-1] == CLOSES
    )


def _lay_out(document: Document) -> None:
    """The text, a blank line between paragraphs, and each word's characters in it."""
    parts, at = [], 0
    for number, sentence in enumerate(document.sentences):
        words = document.words[sentence.first : sentence.end]
        between = "" if not number else "\n\n" if sentence.opens_paragraph else " "
        for before, word in zip([None, *words], words, strict=False):
            space = between if before is None else " " if before.space_after and not _touch(before, word) else ""
            parts += [space, word.form]
            word.start = at + len(space)
            at = word.end = word.start + len(word.form)
    document.text = "".join(parts)


def _touch(before: Word, word: Word) -> bool:
    """Hyphens and signs of money touch what they belong to, whatever the corpus says."""
    return "HYPH" in (before.xpos, word.xpos) or (before.xpos == "$" and word.form[0].isdigit())


def _number_quotations(document: Document) -> None:
    """Number the quotations, in words between marks and in blocks of quoted text without marks."""
    number = depth = 0
    for sentence in document.sentences:
        words = document.words[sentence.first : sentence.end]
        if sentence.opens_paragraph and words[0].xpos != OPENS:
            depth = 0
        marks = [word for word in words if word.xpos in (OPENS, CLOSES)]
        if sentence.set_off and not marks and not depth:
            number += sentence.opens_paragraph
            for word in words:
                word.quotation = number
            continue
        carried_on = bool(depth) and sentence.opens_paragraph
        for word in words:
            # Of two marks that the corpus both calls closing ones, the first opens.
            opens = word.xpos == OPENS or (word.xpos == CLOSES and not depth and word is not marks[-1])
            if opens and not carried_on:
                number += not depth
                depth += 1
            carried_on = carried_on and not opens
            word.quotation = number if depth else 0
            if word.xpos == CLOSES and not opens:
                depth = max(0, depth - 1)


def _mentions(document: Document) -> Iterator[Mention]:
    opened: dict[str, list[tuple[int, list[str]]]] = defaultdict(list)
    last = ""
    for word in document.words:
        for entity, fields, closed in BRACKETS.findall(word.more.get("Entity", "")):
            if entity:
                opened[entity].append((word.place, fields.split("-")))
                last = entity
                continue
            entity = closed or last
            if not opened[entity]:
                raise ValueError(f"{document.name}: entity {entity} is closed at {word.form!r} and was not opened")
            first, fields = opened[entity].pop()
            tops = document.tops(range(first, word.place + 1))
            yield Mention(entity, fields[0], first, word.place, tops[0])


def _read_discourse(document: Document) -> None:
    unit = 0
    for word in document.words:
        for which, (name, number, nucleus) in enumerate(RELATION.findall(word.more.get("Discourse", ""))):
            unit = unit if which else int(number)
            document.relations.append((name, int(number), int(nucleus)))
        if root := re.match(r"ROOT:(\d+)", word.more.get("Discourse", "")):
            unit = int(root[1])
        document.units[unit].append(word.place)
