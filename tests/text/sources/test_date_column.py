"""The date column of a corpus: what is read, and what is said of the rest."""

import json

import pytest
from made_up_texts import PROSE, write

from onrecord.text import read_many


def dates_and_lines(tmp_path, *cells):
    """The dates of a corpus with these cells, and what is said of them."""
    rows = [json.dumps({"id": n, "text": f"{PROSE} Day {n}.", "date": cell}) for n, cell in enumerate(cells)]
    lines = []
    path = write(tmp_path / "a.jsonl", "\n".join(rows))
    return [article.date for article in read_many([path], on_note=lines.append)], lines


def test_the_order_is_taken_from_the_other_dates_of_the_file(tmp_path):
    dates, lines = dates_and_lines(tmp_path, "03/04/2022", "05/06/2022", "24/03/2022")
    assert dates == ["2022-04-03", "2022-06-05", "2022-03-24"]
    assert [
        line.partition(": ")[2].startswith("the date “03/04/2022” is read with the day first") for line in lines
    ] == [True]
    assert dates_and_lines(tmp_path, "03/04/2022", "03/24/2022")[0] == ["2022-03-04", "2022-03-24"]


@pytest.mark.parametrize("others", [[], ["24/03/2022", "03/24/2022"], ["2022-03-24"]])
def test_without_evidence_a_date_with_two_readings_is_null(tmp_path, others):
    dates, lines = dates_and_lines(tmp_path, "03/04/2022", *others, "05/04/2022")
    assert (dates[0], dates[-1]) == (None, None)
    assert ["may have the day or the month first" in line for line in lines] == [True]


@pytest.mark.parametrize("others", [[], ["24/03/2022"]])
def test_the_order_of_dates_is_said_however_much_is_said_before(tmp_path, others):
    dates, lines = dates_and_lines(tmp_path, "soon", [2022], *["later"] * 9, "03/04/2022", *others, "05/04/2022")
    says = "is read with the day first" if others else "left out, like all such dates of the file"
    assert [says in line for line in lines] == [False, False, False, True, False]
    assert lines[-1].endswith("8 more cells cannot be read; left out.")
    assert dates[-1] == ("2022-04-05" if others else None)


def test_lines_are_bounded(tmp_path):
    dates, lines = dates_and_lines(tmp_path, "a\nb\x1b[2J", *["soon"] * 50, {"year": 2022}, [2022], True)
    assert set(dates) == {None}
    assert len(lines) == 4 and not any("\x1b" in line or "\n" in line for line in lines)
    assert lines[-1].endswith("a.jsonl: 51 more cells cannot be read; left out.")
    assert dates_and_lines(tmp_path, *["soon"] * 4)[1][-1].endswith("a.jsonl: 1 more cell cannot be read; left out.")
    assert len(dates_and_lines(tmp_path, *["soon"] * 3)[1]) == 3


def test_numbers_are_dates_too(tmp_path):
    assert dates_and_lines(tmp_path, 2022, 20220324, 1648116900, 2022.0, None, "") == (
        ["2022", "2022-03-24", "2022-03-24", "2022", None, None],
        [],
    )


DAYS = ["24.03.22", "05.04.22", "31.03.22"]
US = ["3/4/22", "3/24/22", "4/5/22"]


@pytest.mark.parametrize(
    ("cells", "dates", "says"),
    [
        (DAYS, ["2022-03-24", "2022-04-05", "2022-03-31"], "day first"),
        (["24/03/22", "24/03/2022"], ["2022-03-24", "2022-03-24"], "day first"),
        (["24.03.22", "25.03.22"], ["2022-03-24", "2022-03-25"], "day first"),
        (["22-03-24", "22-03-25"], ["2022-03-24", "2022-03-25"], "year first"),
        (US, ["2022-03-04", "2022-03-24", "2022-04-05"], "month first"),
        (["3/4/22", "3/6/22"], [None, None], "may have the day, the month or the year first; left out"),
        (["24.03.22"], [None], "may have the day or the year first; left out"),
        (["24.03.22", "3/24/22"], [None, "2022-03-24"], "may have the day or the year first; left out"),
        (["24-Mar-22", "soon"], ["2022-03-24", None], "cannot be read; left out. Write 2022-03-24."),
        (["44644", "", "44645"], ["2022-03-24", None, "2022-03-25"], "a spreadsheet's number of a day"),
        (["44644", "2022-03-24"], [None, "2022-03-24"], "“44644” cannot be read; left out"),
        (["44644", "2022"], [None, "2022"], "“44644” cannot be read; left out"),
        (["44644", "12000"], [None, None], "“44644” cannot be read; left out"),
    ],
)
def test_years_of_two_figures_and_numbers_of_days_are_read_by_the_whole_column(tmp_path, cells, dates, says):
    found, lines = dates_and_lines(tmp_path, *cells)
    assert found == dates
    assert says in lines[0] and all("cannot be read" in line for line in lines[1:])


def test_a_spreadsheets_export_is_read(tmp_path):
    rows = "".join(f'{n};{44644 + n};"{PROSE} Day {n}."\n' for n in range(3))
    lines = []
    found = list(read_many([write(tmp_path / "a.csv", f"id;date;text\n{rows}")], on_note=lines.append))
    assert [article.date for article in found] == ["2022-03-24", "2022-03-25", "2022-03-26"]
    assert len(lines) == 1
