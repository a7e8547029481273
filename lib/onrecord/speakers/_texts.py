"""Texts: which text "the report" means where it stands, whose it is, and by which name it goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from onrecord.speakers._discourse import GENDER, Discourse, Text
from onrecord.speakers._documents import are_kin, families, families_of
from onrecord.speakers._entities import Entity
from onrecord.speakers._kinds import BODIES, POINTING, kind_of, noun_kind
from onrecord.speakers._names import words_of
from onrecord.words.lexicons import word_class

if TYPE_CHECKING:
    from onrecord.text.tokens import Token

# What gives the entity for the head of a mention that does not speak itself.
Describe = Callable[[Discourse, "Token"], Entity]

# For how many paragraphs a text stays known as somebody's, and, a bound on time, how many texts are looked at.
REACH_OF_TEXT = 8
MOST_TEXTS = 40


def note_text(discourse: Discourse, noun: Token, describe: Describe) -> None:
    """Note whose text a noun, or a verb that makes a text, means, and its title, for "the report said" further on.

    Args:
        discourse: the article, read up to the noun.
        noun: the noun or the verb.
        describe: gives the entity for the head of an author's mention.
    """
    title = discourse.titles.get(noun.i)
    author = author_named(discourse, noun, describe)
    if title is None and (author is None or _is_only_passed_on(discourse, noun)):
        return
    if author is None and (known := text_meant(discourse, noun, set())) is not None:
        author = known.author
    words = frozenset(t.lower_ for t in noun.children) | frozenset(words_of(author.name if author else ""))
    titled = titled_text(discourse, noun, title, author) if title else None
    paragraph = discourse.place(noun)[0]
    discourse.texts.append(Text(noun.lemma_.lower(), families(noun), words, author, titled, paragraph))


def _is_only_passed_on(discourse: Discourse, noun: Token) -> bool:
    """Does somebody only share or sign "the report", or publish one whose author the article told before?"""
    definite = any(c.dep_ == "det" and c.lower_ in POINTING for c in noun.children)
    inside = discourse.author_of[noun.i].i in range(noun.left_edge.i, noun.right_edge.i + 1)
    if not definite or inside:
        return False
    told = any(text.noun == noun.lemma_.lower() for text in discourse.texts[-MOST_TEXTS:])
    return told or noun.head.lemma_.lower() in word_class("passing_verb")


def titled_text(discourse: Discourse, noun: Token, title: str, author: Entity | None) -> Entity:
    """A text by its title, with its author."""
    text = discourse.entities.other(title, "document", True, called=noun.lower_)
    if author is not None and author is not text and text.belongs_to is None:
        text.belongs_to = author
    return text


def text_meant(discourse: Discourse, noun: Token, words: set[str]) -> Text | None:
    """The text that a noun for a text means, as far as the article has told of one.

    Args:
        discourse: the article, read up to the noun.
        noun: the noun.
        words: the other words of content beside it; a text that is not called so is another one.

    Returns:
        The latest text of this noun, else the latest of a kindred one ("the study", then "the report"); None if there is
        none in reach.
    """
    return text_called(discourse, noun.lemma_.lower(), families(noun), words, discourse.place(noun)[0])


def text_called(discourse: Discourse, noun: str, kinds: frozenset[str], words: set[str], paragraph: int) -> Text | None:
    """The text that a noun means in some paragraph; see `text_meant`."""
    told = [t for t in discourse.texts[-MOST_TEXTS:] if words <= t.words]
    near = [t for t in told if paragraph - t.paragraph <= REACH_OF_TEXT]
    same = [t for t in near if t.noun == noun]
    if not near and len({(t.author, t.titled) for t in told if t.noun == noun}) == 1:
        same = [t for t in told if t.noun == noun]  # the one report that the article is about
    kin = [] if same or words else [t for t in near if are_kin(t.families, kinds)]
    return next(reversed(same or kin), None)


def text_of(discourse: Discourse, entity: Entity, head: Token) -> Text | None:
    """The text that "it" means, if the article called this entity by a noun before."""
    noun = entity.words[-1]
    return text_called(discourse, noun, families_of(noun), set(), discourse.place(head)[0])


def author_named(discourse: Discourse, noun: Token, describe: Describe) -> Entity | None:
    """Whom the words beside a noun for a text name as its author; None if they name nobody."""
    by = discourse.author_of.get(noun.i)
    if by is None:
        return None
    if by.lower_ in ("its", "their") or by.lower_ in GENDER:
        return _owner_meant(discourse, by, describe)
    if by.pos_ == "PRON":
        return discourse.referents.get(by.i)
    if by.pos_ != "PROPN" and noun_kind(by) == "document":
        return None
    by = _named_beside(by)
    if by.dep_ == "compound" and by.pos_ == "NOUN":
        body = discourse.entities.by_noun(by.lower_, set(), BODIES)
        return body or discourse.entities.other(by.text, kind_of(discourse.doc.span(by.i, by.i + 1), by), False)
    joint = by.i > 0 and by.nbor(-1).text == "/"  # of a poll by two, the recogniser sees one half
    referent = None if joint else discourse.referents.get(by.i)
    return referent or describe(discourse, by)


def _named_beside(noun: Token) -> Token:
    """The name right behind a noun: "Northlight" of "the institute Northlight"; the noun itself if there is none."""
    return next((c for c in noun.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i == noun.i + 1), noun)


def _owner_meant(discourse: Discourse, owner: Token, describe: Describe) -> Entity | None:
    """Whose "its report" or "her letter" is: the subject's of the clause, else the most salient one's."""
    verb = owner.head
    while verb.pos_ not in ("VERB", "AUX") and verb.dep_ != "ROOT":
        verb = verb.head
    subject = next((_named_beside(c) for c in verb.children if c.dep_ == "nsubj" and c.i < owner.i), None)
    entity = discourse.referents.get(subject.i) if subject is not None else None
    if owner.lower_ in GENDER:
        fits = entity is not None and entity.gender in (None, GENDER[owner.lower_]) and entity.kind == "person"
        return entity if fits else discourse.pronoun_means(owner, ())
    if entity is None and subject is not None and subject.pos_ == "PROPN":
        entity = describe(discourse, subject)
    if entity is not None and (entity.kind in BODIES or entity.kind == "unnamed group"):
        return entity
    return discourse.most_salient_other(owner, BODIES)
