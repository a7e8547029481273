"""Row failures: of many bad rows a few lines are said, and little is kept, whatever is wrong with them."""

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from made_up_texts import LONG, PROSE, write

from onrecord.text import count_articles, read_many
from onrecord.text.sources._row_failures import MOST_KINDS, MOST_LINES


def read_all(*paths):
    errors = []
    found = list(read_many(paths, errors.append))
    assert sum(map(count_articles, [[str(path)] for path in paths])) == len(found) + sum(e.n_rows for e in errors)
    return found, [str(error) for error in errors]


def test_null_rows_of_a_table_are_named_together_after_some(tmp_path):
    path, n = tmp_path / "a.parquet", 100_000
    pq.write_table(pa.table({"text": [PROSE, *[None] * n, LONG]}), path)
    found, lines = read_all(path)
    assert len(found) == 2 and len(lines) == MOST_LINES + 1
    assert lines[4:] == [
        f"{path}, row 6: the row has no text; left out.",
        f"{path}, row 7 to 100001: 99,995 more such rows: the row has no text; left out.",
    ]


@pytest.mark.parametrize(
    ("bad", "kinds"),
    [
        ("x", 1),  # no JSON
        (json.dumps({"id": "one", "text": f"{PROSE} Not so."}), 1),  # the same id, of another text
        (json.dumps({"text": 5}), 1),
        (json.dumps({"text": "12345"}), 1),  # no words
    ],
)
def test_bad_lines_of_any_kind_are_bounded(tmp_path, bad, kinds):
    rows = [json.dumps({"id": "one", "text": PROSE}), *[bad] * 300, json.dumps({"id": "two", "text": LONG})]
    path = write(tmp_path / "a.jsonl", "\n".join(rows))
    found, lines = read_all(path, write(tmp_path / "b.txt", f"{PROSE} Another."))
    assert [article.article_id for article in found[:2]] == ["one", "two"] and len(found) == 3
    assert len(lines) == MOST_LINES + 1 and lines[-1].startswith(f"{path}, line 7 to 301: 295 more such rows: ")


def test_rows_of_several_files_and_faults_are_not_mixed_up(tmp_path):
    paths = [write(tmp_path / f"{name}.jsonl", '{"text": null}\n' * n + "x\n" * 6) for name, n in (("a", 7), ("b", 6))]
    _, lines = read_all(*paths)
    assert len(lines) == 2 * (2 * MOST_LINES + 2)
    assert [line for line in lines if "more such" in line] == [
        f"{paths[0]}, line 6 to 7: 2 more such rows: the row has no text; left out."
    ]
    assert f"{paths[1]}, line 6: the row has no text; left out." in lines


def test_there_are_not_more_lines_for_faults_of_many_kinds(tmp_path):
    rows = ["{}x" + "y" * n for n in range(900)] + ["abcdefghijklmnopqrstuvwxyz"[n % 26] for n in range(900)]
    texts = [json.dumps({"id": f"{'x' * n}", "text": f"{PROSE} {n}"}) for n in range(1, 60)]
    dupes = [write(tmp_path / f"{'n' * n}.jsonl", row) for n, row in enumerate(texts, 1)]
    others = [text.replace(PROSE, f"{PROSE} Not so.") for text in texts * 9]
    path = write(tmp_path / "z.jsonl", "\n".join([*others, *rows]))
    errors = []
    list(read_many([*dupes, path], errors.append))
    assert sum(error.n_rows for error in errors) == 59 * 9 + 1800
    assert len(errors) <= (MOST_KINDS + 1) * (MOST_LINES + 1)
    assert any("cannot be read for other reasons" in str(error) for error in errors)
