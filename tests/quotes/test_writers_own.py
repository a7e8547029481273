"""What the writer adds behind a report in the same sentence, and what looks like it and is the speaker's."""

import pytest

from onrecord.quotes import find_quotes
from onrecord.text.article import Article
from onrecord.text.parsing import parse


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The firm has said the line would open in May, but it has missed four dates.", "the line would open in May"),
        ("The king said he would visit the island, which has had no guest.", "he would visit the island"),
        ("The minister said the reactor was safe, although nobody has been inside.", "the reactor was safe"),
        ("The senator said the plan was dead, a claim that his party has denied.", "the plan was dead"),
        ("The pilot said the road was clear, pointing to a map on the wall.", "the road was clear"),
        ("Mr. Abbas said he would run again, drawing cheers from the crowd.", "he would run again"),
        ("She says the lake is clean, which is good.", "the lake is clean, which is good"),
        ("He said he had no money, but he would pay.", "he had no money, but he would pay"),
        ("The guard said the road was icy, making it hard.", "the road was icy, making it hard"),
        ("The guard said the noise drew a crowd.", "the noise drew a crowd"),
    ],
)
def test_a_report_ends_before_what_is_the_writers(text, expected):
    assert [q.text for q in find_quotes(parse(Article("a", text)))] == [expected]
