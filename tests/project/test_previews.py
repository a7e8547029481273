"""The pages of tables for teachers: in step with the data, and no link or command in them that leads nowhere."""

import csv
import re
import shlex
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from onrecord import classroom
from onrecord.cli.arguments import make_parser

ROOT = Path(__file__).parents[2]
TEACHING = ROOT / "docs" / "teaching"
SPEC = spec_from_file_location("make_previews", ROOT / "docs" / "make_previews.py")
previews = module_from_spec(SPEC)
SPEC.loader.exec_module(previews)

with open(ROOT / "data" / "class" / "real_articles.csv", encoding="utf-8", newline="") as lines:
    REAL = list(csv.DictReader(lines))


@pytest.mark.parametrize("name", previews.PAGES)
def test_a_preview_is_in_step_with_the_data(name):
    page = (TEACHING / f"{name}.md").read_text(encoding="utf-8")
    assert page == previews.page_of(name), "make previews"
    assert set(previews.PLACE.findall(page)) and all((TEACHING / link).exists() for link in links_to_files(page))


def links_to_files(page: str) -> list[str]:
    return [link.partition("#")[0] for link in re.findall(r"\]\((?!https?:)([^)\s]+)\)", page)]


def test_every_table_is_shown_on_a_page():
    pages = "".join((TEACHING / f"{name}.md").read_text(encoding="utf-8") for name in previews.PAGES)
    assert {name for _, name, _ in previews.PLACE.findall(pages)} == set(previews.TABLES)


def test_every_article_has_its_row():
    assert all(previews.days().count(f"{name}.txt") == 1 for name in classroom.names())


def figure(number: float, source: str | None, **more: object) -> dict:
    row = {"value_low": number, "value_high": number, "approx": "exact", "event": "killed", "unit": "people"}
    return row | {"source": source, "text": f"{number} people"} | more


def test_a_toll_is_a_number_for_all_the_dead_with_its_claimants():
    figures = [
        figure(31, None),
        figure(31, "The hospital"),
        figure(1000, "Ivo Lentz", value_high=None, approx="at_least"),
        figure(40, "River Relief", value_high=60, approx="range"),
        figure(4, "The hospital", unit="children"),
        figure(7, "The hospital", subset_of="f1"),
        figure(100, "Emil Sarkan", negated=True),
        figure(63, "The hospital", event="injured"),
    ]
    assert previews.tolls(figures) == {
        "31": ["the hospital"],
        "at least 1,000": ["Ivo Lentz"],
        "40 to 60": ["River Relief"],
    }


def test_real_articles_are_in_form():
    assert list(REAL[0]) == ["title", "outlet", "date", "licence", "about", "address", "command"]
    assert len({row["address"] for row in REAL}) == len(REAL)
    for row in REAL:
        assert all(row[name].strip() for name in row if name != "date"), row["title"]
        assert re.fullmatch(r"https://(en\.wikinews\.org/wiki|github\.com)/\S+", row["address"])
        assert re.fullmatch(r"(\d{4}-\d\d-\d\d)?", row["date"])
        if row["date"]:
            assert shlex.split(row["command"])[-1] == row["address"]
        if row["command"].startswith("onrecord "):
            assert make_parser().parse_args(shlex.split(row["command"])[1:])
