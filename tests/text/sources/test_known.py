"""Known: what is kept of the articles that were read stays out of memory."""

import tracemalloc
from contextlib import closing

from onrecord.text.article import Article
from onrecord.text.sources._known import Known
from onrecord.text.sources._rows import RowPlace


def test_ids_that_were_read_take_no_memory():
    def check(first: int) -> None:
        for n in range(first, first + 1000):
            known.checked(Article(f"article {n}", "A text."), RowPlace("corpus.jsonl", f"line {n}"))

    with closing(Known()) as known:
        check(0)
        tracemalloc.start()
        try:
            check(1000)
            grown, _ = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert grown < 200_000, "in a dictionary they take 600 bytes each"


def test_a_place_may_hold_halves_of_characters():
    with closing(Known()) as known:
        known.checked(Article("a", "A text."), "a\udcff.txt")
        again = known.checked(Article("a", "A text."), "a\udcff.txt")
        assert "has the same id as a\udcff.txt" in str(again)
        assert known.checked(Article("a", "A text."), "b.txt").article_id == "a-2"
