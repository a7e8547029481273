"""The board in a real browser: mouse, keyboard and finger, what it keeps, and what it gives to `read`."""

from pathlib import Path

import pandas as pd
import pytest
from accessibility import violations

from onrecord.classroom import article, marking
from onrecord.text.article import Article

NAME = "ostrel-courier_2021-04-16"
TABLES = ("quotes", "figures", "pairs")


@pytest.fixture(scope="module")
def text():
    return article(NAME)


@pytest.fixture(scope="module")
def boards(text, tmp_path_factory):
    folder = tmp_path_factory.mktemp("boards")
    return {table: marking.write_board(text, folder / f"{table}.html", table) for table in TABLES}


@pytest.fixture
def opened(browser, boards):
    """A function that opens a board and fails where it asks for anything or complains."""
    contexts, trouble = [], []

    def opened(table="quotes", path=None, **options):
        contexts.append(browser.new_context(accept_downloads=True, **options))
        page = contexts[-1].new_page()
        page.on("console", lambda message: trouble.append(message.text))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("request", lambda request: trouble.append(request.url) if request.url.startswith("http") else None)
        page.goto((path or boards[table]).as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()
    assert trouble == []


def word(page, words, nth=0):
    return page.locator(".word").get_by_text(words, exact=True).nth(nth)


def rows(source, text, *columns):
    marks = marking.read(source, text)
    assert marks["problem"].isna().all()
    return [tuple(None if pd.isna(value) else value for value in row) for row in marks[list(columns)].to_numpy()]


def saved(page) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    return Path(download.value.path()).rename(Path(download.value.path()).with_suffix(".csv"))


def test_with_the_mouse(opened, text):
    page = opened()
    page.get_by_label("Your name").fill("=Anna | Ö")
    word(page, '"Nobody').click()
    word(page, 'it,"').click()
    page.get_by_label("Kind").select_option("direct")
    page.get_by_role("button", name="From the article").click()
    word(page, "Oda").click()
    word(page, "Brenn,").click()
    page.get_by_role("button", name="Done").click()
    # Words that stand twice in the article, and words over which the mouse is drawn.
    word(page, '"Nobody', 1).hover()
    page.mouse.down()
    word(page, 'enough."').hover()
    page.mouse.up()
    assert page.locator("#count").inner_text() == "2 quotes marked, 2 blanks."
    expected = [
        ("=Anna | Ö", '"Nobody hid it,"', "direct", "Oda Brenn"),
        ("=Anna | Ö", '"Nobody read it, and that is bad enough."', None, None),
    ]
    columns = ("marker", "words", "kind", "speaker")
    file = saved(page)
    assert b"\"'=Anna" in file.read_bytes(), "no formula for a spreadsheet"
    assert rows(file, text, *columns) == expected
    assert rows(page.locator("#result").input_value(), text, *columns) == expected


def test_with_the_keyboard(opened, text):
    page = opened()
    page.get_by_label("Your name").focus()
    page.keyboard.press("Tab")
    for key in ["ArrowDown"] * 2 + ["Home"] + ["ArrowRight"] * 5 + ["Enter"] + ["ArrowRight"] * 5 + ["Enter"]:
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.id") == "field-kind"
    page.keyboard.type("mixed")
    page.keyboard.press("Tab")
    page.keyboard.type("Oda Brenn")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent") == "report"
    assert rows(page.locator("#result").input_value(), text, "words", "kind", "speaker") == [
        ('report of 2019 "never reached a', "mixed", "Oda Brenn")
    ]
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    assert page.locator("#count").inner_text() == "No quote marked yet."


def test_with_a_finger_on_a_phone(opened, text):
    page = opened("figures", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    word(page, "28").tap()
    word(page, "28").tap()
    assert word(page, "28").bounding_box()["y"] < page.locator("#editor").bounding_box()["y"] - 20, (
        "the words stay in sight"
    )
    page.get_by_label("At least").fill("28")
    page.get_by_label("What happened").select_option("missing")
    page.get_by_role("button", name="From the article").tap()
    word(page, "Interior").tap()
    word(page, "Ministry.").tap()
    page.get_by_role("button", name="Done").tap()
    assert page.locator("#count").inner_text() == "1 figure marked, no blanks."
    assert rows(saved(page), text, "words", "low", "high", "event", "claimant") == [
        ("28", 28, None, "missing", "Interior Ministry")
    ]


def test_pairs_and_what_is_kept(opened, text):
    page = opened("pairs")
    for words in ("Sixty", "people", "12", "them"):
        word(page, words).click()
    page.get_by_label("How they compare").select_option("part")
    page.get_by_role("button", name="Done").click()
    page.reload()
    page.get_by_role("button", name="Go on: no name, 1 pair").click()
    assert rows(saved(page), text, "words", "other_words", "relation") == [("Sixty people", "12 of them", "part")]
    page.get_by_role("button", name="Delete pair 1").click()
    assert page.locator("#count").inner_text() == "No pair marked yet."
    page.get_by_role("button", name="Undo").click()
    assert page.locator("#count").inner_text() == "1 pair marked, no blanks."


def test_the_next_one_at_a_shared_phone_does_not_get_the_marks_of_the_last(opened, text):
    page = opened()
    assert not page.locator("#earlier").is_visible()
    for name, words in (("Anna", "Sixty"), ("Ben", "died,")):
        page.get_by_label("Your name").fill(name)
        word(page, words).click()
        word(page, words).click()
        page.reload()
        assert page.locator("#count").inner_text() == "No quote marked yet."
    assert page.get_by_label("Your name").input_value() == ""
    assert page.locator("#visits button").all_inner_texts() == [
        "Go on: Ben, 1 quote",
        "Go on: Anna, 1 quote",
        "Start new",
    ]
    page.get_by_role("button", name="Go on: Anna").click()
    assert rows(page.locator("#result").input_value(), text, "marker", "words") == [("Anna", "Sixty")]
    page.get_by_role("button", name="Delete all").click()
    page.reload()
    assert page.locator("#visits button").all_inner_texts() == ["Go on: Ben, 1 quote", "Start new"]
    page.get_by_role("button", name="Start new").click()
    assert not page.locator("#earlier").is_visible() and page.locator("#list li").count() == 0


def test_an_end_of_a_mark_is_moved_with_the_mouse_and_on_the_keyboard(opened, text):
    page = opened()
    for words in ("them", "children,", "people", "have"):
        word(page, words).click()
    page.get_by_label("Speaker").fill("Interior Ministry")
    page.get_by_label("Move the first word one word back").click()
    page.get_by_label("Move the last word one word on").focus()
    for key, expected in (
        ("Enter", "Sixty people have died"),
        ("Space", "Sixty people have died, 12"),
        ("Enter", "Sixty people have died, 12 of"),
        ("Enter", "Sixty people have died, 12 of"),
    ):
        page.keyboard.press(key)
        marks = [(expected, "Interior Ministry"), ("them children", None)]
        assert rows(page.locator("#result").input_value(), text, "words", "speaker") == marks
    assert page.locator("#status").inner_text() == "The next word is in quote 2."
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Delete quote 1").click()
    page.get_by_role("button", name="them children").click()
    for _ in range(2):
        page.get_by_label("Move the last word one word back").click()
    assert page.locator("#status").inner_text() == "A quote has at least one word. Delete takes it away."
    assert rows(saved(page), text, "words") == [("them",)]


def test_both_numbers_of_a_pair_have_ends_that_move_with_a_finger(opened, text):
    page = opened("pairs", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    for words in ("people", "people", "12", "12"):
        word(page, words).tap()
    page.get_by_label("Move the first word of the first number one word back").tap()
    for _ in range(2):
        page.get_by_label("Move the last word of the second number one word on").tap()
    assert word(page, "them").bounding_box()["y"] < page.locator("#editor").bounding_box()["y"] - 20
    assert rows(saved(page), text, "words", "other_words") == [("Sixty people", "12 of them")]


def test_marks_do_not_overlap_and_words_of_a_mark_open_it(opened):
    page = opened()
    for words in ("Sixty", "died,", "people"):
        word(page, words).click()
    assert page.locator("#editor h2").inner_text() == "1. Sixty people have died"
    page.get_by_role("button", name="Done").click()
    word(page, "word.").click()
    word(page, "children,").click()
    assert page.locator("#status").inner_text().startswith("These words are partly in quote 1.")


def test_in_a_notebook_it_stands_in_a_frame_with_its_words_as_text(opened, text, tmp_path):
    shown = marking.board(text, "Ida")
    (tmp_path / "nb.html").write_text(f"<meta charset=utf-8>{shown._repr_html_()}", encoding="utf-8")
    page = opened(path=tmp_path / "nb.html")
    frame = page.frame_locator("iframe")
    frame.locator(".word").get_by_text("Sixty", exact=True).click()
    frame.locator(".word").get_by_text("Ministry.", exact=True).click()
    assert frame.locator("#count").inner_text() == "1 quote marked, 2 blanks."
    assert frame.locator("#marker").input_value() == "Ida"
    assert "use marking.form" in repr(shown)


def test_a_hostile_article_stays_text(opened, tmp_path):
    hostile = Article(
        "../<b>",
        "</script><script>document.title='x'</script> said “<img src=x onerror=1>” \U0001f600 twice.\n\nEnd it.",
    )
    page = opened(path=marking.write_board(hostile, tmp_path / "hostile.html", marker='"><b>'))
    assert page.locator("script").count() == 1 and page.locator("img").count() == 0 and page.title() != "x"
    word(page, "twice.").click()
    word(page, "twice.").click()
    assert rows(page.locator("#result").input_value(), hostile, "words", "marker") == [("twice", '"><b>')]


def test_axe_finds_nothing(browser, boards):
    assert violations(browser, boards.values()) == []


def test_nothing_else_can_be_marked(text, tmp_path):
    with pytest.raises(ValueError, match="choose one of quotes, figures, pairs"):
        marking.board(text, kind="tone")
