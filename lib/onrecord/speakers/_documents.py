"""Texts that speak: whose "the report", "her statement" or "a study by the ministry" is, and which title it has."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from onrecord.quotes.subjects import mention_span, owner_of
from onrecord.speakers._kinds import BODIES, noun_kind
from onrecord.speakers.sides import sides
from onrecord.text.entities import entity_around
from onrecord.text.parsing import ParsedArticle
from onrecord.text.tokens import tokens_in
from onrecord.words import read_words
from onrecord.words.lexicons import cue_verbs, nouns_for, word_class

if TYPE_CHECKING:
    from onrecord.text.tokens import Span, Token, Tokens

# A title in quotation marks has at most so many words; those longer than the next are capitalised in it.
LONGEST_TITLE = 14
LONGEST_SMALL_WORD = 4

# Families of texts that go to nobody: a law is no longer its author's, and what a court has on file is many people's.
NOBODYS = frozenset(["law"])
# Families of which one noun before another tells the author: "a police report", not "police records".
OF_BODIES = frozenset(["research", "count", "statement"])
OF_MANY = frozenset("records files documents papers filings emails logs transcripts".split())


@cache
def _families() -> dict[str, frozenset[str]]:
    """The lexicon words/text_nouns.csv: {noun: families of texts that it may mean}."""
    rows = read_words("text_nouns.csv")
    return {row["noun"]: frozenset(r["family"] for r in rows if r["noun"] == row["noun"]) for row in rows}


@cache
def _verb_families() -> dict[str, str]:
    """The lexicon words/text_verbs.csv: {verb: family of the text that it makes}."""
    return {row["verb"]: row["family"] for row in read_words("text_verbs.csv")}


def is_document(noun: Token) -> bool:
    """Is this a noun for a text, or for a place on the web that has an owner ("the ministry's website")?"""
    return noun_kind(noun) == "document" or "site" in families(noun)


def families(token: Token) -> frozenset[str]:
    """The families of texts that a noun, or the verb that makes a text, may mean; none for other words."""
    if token.pos_ == "VERB":
        family = _verb_families().get(token.lemma_.lower())
        return frozenset([family]) if family else frozenset()
    return families_of(token.lower_) or families_of(token.lemma_.lower())


def families_of(noun: str) -> frozenset[str]:
    """The families of texts that a noun may mean; none for other words."""
    return _families().get(noun, frozenset())


def are_kin(some: frozenset[str], others: frozenset[str]) -> bool:
    """May nouns of these families mean one text: "the study" and "the report", "the document" and any other?"""
    return bool(some & others) or "any" in some or "any" in others


@cache
def _nouns() -> frozenset[str]:
    """Nouns for texts and for the sites where they stand."""
    return nouns_for("document") | {noun for noun, kinds in _families().items() if "site" in kinds}


def authors(doc: Tokens) -> dict[int, Token]:
    """Nouns for texts and the token that names whose text it is, where the sentence tells.

    Args:
        doc: the parse.

    Returns:
        {number of the noun's token: token of the author}: the owner ("her statement"), who it is from or by, who
        publishes it ("the ministry released a report"), who speaks in it ("in a statement, Hale said"), or the name
        or body before it ("the Harbour Board report", "a police report"). A verb that makes a text of a kind stands
        for the text: "Hale sued", then "the complaint".
    """
    author_of = {}
    for i in tokens_in(doc, _nouns()):
        noun = doc[i]
        if noun.pos_ != "NOUN" or families(noun) & NOBODYS:
            continue
        if (author := _owner(noun) or _publisher(noun) or _named_before(noun)) is not None:
            author_of[i] = author
    for i in tokens_in(doc, ("VERB",), "POS"):
        if families(doc[i]) and (author := _maker(doc[i])) is not None:
            author_of[i] = author
    return author_of


def _owner(noun: Token) -> Token | None:
    """ "Her statement", "a report by the ministry", "a report (that was) released by the ministry", "that it released"."""
    prepositions = ("from", "by", "in", "on") if "press" in families(noun) else ("from", "by")
    owner = owner_of(noun, prepositions)  # "a report of the fire" is not the fire's
    if any(c.lower_ in word_class("about_owner") for c in noun.children if c.i < noun.i):
        owner = None  # "his medical records", "the victim's autopsy report"
    if (
        owner is not None
        and owner.ent_type_ not in ("DATE", "TIME")
        and (owner.head.lower_ == "by" or _can_write(owner))
    ):
        return owner
    for child in noun.children:
        if child.dep_ in ("acl", "relcl") and _publishes(child):
            agent = next((c for c in child.children if c.dep_ in ("agent", "prep") and c.lower_ == "by"), None)
            if agent is not None:
                return next((c for c in agent.children if c.dep_ == "pobj"), None)
            return next((c for c in child.children if c.dep_ == "nsubj" and c.tag_ != "WDT"), None)
    return None


def _publishes(verb: Token) -> bool:
    """ "Issued", "wrote", "put out", "drew up"."""
    if any(c.dep_ == "prt" and c.lower_ in ("out", "up", "together") for c in verb.children):
        return verb.lemma_.lower() in ("put", "draw", "carry", "bring", "hand", "write", "send", "give", "set")
    return verb.lemma_.lower() in word_class("publishing_verb")


def _can_write(owner: Token) -> bool:
    """Not "this week's report", "a letter from prison"."""
    return owner.pos_ in ("PROPN", "PRON") or owner.dep_ == "poss" or noun_kind(owner) not in (None, "document")


def _publisher(noun: Token) -> Token | None:
    """ "The ministry released a report", "in a statement, Hale said", "wrote in the report"."""
    if noun.dep_ == "pobj" and noun.head.lower_ in ("in", "on", "through", "via"):
        verb = noun.head.head
        wanted = verb.pos_ == "VERB" and verb.lemma_.lower() in cue_verbs()
    else:
        verb = noun.head
        wanted = noun.dep_ == "dobj" and _publishes(verb)
    if not wanted:
        return None
    subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.i != noun.i), None)
    if subject is not None and subject.tag_ in ("WDT", "WP"):
        return verb.head if verb.dep_ == "relcl" and verb.head.i != noun.i else None
    return subject


def _named_before(noun: Token) -> Token | None:
    """ "The Harbour Board report", "an ABC poll", "a police report"; not "a Facebook post", "police records"."""
    for child in noun.children:
        if child.i > noun.i or child.lower_ in word_class("platform"):
            continue
        name = child.ent_type_ in ("ORG", "PERSON") and child.dep_ in ("compound", "nmod")
        # The recogniser takes many a name before a noun for a people's.
        odd_name = child.ent_type_ == "NORP" and child.text.istitle() and child.lower_ not in sides()
        pollsters = child.pos_ == "PROPN" and child.i > 0 and child.nbor(-1).text == "/"
        capitals = child.pos_ == "PROPN" and child.text.isupper() and child.ent_type_ in ("", "ORG", "PRODUCT")
        name = name or (bool(families(noun) & OF_BODIES) and (pollsters or (capitals and len(child) > 2)))
        body = child.dep_ == "compound" and child.pos_ == "NOUN" and noun_kind(child) in BODIES
        if name or (odd_name and noun.lower_ not in OF_MANY and _stands_alone(child)):
            return child
        if body and families(noun) & OF_BODIES and noun.lower_ not in OF_MANY:
            return child
    return None


def name_before(name: Token) -> Span:
    """The whole name that a token is part of, before a noun for a text: "Harlan/Northlight" in "a March Harlan/Northlight poll"."""
    doc, first, end = name.doc, name.i, name.i + 1
    while first > 0 and (doc[first - 1].pos_ == "PROPN" or doc[first - 1].text in ("/", "&", "-")):
        first -= 1
    while end < len(doc) and (doc[end].pos_ == "PROPN" or doc[end].text in ("/", "&", "-")):
        end += 1
    around = entity_around(name)
    first, end = min(first, around.start), max(end, around.end)
    while first < name.i and (doc[first].ent_type_ == "DATE" or doc[first].lower_ in word_class("month")):
        first += 1
    return doc.span(first, end)


def _stands_alone(name: Token) -> bool:
    """No adjective of a people, a faith or a party, which "-an", "-ish" and the like end."""
    return not name.lower_.endswith(("an", "ish", "ese", "ic", "ist", "ists", "ans", "al", "i"))


def _maker(verb: Token) -> Token | None:
    """Who sues, writes or surveys: the subject of a verb that makes a text, not in the passive."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is None or subject.pos_ == "PRON" or subject.tag_ == "WDT":
        return None
    if verb.lemma_.lower() == "write" and not any(c.dep_ == "prep" and c.lower_ == "to" for c in verb.children):
        return None
    return subject


# --- titles -------------------------------------------------------------------------------------------------------------


def titles(parsed: ParsedArticle) -> dict[int, str]:
    """Nouns for texts that have a title of their own in quotation marks beside them.

    Args:
        parsed: the parse, with the spans in quotation marks.

    Returns:
        {number of the noun's token: title}: 'the report, “Counting the Drowned,”', 'a study titled “…”', 'the “…” memo'.
    """
    found = {}
    for quoted in parsed.quoted:
        title = parsed.article.text[quoted.start : quoted.end].strip("“”„«»\"″'‘’ ").rstrip(",.;")
        if not _is_title(title):
            continue
        span = parsed.tokens.char_span(quoted.start, quoted.end, alignment_mode="expand")
        if span is not None and (noun := _noun_beside(parsed.tokens, span.start, span.end)) is not None:
            found[noun.i] = " ".join(title.split())
    return found


def _is_title(text: str) -> bool:
    """Words that are capitalised as in a title, all but the small ones."""
    words = text.split()
    long = [w for w in words if len(w) > LONGEST_SMALL_WORD and w[0].isalpha()]
    capital = text[:1].isupper() or text[:1].isdigit()
    return 0 < len(words) <= LONGEST_TITLE and capital and all(w[0].isupper() for w in long)


def _noun_beside(doc: Tokens, first: int, end: int) -> Token | None:
    """The noun for a text right before words in quotation marks, or right behind them."""
    i = first - 1
    titled = i > 0 and doc[i].lemma_.lower() in word_class("titling_verb")
    i -= titled
    while (i > 0 and doc[i].text == ",") or (titled and doc[i].lower_ in ("is", "was", "been", "that", "which")):
        i -= 1
    if i >= 0 and (titled or doc[first - 1].text == "," or end - first > 2) and _is_noun_for_text(doc[i]):
        return doc[i]
    behind = doc[end] if end < len(doc) else None
    return behind if behind is not None and _is_noun_for_text(behind) else None


def _is_noun_for_text(token: Token) -> bool:
    return token.pos_ == "NOUN" and is_document(token)


# --- texts that nobody is said to have written --------------------------------------------------------------------------


def text_description_end(head: Token, end: int) -> int:
    """Where the description of a text ends that names no author: "documents [obtained by the Herald]"."""
    doc = head.doc
    behind = next((t for t in doc[head.i + 1 : head.sent.end] if t.idx >= end), None)
    if behind is None or behind.tag_ != "VBN" or behind.lemma_.lower() not in word_class("getting_verb"):
        return end
    agent = next((c for c in behind.children if c.dep_ == "agent" and c.i == behind.i + 1), None)
    finder = next((c for c in agent.children if c.dep_ == "pobj"), None) if agent is not None else None
    return mention_span(finder)[1] if finder is not None else end
