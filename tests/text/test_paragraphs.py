"""Paragraphs: kinds and cuts."""

from onrecord.text.article import Article
from onrecord.text.paragraphs import find_paragraphs


def test_boilerplate_and_headline_are_paragraphs_of_their_own_kind():
    text = "A dam breaks\n\nIt rained.\n\nShare this"
    article = Article("a", text, headline=(0, 12), boilerplate=((26, 36),))
    assert [(p.kind, text[p.start : p.end]) for p in find_paragraphs(article)] == [
        ("headline", "A dam breaks"),
        ("text", "It rained."),
        ("boilerplate", "Share this"),
    ]


def test_boilerplate_in_the_middle_of_a_block_is_a_paragraph():
    text = "WESTMERE — It rained. Then more. "
    article = Article("a", text, boilerplate=((0, 10), (22, 26)))
    assert [(p.kind, text[p.start : p.end]) for p in find_paragraphs(article)] == [
        ("boilerplate", "WESTMERE —"),
        ("text", "It rained."),
        ("boilerplate", "Then"),
        ("text", "more."),
    ]
