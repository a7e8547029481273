"""Names that a text hands over: "a man named Ann Hale", "a pilot with the call sign Ghost", "who gave her name as Ann"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from onrecord.speakers._kinds import PLURAL_TAGS
from onrecord.text.entities import whole_name
from onrecord.text.parsing import ParsedArticle
from onrecord.words.lexicons import kind_of_noun

if TYPE_CHECKING:
    from onrecord.text.tokens import Span, Token, Tokens

# The words between a description and the name that it gets.
HANDS_OVER = re.compile(
    r"\b(?:(?:call ?signs?|call-signs?|code ?names?|nom de guerre|nicknames?|pseudonyms?|alias|moniker|surname"
    r"|(?:first|last|given|middle|full|real|assumed) names?|names?)(?:,| is| was| of| as)?"
    r"|named|called|nicknamed|dubbed|code-?named|surnamed"
    r"|known (?:(?:only|simply|locally|better|here|online) )?(?:as|by)|identified (?:(?:only|simply|just) )?as"
    r"|(?:goes|went|going) by|(?:introduced|identified|called|calls|calling|named) (?:him|her|them)sel(?:f|ves)(?: as)?)"
    r" [\"'“‘]?(?=[^\W\d_])"
)

# How far behind the description the name may stand, in tokens.
REACH = 16
LONGEST = 4


class Introduced(NamedTuple):
    """A description of somebody and the name that the text gives them: the description's head, and the name."""

    noun: int
    start: int
    end: int


def introduced(parsed: ParsedArticle) -> Iterator[Introduced]:
    """Descriptions of one person that a text names in the same breath.

    Args:
        parsed: the parse.

    Returns:
        The number of the description's head ("soldier" in "a soldier with the call sign Ghost"), and the characters
        of the name, marks around it left off.
    """
    doc, text = parsed.tokens, parsed.article.text
    for words in HANDS_OVER.finditer(text):
        if not text[words.end()].isupper():
            continue
        name = doc.char_span(words.end(), words.end() + 1, alignment_mode="expand")
        if name is None or name[0].pos_ != "PROPN" or name[0].idx != words.end():
            continue
        before = doc.char_span(words.start(), words.start() + 1, alignment_mode="expand")
        noun = _described_before(before[0]) if before is not None else None
        if noun is not None:
            whole = _whole(doc, name)
            yield Introduced(noun.i, whole.start_char, whole.end_char)


def _whole(doc: Tokens, name: Span) -> Span:
    """The name that begins here: the capitalised words in a row."""
    last = name.start
    while last + 1 < len(doc) and last + 1 - name.start < LONGEST and doc[last].whitespace_ == " ":
        if doc[last + 1].pos_ != "PROPN" or not doc[last + 1].text[0].isupper():
            break
        last += 1
    return whole_name(doc.span(name.start, last + 1))


def _described_before(token: Token) -> Token | None:
    """The noun for one person before these words in their sentence, no other noun between; "one" of "one of the pilots".

    A verb must hang on the noun: "a critic called the plan good" names nobody.
    """
    doc = token.doc
    names_directly = token.tag_ in ("VBN", "VBD", "VBZ") and token.nbor().lower_ not in ("by", "himself", "herself")
    if names_directly and token.dep_ not in ("acl", "relcl", "advcl") and token.tag_ != "VBN":
        return None
    for i in range(token.i - 1, max(token.sent.start, token.i - REACH) - 1, -1):
        noun = doc[i]
        if noun.text in (";", ":", '"'):
            return None
        if kind_of_noun(noun.lower_, noun.lemma_.lower()) == "person":
            if noun.tag_ in PLURAL_TAGS:
                return next((t for t in doc[max(0, i - 4) : i] if t.lower_ == "one"), None)
            return noun if noun.tag_ == "NN" else None
        if noun.pos_ in ("NOUN", "PROPN"):
            return None
    return None
