"""Agreement: two scorers, the same quotes."""

import pandas as pd

from onrecord.statistics.agreement import compare_scorers


def scored(*scores: float | None) -> pd.DataFrame:
    rows = [
        {"article_id": "a", "quote_id": f"q{i}", "speaker": "Ana", "compound": score}
        | {"label": 0 if score is None else (score > 0.05) - (score < -0.05)}
        for i, score in enumerate(scores)
    ]
    return pd.DataFrame(rows, columns=["article_id", "quote_id", "speaker", "compound", "label"])


def test_opposite_signs_come_first_and_those_furthest_apart():
    both = compare_scorers(scored(0.5, 0.2, -0.9, 0.0, -0.3), scored(0.6, -0.2, 0.8, 0.5, -0.1))
    assert list(both["quote_id"]) == ["q2", "q1", "q3", "q4", "q0"]
    assert list(both["agreement"]) == ["opposite signs"] * 2 + ["one is neutral"] + ["the same sign"] * 2
    assert list(both["apart"].round(2)) == [1.7, 0.4, 0.5, 0.2, 0.1]
    assert both["speaker"].eq("Ana").all()


def test_only_quotes_that_both_scored():
    assert compare_scorers(scored(0.5, None, 0.5), scored(None, 0.5, 0.5))["quote_id"].tolist() == ["q2"]
    assert compare_scorers(scored(), scored(0.5)).empty
