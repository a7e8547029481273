"""Attributes: what a pipeline's attribute ruler says of each token, worked out once for tokens that are alike.

spaCy's ruler tries each of its patterns on each token, which takes a tenth of the time of a parse. Most patterns are of
one token and look at a few of its attributes only, so that tokens with the same ones get the same answer. It comes out
as from spaCy, in the same order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc

LOOKED_AT = ["LOWER", "TAG", "DEP", "IS_SPACE"]  # by the rules of the English pipelines
REMEMBERED = 100_000  # kinds of tokens; more would take memory for words that hardly come again


def quicken(nlp: Language) -> None:
    """Let the attribute ruler of a pipeline, if it has one, remember what it found for each kind of token."""
    if nlp.has_pipe("attribute_ruler"):
        ruler = nlp.get_pipe("attribute_ruler")
        if all(_is_known(pattern) for rule in ruler.patterns for pattern in rule["patterns"]):
            ruler.match = _Matches(ruler).of


def _is_known(pattern: list[dict]) -> bool:
    """Whether a pattern of one token looks at nothing but `LOOKED_AT`; longer ones are always tried by spaCy."""
    return len(pattern) > 1 or set(pattern[0]) <= set(LOOKED_AT)


class _Matches:
    """The matches of a ruler's patterns: (number of the rule, its name, start, end), sorted as the ruler wants them."""

    def __init__(self, ruler: AttributeRuler) -> None:
        from spacy.matcher import Matcher

        self._one_token, self._longer = Matcher(ruler.vocab), Matcher(ruler.vocab)
        self._numbers: dict[int, int] = {}
        for number, rule in enumerate(ruler.patterns):
            name = ruler.vocab.strings.add(str(number))
            self._numbers[name] = number
            for matcher, patterns in (
                (self._one_token, [p for p in rule["patterns"] if len(p) == 1]),
                (self._longer, [p for p in rule["patterns"] if len(p) > 1]),
            ):
                if patterns:
                    matcher.add(name, patterns)
        self._found: dict[tuple[int, ...], list[int]] = {}

    def of(self, doc: Doc) -> list[tuple[int, int, int, int]]:
        """What `AttributeRuler.match` returns."""
        if len(self._found) > REMEMBERED:
            self._found.clear()
        matches = [(name, start, end) for name, start, end in self._longer(doc, allow_missing=True)]
        for i, kind in enumerate(map(tuple, doc.to_array(LOOKED_AT).tolist())):
            if kind not in self._found:
                self._found[kind] = [name for name, _, _ in self._one_token(doc[i : i + 1], allow_missing=True)]
            matches += [(name, i, i + 1) for name in self._found[kind]]
        return sorted((self._numbers[name], name, start, end) for name, start, end in matches)
