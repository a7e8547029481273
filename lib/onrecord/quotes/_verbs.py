"""Verbs of saying: the entry of the lexicon for a verb of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.words.lexicons import CueVerb, cue_verbs, verb_forms

if TYPE_CHECKING:
    from onrecord.text.tokens import Token


def cue_verb_of(token: Token) -> CueVerb | None:
    """The entry of a verb in words/cue_verbs.csv, with the particle behind it if there is an entry for both."""
    if token.pos_ not in ("VERB", "AUX") and token.lower_ not in ("said", "says"):
        return None
    if token.dep_ in ("aux", "auxpass", "amod", "compound"):
        return None
    lexicon = cue_verbs()
    lemma = verb_forms().get(token.lower_) or token.lemma_.lower()
    if token.i + 1 < len(token.doc):
        it = token.nbor().lower_ == "it" and token.i + 2 < len(token.doc)  # "made it clear that"
        phrasal = lexicon.get(f"{lemma} {token.nbor(1 + it).lower_}")
        if phrasal:
            return phrasal
    return lexicon.get(lemma)
