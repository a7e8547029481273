"""Texts that speak: whose "the report", "her statement" or "a study by the ministry" is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.quotes.subjects import owner_of
from onrecord.text.parsing import tokens_in
from onrecord.words.lexicons import cue_verbs, speaker_nouns, word_class

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def authors(doc: Doc) -> dict[int, Token]:
    """Nouns for texts and the token that names whose text it is, where the sentence tells.

    Args:
        doc: the parse.

    Returns:
        {number of the noun's token: token of the author}: the owner ("her statement"), who it is from or by, who
        publishes it ("the ministry released a report"), who speaks in it ("in a statement, Hale said"), or the name
        before it ("the Harbour Board report").
    """
    nouns = [noun for noun, kind in speaker_nouns().items() if kind == "document"]
    author_of = {}
    for i in tokens_in(doc, nouns):
        if (author := _owner(doc[i]) or _publisher(doc[i]) or _named_before(doc[i])) is not None:
            author_of[i] = author
    return author_of


def _owner(noun: Token) -> Token | None:
    """ "Her statement", "a report by the ministry", "a report (that was) released by the ministry", "that it released"."""
    if (owner := owner_of(noun, ("from", "by"))) is not None:  # "a report of the fire" is not the fire's
        return owner
    for child in noun.children:
        if child.dep_ in ("acl", "relcl") and child.lemma_ in word_class("publishing_verb"):
            agent = next((c for c in child.children if c.dep_ in ("agent", "prep") and c.lower_ == "by"), None)
            if agent is not None:
                return next((c for c in agent.children if c.dep_ == "pobj"), None)
            return next((c for c in child.children if c.dep_ == "nsubj" and c.tag_ != "WDT"), None)
    return None


def _publisher(noun: Token) -> Token | None:
    """ "The ministry released a report", "in a statement, Hale said", "wrote in the report"."""
    if noun.dep_ == "pobj" and noun.head.lower_ in ("in", "on", "through", "via"):
        verb = noun.head.head
        wanted = verb.pos_ == "VERB" and verb.lemma_.lower() in cue_verbs()
    else:
        verb = noun.head
        wanted = noun.dep_ == "dobj" and verb.lemma_ in word_class("publishing_verb")
    if not wanted:
        return None
    return next((c for c in verb.children if c.dep_ == "nsubj" and c.i != noun.i and c.tag_ != "WDT"), None)


def _named_before(noun: Token) -> Token | None:
    return next((c for c in noun.children if c.dep_ in ("compound", "nmod") and c.ent_type_ in ("ORG", "PERSON")), None)
