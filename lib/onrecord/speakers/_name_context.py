"""Name context: what the words around a name tell of a person at one mention."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.quotes.subjects import mention_span
from onrecord.speakers._entities import DEPENDENT
from onrecord.speakers._gender import gender_told, noun_beside
from onrecord.speakers._roles import Role, age_of, modifiers, role_of
from onrecord.speakers._salience import role_of_mention

if TYPE_CHECKING:
    from onrecord.text.tokens import Span, Token


@dataclass(frozen=True)
class NameContext:
    """What one mention of a name tells, read once: an article is read several times.

    Attributes:
        span: the name.
        root: its head.
        beside: the noun to which it is set: "mayor" in "the mayor, Ann Hale".
        titles: the words before it, in lower case.
        gender, role, age: of the person, None where nothing tells.
        grammatical_role: one of `_salience.ROLES`.
        dependent: introduced as somebody's: "her husband, Tom Reed", "Hale spokesman Tom Reed".
    """

    span: Span
    root: Token
    beside: Token | None
    titles: list[str]
    gender: str | None
    role: Role | None
    age: int | None
    grammatical_role: int
    dependent: bool


def read_context(name: Span, text: str) -> NameContext:
    """Read the words around a name, without its titles, in the text of an article."""
    beside, before, root = noun_beside(name), modifiers(name), name.root
    return NameContext(
        span=name,
        root=root,
        beside=beside,
        titles=[t.lower_.rstrip(".") for t in before],
        gender=gender_told(name, before),
        role=role_of(name),
        age=age_of(name, before, text),
        grammatical_role=role_of_mention(root),
        dependent=_is_introduced_as_somebodys(name, beside, before, text),
    )


def _is_introduced_as_somebodys(name: Span, beside: Token | None, before: Span, text: str) -> bool:
    start, end = mention_span(beside) if beside is not None else (name.start_char, name.start_char)
    return any(DEPENDENT.match(words) for words in (text[start:end], f"{before.text} ") if words)
