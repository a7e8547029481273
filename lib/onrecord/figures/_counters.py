"""Counters: who counts, gives, estimates or plans a number, by the words above it in the parse of its sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from onrecord.quotes.subjects import is_speaker, owner_of, subject_of
from onrecord.words.lexicons import CueVerb, cue_verbs, grouped, kind_of_noun, verb_forms, word_class

if TYPE_CHECKING:
    from onrecord.text.tokens import Token

MOST_STEPS = 10  # up from a number to who gives it
# What these clauses tell is the writer's: "believes the man who killed 12 has fled", "left after 30 had died".
OWN_CLAUSES = ("relcl", "advcl", "parataxis")
OBJECTS = ("dobj", "oprd", "attr")
CLAUSES = ("ccomp", "xcomp")
# From a number to the noun of which it is the count: "a list of letters from 40 guards", "12 dead and 30 hurt".
PARTS = ("nummod", "amod", "quantmod", "compound", "nmod", "pobj", "conj", "appos", "det", "npadvmod", "dep")
PLACES = ("GPE", "LOC", "FAC")
PLACE_NOUNS = frozenset("city town village country nation state region province district county area island".split())
KNOWN = ("the", "that", "this", "these", "those", "both")


class Counter(NamedTuple):
    """Who gives a number: the head of the words for them, the word by which they give it, and the rule that says so."""

    head: Token
    word: Token
    rule: str

    @property
    def plans(self) -> bool:
        """Whether they mean to do something, and count nothing that is there."""
        return self.rule in ("claimant_plans", "claimant_plan_of", "claimant_asks")


class Step(NamedTuple):
    """A step up from a number: a word, the one below it, whether that is (part of) what is counted, and the verbs passed."""

    above: Token
    below: Token
    number: Token
    counted: bool
    verbs: int


def counter_of(number: Token) -> Counter | None:
    """Who gives a number, by the first word above it that says so.

    Args:
        number: the head of the number's words, or the noun that it counts.

    Returns:
        None where nothing in the sentence says so before a clause of its own ends: a number in a relative clause is not
        believed or planned by who is believed to have done what it tells.
    """
    for step in _steps(number):
        for rule in RULES:
            if (found := rule(step)) is not None:
                return found
    return None


def _steps(number: Token) -> Iterator[Step]:
    below, counted, verbs = number, True, 0
    for _ in range(MOST_STEPS):
        above = below.head
        if above == below:
            return
        yield Step(above, below, number, counted, verbs)
        own = below.dep_ in OWN_CLAUSES or (below.dep_ == "conj" and _has_subject(below))
        if own or (below.dep_ == "prep" and below.lower_ != "as" and below.lower_ in word_class("circumstance")):
            return
        counted = counted and (below.dep_ in PARTS or (below.dep_ == "prep" and below.lower_ in ("of", "from", "as")))
        verbs += above.pos_ in ("VERB", "AUX")
        below = above


def _has_subject(verb: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in verb.children)


def used(token: Token, *uses: str) -> bool:
    """Whether a word stands in words/claimant_words.csv with one of these uses."""
    lemma = token.lemma_.lower()
    return any(lemma in grouped("claimant_words.csv", "use")[use] for use in uses)


def in_a_count(step: Step) -> Counter | None:
    """ "By one estimate, 300 died", "40 per cent in a poll by the paper": the count beside a number or its own verb."""
    for prep in (c for word in (step.below, step.above) for c in word.children if c.dep_ in ("prep", "agent")):
        if prep.lower_ not in ("by", "in") or prep == step.below or (step.verbs and not prep.is_sent_start):
            continue
        for count in prep.children:
            if count.dep_ == "pobj" and used(count, "by_count" if prep.lower_ == "by" else "in_count"):
                owner = owner_of(count, ("of", "by", "from"))
                own = owner is not None and is_speaker(owner) and not used(owner, "in_count")
                return Counter(owner if owner is not None and own else count, count, "claimant_count")
    return None


def count_of(step: Step) -> Counter | None:
    """ "The union's count of 12", "an estimate by the board of 300", "her plan to hire 40"."""
    above, below = step.above, step.below
    uses = [use for use in ("count_of", "plan_of") if used(above, use)]
    if not uses or above.pos_ not in ("NOUN", "PROPN") or below.i < above.i:
        return None
    if not (below.dep_ in ("acl", "relcl") or (below.dep_ == "prep" and below.lower_ == "of")):
        return None
    owner = owner_of(above, ("by", "from"))
    if owner is None or not is_speaker(owner):
        return None
    return Counter(owner, above, f"claimant_{uses[0]}")


def figure_from(step: Step) -> Counter | None:
    """ "The figure of 200 came from the union"."""
    if step.above.lemma_ not in ("come", "be") or step.below.dep_ != "nsubj" or not used(step.below, "count_of"):
        return None
    for prep in step.above.children:
        if prep.dep_ == "prep" and prep.lower_ == "from":
            giver = next((c for c in prep.children if c.dep_ == "pobj"), None)
            if giver is not None and is_speaker(giver):
                return Counter(giver, prep, "claimant_figure_from")
    return None


def of_whom_says(step: Step) -> Counter | None:
    """ "Forty guards, nine of whom the ministry says were students": the nine are the ministry's."""
    if step.below != step.number:
        return None
    for verb in step.number.children:
        if verb.dep_ == "relcl" and says(verb) and any(c.dep_ == "ccomp" for c in verb.children):
            head = next((c for c in verb.children if c.dep_ == "nsubj"), None)
            if head is not None and _can_count(head, verb, "says"):
                return Counter(head, verb, "claimant_says")
    return None


def by_verb(step: Step) -> Counter | None:
    """ "The ministry counted 30", "police believe 40 were there", "one slide shows that eight were spoiled"."""
    verb = step.above
    if verb.pos_ not in ("VERB", "AUX") or any(c.dep_ == "neg" for c in verb.children):
        return None
    agent = by_agent(verb)
    ways = list(_ways_of_passive(step) if agent is not None else (*_ways_above(step), *_ways_of_object(step)))
    head = agent if agent is not None or not ways else subject_of(verb)
    if head is None or head == step.number:
        return None
    way = next((way for way in ways if _can_count(head, verb, way)), None)
    return Counter(head, verb, f"claimant_{way}") if way is not None else None


def by_agent(verb: Token) -> Token | None:
    """The police of "were counted by the police"."""
    agents = (c for a in verb.children if a.dep_ == "agent" for c in a.children if c.dep_ == "pobj")
    return next(agents, None)


def _ways_of_passive(step: Step) -> Iterator[str]:
    """How "were reported dead by", "put at 300 by" makes a number that of who stands behind "by"."""
    verb, below = step.above, step.below
    if below.dep_ == "nsubjpass" and step.counted and not _is_known(step.number) and used(verb, "counts"):
        yield "counts"
    if (
        below.dep_ == "prep"
        and below.lower_ in ("at", "as")
        and used(verb, "gives")
        and any(map(_is_toll, _given(verb)))
    ):
        yield "gives"


def _ways_above(step: Step) -> Iterator[str]:
    """How a verb makes the numbers of a clause below it its subject's."""
    verb, below = step.above, step.below
    if below.dep_ not in CLAUSES:
        return
    if below.dep_ == "ccomp" and says(verb):
        yield "says"
    if _is_known(step.number):
        return
    if below.tag_ == "VBG":  # "reported losing 12 boats", "the poll has her leading by six"
        yield from (
            way for way, use in (("counts", "counts"), ("finds", "has_at"), ("plans", "plans")) if used(verb, use)
        )
    else:
        yield from (way for way in ("believes", "plans") if used(verb, way))


def _ways_of_object(step: Step) -> Iterator[str]:
    """How a verb makes the number that is its object, or stands behind "at", "as" or "of", its subject's."""
    verb, below = step.above, step.below
    high = below.dep_ in ("advmod", "acomp") and below.lower_ in ("high", "low")
    result = verb.tag_ == "VBG" and verb.lemma_ in ("raise", "lower", "set")  # "found two more, raising the toll to 12"
    given = used(verb, "gives") and not result and any(map(_is_toll, _given(verb)))
    if given and (high or below.dep_ in (*OBJECTS, "prep")):
        yield "gives"
    if below.i < verb.i or _is_known(step.number):
        return
    if below.dep_ in OBJECTS and step.counted:
        yield from (way for way in ("counts", "reads", "asks") if used(verb, way))
    if below.dep_ == "prep" and below.lower_ == "of" and step.counted and used(verb, "counts_of"):
        yield "counts"
    at = below.dep_ == "prep" and below.lower_ in ("at", "with", "by") and used(verb, "has_at")
    if at or (below.dep_ in (*OBJECTS, "prep") and used(verb, "finds")):
        yield "finds"


def _given(verb: Token) -> list[Token]:
    """What a verb puts at a number: its object, the subject of a passive, the noun that it stands behind as a clause."""
    things = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass") and c.tag_ not in ("WDT", "WP")]
    return [*things, verb.head] if verb.dep_ in ("relcl", "acl") else things


def _is_toll(noun: Token) -> bool:
    return noun.lower_ in word_class("number_noun")


def own_figure(step: Step) -> Counter | None:
    """ "The ministry's figure is 300", "the army's toll stood at 12"."""
    if step.below.dep_ not in ("attr", "prep") or step.above.lemma_ not in ("be", "stand"):
        return None
    for noun in step.above.children:
        if noun.dep_ == "nsubj" and _is_toll(noun) and noun.i < step.below.i:
            owner = owner_of(noun, ("by", "from"))
            if owner is not None and _can_count(owner, step.above, "counts"):
                return Counter(owner, noun, "claimant_count_of")
    return None


def _is_known(number: Token) -> bool:
    """ "The 30 missing", "his two sons": a number the reader is taken to know; nobody counts it here."""
    return any(c.lower_ in KNOWN or c.dep_ == "poss" for c in number.children)


def says(verb: Token) -> bool:
    """Whether a verb reports a clause: "say", "insist", "warn"; not what only tells a thought."""
    cue = cue_of(verb)
    return cue is not None and cue.cue_class != "thought" and "clause" in cue.frames


def cue_of(verb: Token) -> CueVerb | None:
    """The entry of a verb in words/cue_verbs.csv."""
    return cue_verbs().get(verb_forms().get(verb.lower_) or verb.lemma_.lower())


def _can_count(head: Token, verb: Token, way: str) -> bool:
    """Whether somebody, a body or a text may have counted; not a place, where a number was recorded."""
    kind = kind_of_noun(head.lower_, head.lemma_.lower())
    document = kind == "document" or used(head, "shows", "by_count", "in_count")
    if way == "reads":
        return kind == "media" or (head.pos_ == "PROPN" and head.lower_ in word_class("outlet_name"))
    if way == "finds" or document:
        return document and way not in ("plans", "asks")
    if head.pos_ == "PRON":
        return head.lower_ in word_class("speaking_pronoun") and head.lower_ not in ("i", "we", "which")
    counted = any(c.like_num and c.dep_ == "nummod" for c in head.children)  # "27 firms reported five cases"
    place = head.ent_type_ in PLACES or head.lemma_.lower() in PLACE_NOUNS
    if counted or (way == "counts" and (place or verb.dep_ == "relcl")):
        return False
    if kind is None:  # "the twisters claimed 12 lives"
        named = head.pos_ == "PROPN" or head.ent_type_ in ("PERSON", "ORG", "GPE", "NORP")
        return is_speaker(head) and (named or head.lemma_.lower() in word_class("people_at_large"))
    # "rebel gunners": a bare singular is the beginning of what the parser cut.
    cut = kind == "person" and head.tag_ == "NN" and not any(c.dep_ in ("det", "poss", "amod") for c in head.children)
    return is_speaker(head) and not cut


RULES: tuple[Callable[[Step], Counter | None], ...] = (
    in_a_count,
    count_of,
    figure_from,
    own_figure,
    of_whom_says,
    by_verb,
)
