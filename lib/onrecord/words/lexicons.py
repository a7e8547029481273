"""Readers of the lexicons of speech: verbs and nouns of saying, verbs that report none, and words for those who speak."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from onrecord.words import read_words


@dataclass(frozen=True)
class CueVerb:
    """A verb or noun of speech: its class and the frames in which it reports (see words/cue_verbs.csv, cue_nouns.csv)."""

    verb: str
    cue_class: str
    frames: frozenset[str]


@cache
def cue_verbs() -> dict[str, CueVerb]:
    """The lexicon words/cue_verbs.csv: {lemma, or lemma and particle: CueVerb}."""
    return {
        row["verb"]: CueVerb(row["verb"], row["class"], frozenset(row["frames"].split()))
        for row in read_words("cue_verbs.csv")
    }


@cache
def cue_nouns() -> dict[str, CueVerb]:
    """The lexicon words/cue_nouns.csv: {noun: CueVerb}, with the clauses that the noun takes ("that", "to") as frames."""
    return {
        row["noun"]: CueVerb(row["noun"], row["class"], frozenset(row["clauses"].split()))
        for row in read_words("cue_nouns.csv")
    }


@cache
def turn_labels() -> dict[str, str]:
    """The lexicon words/turn_labels.csv: {word before a colon, in lower case: question, answer or nobody}."""
    return {row["label"]: row["part"] for row in read_words("turn_labels.csv")}


@cache
def not_speech() -> frozenset[str]:
    """The lexicon words/not_speech.csv: verbs that take a clause with "that" and report no speech."""
    return frozenset(row["verb"] for row in read_words("not_speech.csv"))


@cache
def silent_nouns() -> frozenset[str]:
    """The lexicon words/silent_nouns.csv: nouns for times, events, things and states, which speak for nobody."""
    return frozenset(row["noun"] for row in read_words("silent_nouns.csv"))


@cache
def speaker_nouns() -> dict[str, str]:
    """The lexicon words/speaker_nouns.csv: {noun: person, government, military, organisation, media or document}."""
    return {row["noun"]: row["kind"] for row in read_words("speaker_nouns.csv")}


def kind_of_noun(*forms: str) -> str | None:
    """The kind of speaker by words/speaker_nouns.csv of the first of these forms of a noun that stands there; else None."""
    kinds = speaker_nouns()
    for form in forms:
        if form in kinds:
            return kinds[form]
    return None


@cache
def nouns_for(*kinds: str) -> frozenset[str]:
    """The nouns for some kinds of speakers, of the lexicon words/speaker_nouns.csv."""
    return frozenset(noun for noun, kind in speaker_nouns().items() if kind in kinds)


@cache
def titles() -> frozenset[str]:
    """Words that stand before a name and are no part of it (words/titles.csv)."""
    return frozenset(row["word"] for row in read_words("titles.csv") if row["before_name"] not in ("", "no"))


@cache
def generic_nouns() -> dict[str, str]:
    """Nouns of words/speaker_nouns.csv that may mean the most salient speaker.

    Returns:
        {noun: "yes" for anybody or any body, "office" for a person of whom no other role is known}.
    """
    return {row["noun"]: row["generic"] for row in read_words("speaker_nouns.csv") if row["generic"]}


def word_class(name: str) -> frozenset[str]:
    """The words of one class of the lexicon words/word_classes.csv, in lower case.

    Raises:
        KeyError: there is no such class.
    """
    return grouped("word_classes.csv", "class")[name]


@cache
def grouped(name: str, column: str) -> dict[str, frozenset[str]]:
    """The words of a lexicon with a column `word`, by another column: {cell: words}. The file is read once."""
    groups: dict[str, set[str]] = {}
    for row in read_words(name):
        groups.setdefault(row[column], set()).add(row["word"])
    return {group: frozenset(words) for group, words in groups.items()}


@cache
def verb_forms() -> dict[str, str]:
    """Regular forms of the verbs in the lexicon, {"deadpanned": "deadpan"}: the lemmatizer misses the rarer ones."""
    forms = {"said": "say", "says": "say"}
    for verb in cue_verbs():
        if " " in verb:
            continue
        stem = verb[:-1] if verb.endswith("e") else verb
        endings = ["ied", "ies"] if verb.endswith("y") and verb[-2] not in "aeiou" else ["ed", "s", "ing"]
        if len(verb) > 3 and verb[-1] in "bdgmnprt" and verb[-2] in "aeiou" and verb[-3] not in "aeiou":
            forms |= {f"{verb}{verb[-1]}{ending}": verb for ending in ("ed", "ing")}
        base = verb[:-1] if endings[0] == "ied" else verb
        forms |= {f"{base if ending in ('s', 'ies', 'ied') else stem}{ending}": verb for ending in endings}
    return forms


@cache
def body_types(where: str) -> dict[str, frozenset[str]]:
    """The lexicon words/body_types.csv: which types of bodies a word tells.

    Args:
        where: "name" for words in names ("Motors"), "noun" for what such bodies are called ("the carmaker").

    Returns:
        {word: types}; what stands behind a full stop is a narrower type: "firm.bank".
    """
    return {
        row["word"]: frozenset(row["types"].split()) for row in read_words("body_types.csv") if row["where"] == where
    }
