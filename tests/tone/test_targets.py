"""Targets: the clauses that speak of somebody, the words in them that carry tone, and the names."""

import pytest

from onrecord.text.article import Article
from onrecord.text.parsing import parse
from onrecord.tone.targets import clauses, find_names, without_names, words_about


def span_of(text, words):
    start = text.index(words)
    return parse(Article("a", text)).tokens.char_span(start, start + len(words))


@pytest.mark.parametrize(
    ("text", "target", "words"),
    [
        ("Mara Lind came and Tom Berg left.", "Tom Berg", ["Tom Berg left."]),
        (
            "The mayor praised the book that Tom Berg ruined.",
            "Tom Berg",
            ["that Tom Berg ruined", "The mayor praised the book that Tom Berg ruined."],
        ),
        ("Mara Lind said that the plan was a disgrace.", "Mara Lind", ["Mara Lind said ."]),
        (
            "Critics said that Mara Lind was a liar.",
            "Mara Lind",
            ["Critics said that Mara Lind was a liar."],
        ),
    ],
)
def test_clauses_the_smallest_first(text, target, words):
    found = [" ".join(token.text for token in clause) for clause in clauses(span_of(text, target).root)]
    assert [clause.replace(" .", ".") for clause in found] == [clause.replace(" .", ".") for clause in words]


@pytest.mark.parametrize(
    ("text", "target", "read"),
    [
        ("Mara Lind was killed in the attack.", "Mara Lind", "was in the ."),  # it befell her
        ("Mara Lind attacked the crowd.", "Mara Lind", "attacked the crowd."),
        ("The crowd was attacked by Mara Lind.", "Mara Lind", "The crowd was attacked by ."),
        ("Mara Lind’s troops attacked the crowd.", "Mara Lind", "’s troops attacked the crowd."),
        ("Mara Lind met Tom Berg.", "Tom Berg", "met ."),
    ],
)
def test_words_that_carry_tone(text, target, read):
    mention = span_of(text, target)
    kept = words_about(text, mention, list(mention.doc))
    assert len(kept) == len(text) and " ".join(kept.split()) == read


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("On Monday the Foreign Ministry met Mara Lind in Berlin.", ["Foreign Ministry", "Mara Lind", "Berlin"]),
        # Where the recogniser misses some of it: a name goes on over "of", "and" and "for".
        ("The Ministry of Justice and Peace sent two trucks.", ["Ministry of Justice and Peace"]),
        ("They marched from the Hall of Honour to Hope Street.", ["Hall of Honour", "Hope Street"]),
        ("Brave men carried us home.", []),
        ("Mayor Slams Cruel Plan For City Schools", []),
    ],
)
def test_names_are_runs_of_proper_nouns(text, names):
    assert [text[start:end] for start, end in find_names(parse(Article("a", text)).tokens)] == names


@pytest.mark.parametrize(
    ("names", "target", "hidden"),
    [
        ([], (4, 8), "Ada [MASK] met Tom Berg."),
        ([(0, 8), (13, 21)], (0, 8), "[MASK] met [MASK]."),
        ([(0, 8), (13, 21)], (4, 8), "[MASK][MASK] met [MASK]."),  # a name around the target
        ([(13, 21)], (13, 16), "Ada Lind met [MASK][MASK]."),
    ],
)
def test_hidden_names(names, target, hidden):
    text, (start, end) = without_names("Ada Lind met Tom Berg.", names, target)
    assert text == hidden and text[start:end] == "[MASK]"
