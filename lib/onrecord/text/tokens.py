"""Tokens: a parse in plain Python objects, under spaCy's names for what they tell.

Whenever spaCy is asked for a token, its head, its children or its sentence it makes them anew, and looks each string up
anew: that took longer than what the rules did with them. Here all are made once for an article.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, compress, count, pairwise, repeat
from operator import add, attrgetter
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from spacy.strings import StringStore
    from spacy.tokens import Doc

# What `Token` tells, in the order of its fields, as spaCy names the columns of `Doc.to_array`.
STRINGS = ("ORTH", "LOWER", "LEMMA", "TAG", "POS", "DEP", "ENT_TYPE")
FLAGS = ("IS_SPACE", "IS_PUNCT", "IS_QUOTE", "IS_ALPHA", "IS_TITLE", "IS_LOWER", "IS_STOP", "LIKE_NUM")
NUMBERS = ("IDX", "SPACY", "ENT_IOB", "SENT_START", "HEAD")
WHITESPACE, IOB = ("", " "), ("", "I", "O", "B")


@dataclass(slots=True, eq=False, repr=False)
class Token:
    """A token of a parse: what spaCy's Token tells under the same names. There is one object for each token.

    Attributes:
        head: itself, if it is the root of its sentence.
        children: the tokens whose head it is, in the order of the text.
        left_edge, right_edge: the first and the last token of its subtree.
    """

    doc: Tokens
    i: int
    text: str
    lower_: str
    lemma_: str
    tag_: str
    pos_: str
    dep_: str
    ent_type_: str
    is_space: bool
    is_punct: bool
    is_quote: bool
    is_alpha: bool
    is_title: bool
    is_lower: bool
    is_stop: bool
    like_num: bool
    idx: int
    whitespace_: str
    ent_iob_: str
    is_sent_start: bool
    head: Token = field(init=False)
    children: Sequence[Token] = field(init=False)
    left_edge: Token = field(init=False)
    right_edge: Token = field(init=False)
    sent: Span = field(init=False)

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    def nbor(self, steps: int = 1) -> Token:
        """The token so many steps further on; IndexError where the text has none."""
        if self.i + steps < 0:
            raise IndexError(f"there is no token {-steps} before {self.text!r}")
        return self.doc[self.i + steps]

    @property
    def lefts(self) -> list[Token]:
        """The children before it."""
        return [child for child in self.children if child.i < self.i]

    @property
    def rights(self) -> list[Token]:
        """The children behind it."""
        return [child for child in self.children if child.i > self.i]

    @property
    def subtree(self) -> list[Token]:
        """The token and all that hang on it, in the order of the text."""
        below = [self]
        for token in below:
            below += token.children
        return sorted(below, key=attrgetter("i"))

    @property
    def ancestors(self) -> Iterator[Token]:
        """Its head, the head of that, and so on up to the root of the sentence."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    @property
    def conjuncts(self) -> list[Token]:
        """The tokens with which it is coordinated."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        joined = [first]
        for token in joined:
            joined += [child for child in token.rights if child.dep_ == "conj"]
        return [token for token in joined if token is not self]


class Span(list[Token]):
    """Some tokens of a parse in a row: what spaCy's Span tells under the same names.

    Attributes:
        doc: all tokens of the parse.
        start, end: the numbers of its first token, and of the one behind its last.
        label_: what kind of entity it is, empty if it is none.
    """

    __slots__ = ("doc", "end", "label_", "start")

    def __init__(self, doc: Tokens, start: int, end: int, label: str = ""):
        super().__init__(doc[start:end])
        self.doc, self.start, self.end, self.label_ = doc, start, end, label

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Span) and self._key() == other._key()

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(self._key())

    def _key(self) -> tuple[int, int, str, int]:
        return self.start, self.end, self.label_, id(self.doc)

    @property
    def start_char(self) -> int:
        """The offset of its first character."""
        return self.doc[self.start].idx if self.start < len(self.doc) else len(self.doc.text)

    @property
    def end_char(self) -> int:
        """The offset behind its last character."""
        return self[-1].idx + len(self[-1].text) if self else self.start_char

    @property
    def text(self) -> str:
        """Its words as the article has them."""
        return self.doc.text[self.start_char : self.end_char]

    @property
    def sent(self) -> Span:
        """The sentence of its first token."""
        return self.doc[self.start].sent

    @property
    def root(self) -> Token:
        """The token on which the others hang: the one nearest to the root of the sentence, the first of several."""
        if len(self) < 2:
            return self.doc[self.start]
        tops = [token for token in self if token.head is token or not self.start <= token.head.i < self.end]
        root = next((token for token in tops if token.head is token), None)
        return root or min(tops, key=_steps_to_root)


def _steps_to_root(token: Token) -> int:
    """How far a token is from the root of its sentence; as far as can be for a mark or a space that nothing hangs on."""
    if (token.is_space or token.is_punct) and not token.children:
        return len(token.doc)
    return sum(1 for _ in token.ancestors)


class Tokens(list[Token]):
    """All tokens of a parse: what spaCy's Doc tells under the same names.

    Attributes:
        text: the text of the parse.
        sents: its sentences.
        ents: what the recogniser named.
        columns: the strings of all tokens for each of STRINGS.
    """

    def __init__(self, doc: Doc):
        """Read a parse.

        Args:
            doc: parsed; what is changed in it later is not seen here.
        """
        known = _Strings(doc.vocab.strings)
        strings = [list(map(known.__getitem__, column)) for column in doc.to_array([*STRINGS]).T.tolist()]
        flags = (doc.to_array([*FLAGS]) != 0).T.tolist()
        idx, spaces, iob, begins, heads = doc.to_array([*NUMBERS]).astype(np.int64).T.tolist()
        gaps = list(map(WHITESPACE.__getitem__, spaces))
        marks = gaps, map(IOB.__getitem__, iob), [begin == 1 for begin in begins]
        super().__init__(map(Token, repeat(self), count(), *strings, *flags, idx, *marks))
        self.text = "".join(map(add, strings[0], gaps))
        self.columns = dict(zip(STRINGS, strings, strict=True))
        self._offsets = idx
        self._join([i + steps for i, steps in enumerate(heads)])
        self.sents = [self.span(a, b) for a, b in pairwise([*(t.i for t in self if t.is_sent_start), len(self)])]
        for sentence in self.sents:
            for token in sentence:
                token.sent = sentence
        self.ents = tuple(Span(self, ent.start, ent.end, ent.label_) for ent in doc.ents)

    def _join(self, heads: list[int]) -> None:
        """Set head, children and edges of each token, of which the number of the head is given."""
        children: dict[int, list[Token]] = {}
        left, right = list(range(len(self))), list(range(len(self)))
        for i in chain(range(len(self)), reversed(range(len(self)))):
            head = heads[i]
            if left[i] < left[head]:
                left[head] = left[i]
            if right[i] > right[head]:
                right[head] = right[i]
        for token, head in zip(self, heads, strict=True):
            token.head = self[head]
            if head != token.i:
                children.setdefault(head, []).append(token)
        for token in self:
            token.children = children.get(token.i, ())
            token.left_edge, token.right_edge = self[left[token.i]], self[right[token.i]]

    def span(self, start: int, end: int) -> Span:
        """The tokens from one number up to, and without, another, as far as there are any; a slice is only a list."""
        start = min(start, len(self))
        return Span(self, start, max(start, min(end, len(self))))

    def char_span(
        self, start: int, end: int, alignment_mode: Literal["strict", "contract", "expand"] = "strict"
    ) -> Span | None:
        """The tokens of some characters.

        Args:
            start, end: offsets into the text.
            alignment_mode: what of tokens that these characters cut: `strict` gives None, `contract` leaves them out,
                `expand` takes them whole.

        Returns:
            The tokens; None if there are none.
        """
        first, last = self._token_at(start), self._token_at(end - 1)
        if first is None or last is None:
            return None
        behind_first, behind_last = first.idx + len(first.text), last.idx + len(last.text)
        if alignment_mode == "expand":
            return self.span(first.i + (start == behind_first), last.i + 1)
        whole = first.i + (start > first.idx), last.i + (end >= behind_last)
        if whole[0] >= whole[1] or (alignment_mode == "strict" and (start, end) != (first.idx, behind_last)):
            return None
        return self.span(*whole)

    def _token_at(self, offset: int) -> Token | None:
        """The token that holds an offset, or stands right before the white space there."""
        i = bisect_right(self._offsets, offset) - 1
        return self[i] if i >= 0 and offset < len(self.text) else None


class _Strings(dict[int, str]):
    """The strings that spaCy knows by numbers; each is looked up once."""

    def __init__(self, store: StringStore):
        super().__init__()
        self.store = store

    def __missing__(self, number: int) -> str:
        self[number] = self.store[number]
        return self[number]


def tokens_in(doc: Tokens, words: Iterable[str], attribute: str = "LOWER") -> list[int]:
    """The numbers of the tokens whose attribute is one of these strings, in ascending order.

    Args:
        doc: the tokens.
        words: the strings.
        attribute: one of STRINGS.
    """
    return list(compress(count(), map(frozenset(words).__contains__, doc.columns[attribute])))
