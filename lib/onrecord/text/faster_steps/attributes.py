"""Attributes: what a pipeline's attribute ruler and lemmatizer say of each token, worked out once for tokens that are alike.

spaCy's ruler tries each of its rules on each token, and sets what they say one by one; its lemmatizer goes through all tokens again.
Most rules look at one token and a few of its attributes, so that tokens with the same word, tag and dependency get the
same answer: spaCy's own parts are asked once for each such kind. The few rules that look at several tokens are tried everywhere.

This leans on three things inside spaCy, which to check when the lock moves: what `AttributeRuler.set_annotations` takes: (number
of the rule, its key, start, end), sorted; that a rule's key in the matcher is its number as a text; and that English
lemmas depend on nothing but word, part of speech and features. tests/text/test_attributes_of_tokens.py compares all
attributes with spaCy's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.language import Language
    from spacy.matcher import Matcher
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc, Span
    from thinc.types import Ints2d

    Pattern = list[dict[str, Any]]  # of the tokens in a row
    Match = tuple[int, int, int, int]  # number of the rule, its key, start, end

KIND: list[int | str] = ["ORTH", "TAG", "DEP"]
SAID: list[int | str] = ["TAG", "DEP", "POS", "MORPH", "LEMMA"]
LOOKED_AT = {"LOWER", "TAG", "DEP", "IS_SPACE"}  # by the rules of the English pipelines; a kind of tokens has the same
REMEMBERED = 10_000  # kinds of tokens; more would take memory for words that hardly come again


def attributes_of(nlp: Language) -> _Attributes | None:
    """A step in the place of a pipeline's ruler and, right behind it, lemmatizer; None where they are of another kind."""
    from spacy.lang.en.lemmatizer import EnglishLemmatizer

    names = nlp.pipe_names
    if "attribute_ruler" not in names or names[names.index("attribute_ruler") + 1 :][:1] != ["lemmatizer"]:
        return None
    ruler, lemmatizer = cast("AttributeRuler", nlp.get_pipe("attribute_ruler")), nlp.get_pipe("lemmatizer")
    if type(lemmatizer) is not EnglishLemmatizer or lemmatizer.mode != "rule" or lemmatizer.overwrite:
        return None
    known = all(_looks_at_known(pattern) for _, patterns in _rules(ruler) for pattern in patterns)
    return _Attributes(ruler, lemmatizer) if known else None


def _rules(ruler: AttributeRuler) -> Iterable[tuple[int, list[Pattern]]]:
    """The number and the patterns of each rule."""
    return ((number, cast("list[Pattern]", rule["patterns"])) for number, rule in enumerate(ruler.patterns))


def _looks_at_known(pattern: Pattern) -> bool:
    """Whether a pattern of one token looks at nothing but `LOOKED_AT`; longer ones are always tried."""
    return len(pattern) > 1 or set(pattern[0]) <= LOOKED_AT


class _Attributes:
    """Called with a text that is tagged and parsed, sets what ruler and lemmatizer would."""

    def __init__(self, ruler: AttributeRuler, lemmatizer: Any) -> None:
        self._ruler, self._lemmatizer = ruler, lemmatizer
        self._of_one = self._matcher(lambda pattern: len(pattern) == 1)
        self._of_several = self._matcher(lambda pattern: len(pattern) > 1)
        self._said: dict[tuple[int, ...], list[int]] = {}

    def __call__(self, doc: Doc) -> Doc:
        if not len(doc):
            return doc
        if any(map(doc.has_annotation, ("POS", "MORPH", "LEMMA"))):
            return self._lemmatizer(self._ruler(doc))  # which take account of what an earlier part has set
        about, matches = self._about_several(doc)
        kinds = list(map(tuple, doc.to_array(KIND).tolist()))
        said = self._learnt(doc, kinds)
        doc.from_array(SAID, cast("Ints2d", np.array([said[kind] for kind in kinds], dtype=np.uint64)))
        for i in about:
            doc[i].lemma = 0
        self._ruler.set_annotations(doc, matches)
        for i in about:
            if doc[i].lemma == 0:
                doc[i].lemma_ = self._lemmatizer.lemmatize(doc[i])[0]
        return doc

    def _matcher(self, is_wanted: Any) -> Matcher:
        from spacy.matcher import Matcher

        matcher = Matcher(self._ruler.vocab)
        for number, patterns in _rules(self._ruler):
            if wanted := [pattern for pattern in patterns if is_wanted(pattern)]:
                matcher.add(str(number), wanted)
        return matcher

    def _matches(self, matcher: Matcher, doc: Doc | Span) -> list[Match]:
        strings = doc.vocab.strings
        return [(int(strings[key]), key, start, end) for key, start, end in matcher(doc, allow_missing=True)]

    def _learnt(self, doc: Doc, kinds: list[tuple[int, ...]]) -> dict[tuple[int, ...], list[int]]:
        """What spaCy's own parts say of tokens of these kinds, and of others; they are asked about those that are new."""
        from spacy.tokens import Doc

        said = self._said  # another thread may begin a new one
        if not (new := set(kinds) - said.keys()):
            return said
        if len(said) > REMEMBERED:
            said, new = {}, set(kinds)
        one_each = Doc(doc.vocab, words=[doc.vocab.strings[orth] for orth, *_ in new])
        one_each.from_array(KIND[1:], cast("Ints2d", np.array([kind[1:] for kind in new], dtype=np.uint64)))
        self._ruler.set_annotations(one_each, sorted(self._matches(self._of_one, one_each)))
        said.update(zip(new, self._lemmatizer(one_each).to_array(SAID).tolist(), strict=True))
        self._said = said
        return said

    def _about_several(self, doc: Doc) -> tuple[set[int], list[Match]]:
        """The tokens that rules on several tokens are about, and what all rules match there, in their order."""
        matches = self._matches(self._of_several, doc)
        about = {start + self._ruler.indices[number] for number, _, start, _ in matches}
        for i in about:
            matches += [(number, key, i, i + 1) for number, key, _, _ in self._matches(self._of_one, doc[i : i + 1])]
        return about, sorted(matches)
