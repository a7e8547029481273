"""GUM: marked quotes from a clone of the GUM corpus, which anybody may have, so that anybody can count how right the library is.

GUM, the Georgetown University Multilayer corpus (Zeldes 2017, "The GUM Corpus: Creating Multilayer Resources in the
Classroom"; marks under CC BY 4.0), holds news and interviews of Wikinews (texts under CC BY 2.5). Students and teachers
marked in them, among much else, which clause attributes which other ("attribution"), the grammar of each sentence, and all
mentions of each person and body. From these come quotes, cues, speakers and full names in the form of data/marked. Neither
texts nor marks of it are in this project.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.evaluation._conllu import OPENS, Document, Mention, read_document

KINDS = ("news", "interview")
WHERE = (
    "GUM is the repository amir-zeldes/gum on GitHub (texts of Wikinews under CC BY 2.5, marks under CC BY 4.0): "
    "clone it, and name its folder."
)
# What reports a state of mind and no speech; such quotes are neither wanted nor wrong.
THOUGHT = frozenset(
    """afraid anticipate assume aware believe certain confident consider convince decide doubt expect fear feel forget
    glad guess happy hope imagine intend know like love mind need plan prefer realise realize recognise recognize remember
    sense suppose sure surprise suspect think understand want wish wonder worry""".split()
)
SMALL_WORDS = frozenset(["ADP", "CCONJ", "DET", "PART", "PRON", "PUNCT", "SCONJ"])
# Words in marks beside a quotation in the same sentence belong to it when there are more than a term has.
LEAST_OF_A_PART = 5
ENDS_A_NAME = (",", "(", ";", ":", "–", "—", "--")


@dataclass
class Attribution:
    """A clause that attributes, its words, its cue and who speaks, and the places of the words that it attributes."""

    told: set[int]
    content: set[int]
    cue: tuple[int, int] | None
    speaker: int | None
    sentences: set[int] = field(default_factory=set)


def gum_marks(document: Document) -> dict:
    """The quotes of a document of GUM, as a line of data/marked/quotes.jsonl.

    Returns:
        id, title, text and quotes. What an attributing clause attributes is a quote; so are the sentences in quotation
        marks before and after it that carry its quotation on. `core` is false for states of mind.

    Limits:
        GUM marks clauses only: speech that no clause attributes ("called for a ceasefire") is not marked, so that some
        true quotes that the library finds count as wrong. Speech in speech is marked, and the library does not list it.
        In interviews the answers are no quotes; only what is attributed within them is.
    """
    names = _names(document)
    attributions = [a for a in _attributions(document) if a.content]
    _add_quotations(document, attributions)
    quotes = [
        _quote(document, attribution, piece, names)
        for attribution in attributions
        for piece in _pieces(document, attribution.content)
        if attribution.cue or _kind(document, piece) == "direct"
    ]
    quotes.sort(key=lambda quote: (quote["start"], quote["end"]))
    return {"id": document.name, "title": document.about.get("title"), "text": document.text, "quotes": quotes}


def write_gum_marks(clone: str | Path, folder: str | Path) -> list[Path]:
    """Write the marks of GUM's news and interviews.

    Args:
        clone: the folder of a clone of GUM.
        folder: where gum_news.jsonl and gum_interview.jsonl go; it is made.

    Returns:
        The paths of the two files.

    Raises:
        FileNotFoundError: `clone` is no clone of GUM; the message says what is missing, and where it is to be had.
        ValueError: a file is not in GUM's form.
    """
    written = []
    for kind in KINDS:
        files = sorted((Path(clone) / "dep").glob(f"GUM_{kind}_*.conllu"))
        if not files:
            raise FileNotFoundError(f"{clone}: has no files dep/GUM_{kind}_*.conllu. {WHERE}")
        lines = [json.dumps(gum_marks(read_document(file)), ensure_ascii=False) + "\n" for file in files]
        path = Path(folder) / f"gum_{kind}.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(lines), encoding="utf-8")
        written.append(path)
    return written


# --- what is attributed -------------------------------------------------------------------------------------------


def _attributions(document: Document) -> Iterator[Attribution]:
    """Each attributing clause with what it attributes in its own sentence."""
    parts = _joined_units(document)
    for name, satellite, nucleus in document.relations:
        if not name.startswith("attribution") or not parts[satellite] or not parts[nucleus]:
            continue
        told = set().union(*map(document.below, document.tops(parts[satellite])))
        reach = set().union(*map(document.below, document.tops(parts[nucleus])))
        if told & set(document.tops(parts[nucleus])):  # "he said that ...": the content hangs on the cue
            told -= reach
        content = (reach - told) | parts[nucleus]
        cue, speaker = _cue(document, parts[satellite], told, content)
        sentences = {document.words[place].sentence for place in parts[satellite]}
        here = {place for place in content if document.words[place].sentence in sentences}
        yield Attribution(told | parts[satellite], here or _under_quotation(document, content), cue, speaker, sentences)


def _joined_units(document: Document) -> dict[int, set[int]]:
    """The words of each unit of discourse, with those of the parts that something stands between."""
    same = {number: number for number in document.units}
    for name, part, whole in document.relations:
        if name.startswith("same-unit") and part in same and whole in same:
            old, new = same[part], same[whole]
            same = {number: new if here == old else here for number, here in same.items()}
    joined: dict[int, set[int]] = defaultdict(set)
    for number, here in same.items():
        joined[here] |= set(document.units[number])
    return defaultdict(set, {number: joined[here] for number, here in same.items()})


def _under_quotation(document: Document, content: set[int]) -> set[int]:
    """Content in another sentence counts only where it is quoted, as above a name that signs a quotation."""
    return content if all(document.words[p].quotation or document.words[p].upos == "PUNCT" for p in content) else set()


def _add_quotations(document: Document, attributions: Sequence[Attribution]) -> None:
    """Give each attribution the quoted words around it that nobody else has."""
    # What attributes within a quotation is speech in speech.
    attributions = [a for a in attributions if not document.words[min(a.told)].quotation]
    attributing = set().union(*(a.sentences for a in attributions))
    taken = set().union(*(a.content | a.told for a in attributions))
    for attribution in attributions:
        numbers = {document.words[place].quotation for place in attribution.content} - {0}
        for number in attribution.sentences:
            alone = bool(numbers) and sum(number in other.sentences for other in attributions) == 1
            for quotation in {word.quotation for word in _words(document, number)} - {0}:
                whole = {word.place for word in _words(document, number) if word.quotation == quotation}
                if quotation in numbers or (alone and not whole & taken and len(whole) > LEAST_OF_A_PART):
                    attribution.content |= whole - taken
                    taken |= whole
        for step in (-1, 1):
            more = _carried_on(document, attribution, numbers, attributing, step)
            attribution.content |= more - taken
            taken |= more


def _carried_on(
    document: Document, attribution: Attribution, numbers: set[int], attributing: set[int], step: int
) -> set[int]:
    """The words of the sentences before (-1) or after (1) that carry its quotation on."""
    found: set[int] = set()
    number = max(attribution.sentences) if step > 0 else min(attribution.sentences)
    numbers = set(numbers)
    while numbers and 0 <= number + step < len(document.sentences) and number + step not in attributing:
        number += step
        words = _words(document, number)
        mine = [word for word in words if word.quotation in numbers]
        whole = all(word.quotation or word.upos == "PUNCT" for word in words)
        begins_again = step > 0 and words[0].xpos == OPENS and not document.sentences[number].opens_paragraph
        if not whole:
            return found | {word.place for word in mine} if step < 0 else found
        if not mine and not begins_again:
            return found
        numbers |= {word.quotation for word in words} - {0}
        found |= {word.place for word in words}
    return found


def _words(document: Document, sentence: int) -> list:
    return document.words[document.sentences[sentence].first : document.sentences[sentence].end]


# --- cue and speaker ----------------------------------------------------------------------------------------------


def _cue(
    document: Document, clause: set[int], told: set[int], content: set[int]
) -> tuple[tuple[int, int] | None, int | None]:
    """The first and last word of the cue, and the word for who speaks."""
    words = document.words
    governing = [words[top].head for top in document.tops(content)]
    cues = [p for p in governing if p is not None and p in told and words[p].upos in ("VERB", "ADJ", "AUX")]
    tops = sorted(document.tops(clause), key=lambda p: words[p].upos not in ("VERB", "AUX", "ADJ"))
    top = cues[0] if cues else tops[0]
    children = document.children[top]
    cases = [p for p in children if words[p].relation == "case"]
    has_subject = any(words[p].relation in ("nsubj", "cop") for p in children)
    if words[top].upos not in ("NOUN", "PROPN", "PRON", "NUM") or has_subject:
        return (top, top), _subject(document, top)
    according = next((p for p in cases if words[p].form.lower() == "according"), None)
    if according is not None:
        return (according, max([according, *document.children[according]])), top
    owners = [p for p in children if words[p].relation == "nmod:poss" or _case_of(document, p) in ("of", "by", "from")]
    if owners and words[top].upos == "NOUN":
        return (top, top), owners[0]
    return ((min(cases), max(cases)), top) if cases else (None, top)


def _subject(document: Document, cue: int) -> int | None:
    """The word for who speaks: subject, agent of a passive, antecedent, or the subject of the verb that the cue hangs on."""
    words = document.words
    children = {words[p].relation: p for p in reversed(document.children[cue])}
    if "nsubj:pass" in children or "aux:pass" in children:
        return children.get("obl:agent")
    relation = words[cue].relation
    if (subject := children.get("nsubj", children.get("nsubj:outer"))) is not None:
        is_relative = relation == "acl:relcl" and words[subject].lemma in ("who", "which", "that")
        return words[cue].head if is_relative else subject
    head = words[cue].head
    if relation == "acl:relcl" or (relation == "acl" and words[cue].xpos == "VBG"):
        return head
    if head is not None and relation.split(":")[0] in ("advcl", "conj", "xcomp", "parataxis", "ccomp"):
        return _subject(document, head)
    return None


def _case_of(document: Document, place: int) -> str | None:
    if document.words[place].relation != "nmod":
        return None
    return next(
        (document.words[p].lemma for p in document.children[place] if document.words[p].relation == "case"), None
    )


# --- names --------------------------------------------------------------------------------------------------------


def _names(document: Document) -> dict[str, str]:
    """The name of each entity: of a person the longest name without titles, else the longest name, else the longest words."""
    best: dict[str, tuple[int, int, str]] = {}
    for mention in document.mentions:
        if document.words[mention.head].upos == "PRON":
            continue
        name = _personal_name(document, mention) if mention.type == "person" else None
        rank = 2 if name else 1 if document.words[mention.head].upos == "PROPN" else 0
        text = _text(document, *(name or _core(document, mention)))
        best[mention.entity] = max(best.get(mention.entity, (0, 0, "")), (rank, len(text), text))
    return {entity: text for entity, (_, _, text) in best.items()}


def _personal_name(document: Document, mention: Mention) -> tuple[int, int] | None:
    """The words of a person's bare name in a mention: at its head, right behind it ("coach Ada Quill"), or set beside it."""
    words = document.words
    beside = [p for p in document.children[mention.head] if words[p].relation == "appos"]
    for first in [mention.head, mention.head + 1, *beside]:
        last = first
        while last + 1 <= mention.last and words[last + 1].upos == "PROPN":
            last += 1
        if first <= mention.last and words[first].upos == "PROPN":
            return first, last
    return None


def _core(document: Document, mention: Mention) -> tuple[int, int]:
    """The words of a mention without articles and without what follows a comma or begins a clause."""
    words = document.words
    first, last = mention.first, mention.last
    while first < mention.head and (words[first].upos in ("DET", "PUNCT") or words[first].xpos == "PRP$"):
        first += 1
    clauses = [min(document.below(p)) for p in document.children[mention.head] if words[p].relation.startswith("acl")]
    stops = [p for p in range(mention.head + 1, last + 1) if words[p].form in ENDS_A_NAME]
    last = min([last, *(p - 1 for p in [*clauses, *stops] if p > mention.head)])
    while last > mention.head and words[last].upos in SMALL_WORDS:
        last -= 1
    return first, last


def _text(document: Document, first: int, last: int) -> str:
    return document.text[document.words[first].start : document.words[last].end]


# --- quotes -------------------------------------------------------------------------------------------------------


def _pieces(document: Document, content: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The runs of words of some content, cut at paragraphs and between a report and the quotation that carries it on."""
    words = document.words
    runs: list[list[int]] = []
    for place in sorted(content):
        word = words[place]
        begins = document.sentences[word.sentence].first == place
        new = not runs or any(between.upos != "PUNCT" for between in words[runs[-1][-1] + 1 : place])
        if begins and not new:
            new = document.sentences[word.sentence].opens_paragraph or (
                word.xpos == OPENS and not words[place - 1].quotation
            )
        if new:
            runs.append([])
        runs[-1].append(place)
    for run in runs:
        inner = [p for p in run if words[p].upos != "PUNCT"]
        while inner and words[inner[0]].upos == "CCONJ" and not words[inner[0]].quotation:
            inner.pop(0)
        if any(words[p].upos not in SMALL_WORDS for p in inner):
            yield _with_marks(document, inner[0], inner[-1])


def _with_marks(document: Document, first: int, last: int) -> tuple[int, int]:
    """A run with the quotation marks around it, and with what stands before the closing one."""
    words = document.words
    if first and words[first].quotation and words[first - 1].xpos == OPENS:
        first -= 1
    while (
        last + 1 < len(words)
        and words[last + 1].upos == "PUNCT"
        and words[last + 1].quotation == words[last].quotation > 0
    ):
        last += 1
    return first, last


def _kind(document: Document, piece: tuple[int, int]) -> str:
    quoted = [bool(w.quotation) for w in document.words[piece[0] : piece[1] + 1] if w.upos != "PUNCT"]
    return "direct" if all(quoted) else "mixed" if any(quoted) else "indirect"


def _quote(document: Document, attribution: Attribution, piece: tuple[int, int], names: dict[str, str]) -> dict:
    """A mark: span, kind, cue, mention and full name."""
    words = document.words
    quote: dict = {"start": words[piece[0]].start, "end": words[piece[1]].end, "kind": _kind(document, piece)}
    quote["core"] = not (attribution.cue and words[attribution.cue[0]].lemma in THOUGHT)
    mention = next((m for m in document.mentions if m.head == attribution.speaker), None)
    spans = {"cue": attribution.cue, "speaker": _core(document, mention) if mention else None}
    for what, span in spans.items():
        quote[what] = _text(document, *span) if span else None
        quote[f"{what}_start"] = words[span[0]].start if span else None
        quote[f"{what}_end"] = words[span[1]].end if span else None
    quote["speaker_canonical"] = names.get(mention.entity) if mention else None
    label = document.sentences[words[piece[0]].sentence].label
    if quote["speaker"] == "I" and label:  # GUM writes labels as one word: "AdaQuill"
        quote["speaker_canonical"] = quote["speaker_canonical"] or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", label)
    return quote


def main() -> int:
    """Write the marks of a clone of GUM; the exit code is 2 where there is none."""
    parser = argparse.ArgumentParser(
        prog="onrecord.evaluation.gum", description="Marks from a clone of the GUM corpus."
    )
    parser.add_argument("clone", help="the folder of the clone")
    parser.add_argument("folder", help="where the marks go")
    options = parser.parse_args()
    try:
        print(*write_gum_marks(options.clone, options.folder), sep="\n")
    except (OSError, ValueError) as problem:
        print(f"accuracy: {problem}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
