"""The error gallery: made-up sentences that are traps, what a careful reader finds in each, and what the machine says now."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from onrecord.pages.html import Html, join, wrapped
from onrecord.pages.row_tables import rows
from onrecord.pages.wording import RELATIONS, claimant_in_words, count, range_in_words, row_dicts, status_in_words
from onrecord.system.models import DEFAULT_MODEL
from onrecord.tables.corpus import analyse_many
from onrecord.tables.record import Record, analyse
from onrecord.text.article import Article
from onrecord.tone.choosing import best_scorer
from onrecord.tone.scoring import sentiment
from onrecord.words import read_words

__all__ = ["counted", "machine_says", "questions", "run", "traps"]

# What can be asked of a sentence, with the question in words.
QUESTIONS = {
    "speaker": "Who is quoted?",
    "words": "Which words are a quote?",
    "kind": "What kind of quote is it?",
    "killed": "How many died?",
    "injured": "How many were injured?",
    "destroyed": "How many were destroyed?",
    "claimant": "Who claims the numbers?",
    "status": "What is each number?",
    "relation": "How do the numbers stand to each other?",
    "tone": "How does the speaker stand to it?",
    "leaning": "How does the article’s own wording make the speaker look?",
}
STANDS = {-1: "against", 0: "neither", 1: "for"}
LOOKS = {"credits": "better", "discredits": "worse"}
STATUSES = {
    "": "a plain claim",
    "forecast": "a forecast",
    "background": "of another event",
    "hedged": "told with a doubt",
}
NO_SPEAKER, NOBODY, NONE = "somebody without a name", "nobody", "none counted"
STYLE = Html("""
.onrecord .trap { border-top: 1px solid #bdbdbd; padding: 0.7em 0; max-width: 44em; }
.onrecord .trap p { margin: 0 0 0.3em; line-height: 1.5; }
.onrecord .trap ul { margin: 0 0 0.4em; padding-left: 1.4em; line-height: 1.5; }
.onrecord .trap summary { cursor: pointer; font: 700 15px/2.4 Arial, sans-serif; color: #00517f; }
.onrecord .trap summary:focus-visible { outline: 3px solid #c03d00; }
.onrecord .trap details[open] { background: #f5f5f5; padding: 0 0.8em 0.5em; }
.onrecord .trap .verdict { font-weight: 700; }
@media print {
  .onrecord .trap { break-inside: avoid; }
  .onrecord .trap summary { color: inherit; list-style: none; }
  .onrecord .trap details:not([open]) summary { border-bottom: 1px solid #767676; margin-bottom: 0.6em; }
}
""")


def traps() -> pd.DataFrame:
    """The sentences of the gallery (traps.csv).

    Returns:
        A row per sentence: id, kind of trap, sentence, look (a key of `QUESTIONS`), question, choices ("a | b"), reader
        (the choice of a careful reader), why (what makes it hard).
    """
    return pd.DataFrame(read_words("traps.csv", "onrecord.classroom"))


def run(model: str = DEFAULT_MODEL) -> pd.DataFrame:
    """Let the machine read all sentences of the gallery now.

    Args:
        model: the spaCy pipeline that parses the sentences.

    Returns:
        The rows of `traps()` with machine (its answer in the same words) and same (it is the reader's answer).

    Raises:
        ModelError: the model is not installed.

    Limits:
        The sentences were made up to be hard, and one person answered for the reader. How many are read right says
        nothing of ordinary articles.
    """
    read = traps()
    records = analyse_many((Article(row["id"], row["sentence"]) for row in row_dicts(read)), model=model)
    stands = _stands(read["sentence"])
    answers = [
        stand if look == "tone" else _answer(record, look)
        for record, look, stand in zip(records, read["look"], stands, strict=True)
    ]
    same = [_bare(machine) == _bare(reader) for machine, reader in zip(answers, read["reader"], strict=True)]
    return read.assign(machine=answers, same=same)


def questions(read: pd.DataFrame, name: str, opened: bool = False) -> Html:
    """The sentences of one kind: a question for each, and the answers folded below it.

    Args:
        read: what `run` gave.
        name: a kind of trap, as in the column `kind`.
        opened: whether the answers stand open, as on a sheet of answers to be printed.

    Returns:
        HTML that opens and closes without scripts. On paper an answer that is folded is a line to write on. For a kind
        that is not there, a line that names those that are.
    """
    chosen = _of_kind(read, name)
    if chosen.empty:
        return _no_kind(read, name)
    return wrapped(join(_trap(number, row, opened) for number, row in enumerate(row_dicts(chosen), 1)), STYLE)


def counted(read: pd.DataFrame, name: str = "") -> Html:
    """How often the machine reads as the reader does.

    Args:
        read: what `run` gave.
        name: a kind of trap for one sentence about it; left out, a table of all kinds.

    Returns:
        HTML, counted from `read`. For a kind that is not there, a line that names those that are.
    """
    chosen = read if name == "" else _of_kind(read, name)
    if chosen.empty:
        return _no_kind(read, name)
    told = f"The machine reads {_of(chosen['same'])} as the reader does."
    if name:
        return wrapped(Html("<p>{}</p>").format(told))
    kinds = read.groupby("kind", sort=False)["same"].agg(["size", "sum"]).reset_index()
    columns = {"kind": "kind of trap", "size": "sentences", "sum": "read as the reader does"}
    return rows(kinds, columns, caption=told, bars={"sum": float(kinds["size"].max())})


def machine_says(sentence: str, model: str = DEFAULT_MODEL) -> Html:
    """What the machine says of a sentence of yours: its answer to each question of the gallery.

    Args:
        sentence: one or a few sentences.
        model: the spaCy pipeline that parses them.

    Returns:
        A table of questions and answers; for an empty sentence, a line that asks for one.

    Raises:
        ModelError: the model is not installed.
    """
    if not isinstance(sentence, str) or not sentence.strip():
        return wrapped(Html("<p>Write a sentence between the quotation marks, and run the cell again.</p>"))
    record = analyse(Article("your sentence", sentence), model=model)
    answers = {look: _answer(record, look) for look in QUESTIONS if look != "tone"} | {"tone": _stands([sentence])[0]}
    table = pd.DataFrame([(QUESTIONS[look], answers[look]) for look in QUESTIONS], columns=["question", "answer"])
    return rows(table, {"question": "question", "answer": "the machine says"}, caption=sentence.strip())


def _of_kind(read: pd.DataFrame, name: object) -> pd.DataFrame:
    """The sentences of a kind, however it is typed; none where there is no such kind."""
    typed = str(name).replace("'", "’").strip().lower()
    return read[read["kind"].str.lower() == typed]


def _no_kind(read: pd.DataFrame, name: object) -> Html:
    kinds = ", ".join(f"“{known}”" for known in dict.fromkeys(read["kind"]))
    return wrapped(Html("<p>There is no kind “{}”. Choose one of these: {}.</p>").format(str(name)[:60], kinds))


def _trap(number: int, row: dict[str, str], opened: bool) -> Html:
    """One sentence with its question, its choices and the folded answer."""
    sentence = join(row["sentence"].split("\n\n"), Html("<br>"))
    choices = join(Html("<li>{}</li>").format(choice) for choice in row["choices"].split(" | "))
    verdict = "The same." if row["same"] else "Different."
    return Html(
        '<div class="trap"><p>{}. <b>{}</b></p><p>{}</p><ul>{}</ul><details{}><summary>Answer to {}</summary>'
        '<p>A careful reader: <b>{}</b></p><p>The machine now: <b>{}</b></p><p class="verdict">{}</p><p>{}</p>'
        "</details></div>"
    ).format(
        number,
        sentence,
        row["question"],
        choices,
        Html(" open" if opened else ""),
        number,
        row["reader"],
        row["machine"],
        verdict,
        row["why"],
    )


def _answer(record: Record, look: str) -> str:
    """What a record says to one of `QUESTIONS` other than the tone, in the words of the choices."""
    quotes, figures = record.quotes, row_dicts(record.figures)
    if look == "speaker":
        return _listed(quotes["speaker"].fillna(NO_SPEAKER)) or NOBODY
    if look == "words":
        return " … ".join(text.strip(" .,“”‘’\"'") for text in quotes["text"]) or "none"
    if look == "kind":
        return _listed(quotes["kind"]) or "no quote"
    if look == "claimant":
        return _listed(claimant_in_words(figure) for figure in figures) or "no number"
    if look == "status":
        told = (status_in_words(figure) for figure in figures)
        return _listed(STATUSES.get(status, status) for status in told) or "no number"
    if look == "relation":
        return _listed(RELATIONS[relation] for relation in record.comparisons["relation"]) or "not compared"
    if look == "leaning":
        return _listed(LOOKS[loaded] for loaded in record.portrayals["loaded"].dropna()) or "neither"
    counts = [f for f in figures if f["event"] == look and f["status"] == "claim"]
    wholes = {f["figure_id"] for f in counts}
    counts = [f for f in counts if f["subset_of"] not in wholes and (look == "destroyed" or f["category"] == "people")]
    return " and ".join(map(range_in_words, counts)) or NONE


def _stands(sentences: Iterable[str]) -> list[str]:
    """How the better scorer hears somebody who says each sentence: for, against or neither."""
    labels = sentiment(list(sentences), scorer=best_scorer("best"))["label"]
    return [STANDS[0 if pd.isna(label) else int(label)] for label in labels]


def _listed(words: Iterable[str]) -> str:
    return " and ".join(dict.fromkeys(words))


def _bare(answer: str) -> str:
    """An answer as it is compared: without articles, capitals and the form of apostrophes."""
    return re.sub(r"\b(the|an?) ", "", answer.replace("’", "'"), flags=re.IGNORECASE).casefold().strip()


def _of(same: pd.Series) -> str:
    return f"{int(same.sum())} of {count(len(same), 'sentence')}"
