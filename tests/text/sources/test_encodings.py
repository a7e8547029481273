"""Encodings: of texts, pages and tables."""

import pytest
from made_up_texts import PROSE, error, write

from onrecord.text import read
from onrecord.text.sources import encodings
from onrecord.text.sources.source_files import SourceFile

QUOTED = "“It’s safe,” the café owner said – and it was, for the time being."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "mac_roman"])
def test_encodings(tmp_path, encoding):
    text = QUOTED + "\n\n" + PROSE
    assert read(write(tmp_path / "a.txt", text.encode(encoding))).text == text


@pytest.mark.parametrize(
    "text", ["«No», he said of the plan.", "``No,'' he said of the plan.", '"No," he said.', "‘No,’ he said."]
)
def test_quotation_marks_are_kept(tmp_path, text):
    assert read(write(tmp_path / "a.txt", text)).text == text


def test_a_broken_byte_in_utf8_costs_one_character(tmp_path):
    data = (QUOTED + PROSE).encode() + "…".encode()[:2]
    assert read(write(tmp_path / "a.txt", data)).text == QUOTED + PROSE + "\ufffd"


@pytest.mark.parametrize(
    "charset, declared", [("cp1252", "iso-8859-1"), ("iso-8859-2", "iso-8859-2"), ("utf-8", "iso-8859-1")]
)
def test_encoding_a_page_declares(tmp_path, charset, declared):
    words = PROSE + (
        " “Yes,” said Zoë."
        if charset == "cp1252"
        else " “Yes,” said Łukasz."
        if charset == "utf-8"
        else " Said Łukasz."
    )
    page = f'<html><head><meta charset="{declared}"></head><body><p>{words}</p></body></html>'
    assert words in read(write(tmp_path / "a.html", page.encode(charset))).text


@pytest.mark.parametrize(("characters", "is_text"), [(200, True), (199, False)])
def test_a_text_has_a_hundred_characters_for_each_control_character(tmp_path, characters, is_text):
    path = write(tmp_path / "a.txt", "\x01\x02" + ("news " * 40)[: characters - 2])
    if is_text:
        assert len(read(path).text) == characters
    else:
        assert "binary data" in error(path)


@pytest.mark.parametrize(("letters", "is_windows"), [(10, True), (9, False)])
def test_windows_letters_with_accents_are_at_most_a_fifth(letters, is_windows):
    data = ("éé" + "a" * (letters - 2)).encode("cp1252")
    assert (encodings._as_windows(data) is not None) == is_windows


def test_a_character_at_the_end_of_what_is_decoded_at_a_time_is_whole(tmp_path, monkeypatch):
    path = write(tmp_path / "a.csv", f"id,text\n1,“Yes” he said of the bridge, {'é' * 20}\n")
    for size in range(8, 40):
        monkeypatch.setattr(encodings, "TABLE_BYTES", size)
        assert encodings.table_encoding(SourceFile(path)) == "utf-8-sig"


def test_a_broken_byte_of_a_table_in_utf8_costs_its_row_and_no_letter_of_the_others(tmp_path, monkeypatch):
    monkeypatch.setattr(encodings, "TABLE_BYTES", 40)
    rows = [
        b"id,text",
        b"1,The mayor sp\xffke to the crowd on Monday.",
        *["2,Zoë said “yes” in the café.".encode()] * 3,
    ]
    (tmp_path / "a.csv").write_bytes(b"\n".join(rows))
    assert encodings.table_encoding(SourceFile(tmp_path / "a.csv")) == "utf-8-sig"
    (tmp_path / "b.csv").write_bytes(b"\n".join([*rows[:1], *["2,Zoë spoke of a café.".encode("cp1252")] * 3]))
    assert encodings.table_encoding(SourceFile(tmp_path / "b.csv")) == "cp1252"


@pytest.mark.parametrize(
    "charset", ["punycode", "idna", "unicode_escape", "UTF-7", "undefined", "zlib", "no-such", "a\0b", "x" * 9999]
)
def test_a_charset_that_no_page_is_in_is_passed_over(charset):
    """Python decodes ways to write names and literals, too: one takes quadratic time, one makes other words of the page."""
    from onrecord.text.sources.encodings import decode_page

    words = f"Zoë said: \\u0041 +AGE- “{PROSE}”"
    page = f"<html><p>{words}</p></html>" + "<!-- the café -->" * 10_000
    assert decode_page(page.encode("cp1252"), charset, "a") == page
