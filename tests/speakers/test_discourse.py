"""The discourse model: how far the search around a pronoun goes in a sentence without an end."""

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from onrecord.speakers._discourse import Discourse
from onrecord.speakers._entities import Entity
from onrecord.text.article import Article
from onrecord.text.paragraphs import find_paragraphs
from onrecord.text.parsing import ParsedArticle

HALE = Entity("Ann Hale", "person", True)


def discourse(words, heads, deps):
    doc = Doc(Vocab(), words=words, heads=heads, deps=deps)
    article = Article("a", doc.text)
    return Discourse(ParsedArticle(article, doc, find_paragraphs(article), ()), [])


@pytest.mark.parametrize(("depth", "subject"), [(12, HALE), (13, None)])
def test_the_clause_around_a_pronoun_is_looked_for_twelve_verbs_up(depth, subject):
    words = ["Hale", *["thinks"] * depth, "she"]
    heads = [1, 1, *range(1, depth), depth]
    deps = ["nsubj", "ROOT", *["ccomp"] * (depth - 1), "nsubj"]
    model = discourse(words, heads, deps)
    model.referents[0] = HALE
    assert model._subject_around(model.doc[depth + 1]) is subject


@pytest.mark.parametrize(("place", "named"), [(59, {HALE}), (60, set())])
def test_names_in_what_a_pronouns_verb_governs_are_looked_for_sixty_words_on(place, named):
    words = ["He", "told", *["old"] * (place - 2), "Hale"]
    heads = [1, 1, *[place] * (place - 2), 1]
    deps = ["nsubj", "ROOT", *["amod"] * (place - 2), "dobj"]
    model = discourse(words, heads, deps)
    model.named_persons[place] = HALE
    assert model.named_with(model.doc[0]) == named
