"""Attributes: what a pipeline's attribute ruler says of each token, worked out once for tokens that are alike.

spaCy's ruler tries each of its patterns on each token, which takes a tenth of the time of a parse. Most patterns are of
one token and look at a few of its attributes only, so that tokens with the same ones get the same answer. It comes out
as from spaCy, in the same order.

This leans on three things inside spaCy, which to check when the lock moves: `AttributeRuler.__call__` asks
`self.match(doc)` and nothing else for matches; that gives (number of the rule, its key, start, end), sorted; and a rule's
key in the matcher is its number as a text. tests/text/test_attribute_ruler.py compares all attributes with spaCy's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc

_Pattern = list[dict[str, Any]]  # of the tokens in a row

LOOKED_AT: list[int | str] = ["LOWER", "TAG", "DEP", "IS_SPACE"]  # by the rules of the English pipelines
REMEMBERED = 100_000  # kinds of tokens; more would take memory for words that hardly come again


def quicken(nlp: Language) -> None:
    """Let the attribute ruler of a pipeline, if it has one, remember the rules that match each kind of token."""
    if nlp.has_pipe("attribute_ruler"):
        ruler = cast("AttributeRuler", nlp.get_pipe("attribute_ruler"))
        if all(_looks_at_known(pattern) for patterns in _patterns(ruler) for pattern in patterns):
            vars(ruler)["match"] = _Matches(ruler).of


def _patterns(ruler: AttributeRuler) -> list[list[_Pattern]]:
    """The patterns of each rule."""
    return [cast("list[_Pattern]", rule["patterns"]) for rule in ruler.patterns]


def _looks_at_known(pattern: _Pattern) -> bool:
    """Whether a pattern of one token looks at nothing but `LOOKED_AT`; longer ones are always tried by spaCy."""
    return len(pattern) > 1 or set(pattern[0]) <= set(LOOKED_AT)


class _Matches:
    """The matches of a ruler's patterns: (number of the rule, its name, start, end), sorted as the ruler wants them."""

    def __init__(self, ruler: AttributeRuler) -> None:
        from spacy.matcher import Matcher

        self._one_token, self._longer = Matcher(ruler.vocab), Matcher(ruler.vocab)
        self._numbers: dict[int, int] = {}
        for number, patterns in enumerate(_patterns(ruler)):
            name = ruler.vocab.strings.add(str(number))
            self._numbers[name] = number
            for matcher, of_its_length in (
                (self._one_token, [p for p in patterns if len(p) == 1]),
                (self._longer, [p for p in patterns if len(p) > 1]),
            ):
                if of_its_length:
                    matcher.add(name, of_its_length)
        self._remembered: dict[tuple[int, ...], list[int]] = {}

    def of(self, doc: Doc) -> list[tuple[int, int, int, int]]:
        """What `AttributeRuler.match` returns."""
        if len(self._remembered) > REMEMBERED:
            self._remembered.clear()
        matches = [(name, start, end) for name, start, end in self._longer(doc, allow_missing=True)]
        for i, kind in enumerate(map(tuple, doc.to_array(LOOKED_AT).tolist())):
            if kind not in self._remembered:
                self._remembered[kind] = [name for name, _, _ in self._one_token(doc[i : i + 1], allow_missing=True)]
            matches += [(name, i, i + 1) for name in self._remembered[kind]]
        return sorted((self._numbers[name], name, start, end) for name, start, end in matches)
