"""Bound pronouns: whose "his" is in a clause about somebody."""

import pytest
from resolving import resolved


@pytest.mark.parametrize(
    "text",
    [
        "“It was dark,” Judge Ida Keller said of Tom Reed, who lost his house. “Nobody came,” she said.",
        "“It was dark,” Ida Keller said of Tom Reed, who broke one of his neighbour's windows. “Nobody came,” she said.",
    ],
)
def test_what_somebody_has_in_a_clause_about_him_is_his_and_not_the_speakers(text):
    quotes, speakers = resolved(text)
    assert [q.speaker for q in quotes] == ["Ida Keller", "Ida Keller"]
    assert next(s.gender for s in speakers if s.speaker == "Ida Keller") == "female"
