"""Reading: every kind of source, every kind of bad one, and what is marked in the text."""

import gzip
import json
import socket
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import articles
from onrecord.articles import SourceError, make_article, read, read_many

FIXTURES = Path(__file__).parent / "fixtures"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
PROSE = "The council said on Monday that it would repair the bridge before the winter, and that it had the money."


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def skipped(article) -> list[str]:
    return [article.text[start:end] for start, end in article.boilerplate]


def headline(article) -> str | None:
    return article.headline and article.text[slice(*article.headline)]


def error(source) -> str:
    with pytest.raises(SourceError) as caught:
        read(source)
    message = str(caught.value)
    assert "\n" not in message and len(message) < 600
    return message


# Kinds of sources


def test_text_file(tmp_path):
    path = write(tmp_path / "note.txt", f"  {PROSE}\r\nHe said so.\rTwice.\n")
    article = read(path)
    assert article.text == f"  {PROSE}\nHe said so.\nTwice.\n"
    assert article.article_id == articles.article_id(article.text)
    assert (article.source, article.language) == (str(path), "en")
    assert (article.title, article.outlet, article.date, article.headline) == (None, None, None, None)
    assert article.boilerplate == ()


@pytest.mark.parametrize("name", ["a.TXT", "a.Html", "a.MD"])
def test_suffixes_in_capitals(tmp_path, name):
    assert PROSE in read(write(tmp_path / name, f"<html><body><p>{PROSE}</p></body></html>")).text


def test_markdown_keeps_its_marks(tmp_path):
    text = f"---\ntitle: ignored\n---\n\n# The *bridge* is shut #\n\n![A bridge](b.png)\n\n**{PROSE}** [More](http://x.org)\n"
    article = read(write(tmp_path / "note_2021-05-06.md", text))
    assert article.text == text
    assert headline(article) == article.title == "The *bridge* is shut"
    assert {"# ", "![A bridge](b.png)", "---"} <= set(skipped(article))
    assert article.date == "2021-05-06"  # from the file's name


def test_page():
    article = read(FIXTURES / "page.html")
    assert (article.title, article.outlet, article.date) == (
        "Quay fire kills four in Harbourton",
        "Harbour Courier",
        "2021-05-06",
    )
    assert headline(article) == article.title
    assert article.text.startswith(f"{article.title}\n\nHARBOURTON — Four people")
    assert "said Mira Olsen, 41, who works in the fish hall next door. “Nobody knew what it was.”\n\n" in article.text
    assert not any(words in article.text for words in ("Bo Lind", "Sport", "All rights"))
    assert skipped(article) == ["HARBOURTON —", "Read more: Storm damages the quay"]


def test_a_page_without_its_headline_in_the_text_gets_it_on_top(tmp_path):
    page = f"<html><head><title>Bridge to be mended</title></head><body><p>{PROSE}</p></body></html>"
    article = read(write(tmp_path / "a.html", page))
    assert article.text == f"Bridge to be mended\n\n{PROSE}"
    assert headline(article) == "Bridge to be mended"
    assert article.outlet is None


def test_a_page_whose_headline_is_not_its_title_keeps_its_headline(tmp_path):
    page = f'<html><head><meta property="og:title" content="Bridge news"></head><body><article><h1>Bridge to be mended at last</h1><p>{PROSE}</p></article></body></html>'
    article = read(write(tmp_path / "a.html", page))
    assert (article.title, headline(article)) == ("Bridge news", "Bridge to be mended at last")
    assert article.text == f"Bridge to be mended at last\n\n{PROSE}"


def test_a_page_named_txt_is_read_as_a_page(tmp_path):
    page = (FIXTURES / "page.html").read_bytes()
    assert read(write(tmp_path / "saved.txt", b"<!-- saved -->\n" + page)).outlet == "Harbour Courier"


def test_the_sample():
    article = read("sample")
    assert (article.source, article.date, article.language) == ("sample", "2022-03-24", "en")
    assert article.headline and article.text == articles.SAMPLE.read_text(encoding="utf-8")


def test_standard_input():
    code = "import sys; from onrecord.articles import read; a = read('-'); print(ascii((a.source, a.text)))"
    done = subprocess.run([sys.executable, "-c", code], input=f"“{PROSE}”".encode(), capture_output=True, check=True)
    assert done.stdout.decode().strip() == ascii(("-", f"“{PROSE}”"))


def test_empty_standard_input():
    code = "from onrecord.articles import read; read('-')"
    done = subprocess.run([sys.executable, "-c", code], input=b"", capture_output=True)
    assert b"standard input: is empty" in done.stderr


def test_what_reads_pages_is_loaded_when_a_page_comes():
    code = "import sys, onrecord.articles; print(sorted({'trafilatura', 'py3langid', 'pyarrow.parquet'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.strip() == b"[]"


# Encodings

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


# Headlines

LONG = "The council said on Monday that it would repair the old bridge before the winter comes to the valley."


@pytest.mark.parametrize(
    "text, expected",
    [
        (f"Bridge to be mended before winter\n\n{LONG}", "Bridge to be mended before winter"),
        (f"\n\nBridge to be mended before winter\n{LONG}", "Bridge to be mended before winter"),
        (
            f"Bridge To Be Mended Before Winter, Council Says.\n\n{LONG}",
            "Bridge To Be Mended Before Winter, Council Says.",
        ),
        (f"‘We are ready’: valley waits for the flood\n\n{LONG}", "‘We are ready’: valley waits for the flood"),
        (f"Who will pay for the bridge?\n\nBy Ada Penn\n\n{LONG}", "Who will pay for the bridge?"),
        (f"By Ada Penn\n\nBridge to be mended before winter\n\n{LONG}", "Bridge to be mended before winter"),
        (f"Title: Bridge to be mended\nOutlet: The Courier\n\n{LONG}", "Bridge to be mended"),
        # none
        (f"The bridge will be mended before winter.\n\n{LONG}", None),
        ("Bridge to be mended before winter", None),
        (f"WESTMERE — The bridge is shut.\n\n{LONG}", None),
        (f"What is next\n\n{LONG}", None),
        (f"{LONG}\n\n{LONG}", None),
        (f"- Bridge to be mended before winter\n\n{LONG}", None),
        (
            "Some 54,000 people live in the valley while\n\nothers left it for the coast after the flood of the year before.",
            None,
        ),
        ("Bridge to be mended before winter\n\nMayor speaks of a great day for the town and its people", None),
    ],
)
def test_headlines(text, expected):
    article = make_article(text, "a test")
    assert headline(article) == expected
    assert article.title == expected


def test_the_title_of_a_corpus_is_the_headline_where_the_text_has_it():
    article = make_article(f"Bridge shut\n\n{PROSE}", "a test", title="Bridge Shut.")
    assert (article.title, headline(article)) == ("Bridge Shut.", "Bridge shut")
    assert make_article(PROSE, "a test", title="Bridge Shut.").headline is None


# Dates and outlets


@pytest.mark.parametrize(
    "top, date, outlet",
    [
        ("By Ada Penn, The Valley Courier | 6 May 2021", "2021-05-06", "The Valley Courier"),
        ("By Ada Penn and Bo Lind, Coast Wire, May 6, 2021", "2021-05-06", "Coast Wire"),
        ("Published: Thursday, 6 May 2021 at 10:30 GMT", "2021-05-06", None),
        ("Updated 2021-05-06 10:30", "2021-05-06", None),
        ("Outlet: The Valley Courier\nDate: Sept. 6, 2021", "2021-09-06", "The Valley Courier"),
        ("By Ada Penn, Political Editor | May 6th, 2021", "2021-05-06", None),
        ("By Ada Penn in Westmere", None, None),
        ("WESTMERE, May 6, 2021 (CW) -- Four people died.", "2021-05-06", None),
        ("31 June 2021", None, None),
        ("Published: 05/06/2021", None, None),
        ("The mayor resigned on 6 May 2021 over the bridge.", None, None),
    ],
)
def test_dates_and_outlets(top, date, outlet):
    article = make_article(f"{top}\n\n{PROSE}", "a test")
    assert (article.date, article.outlet) == (date, outlet)


# Boilerplate: a line between two paragraphs, and whether it is skipped

SKIPPED = [
    "Previous articleFour held after quay fire",
    "Next article2 ships collide off Westmere",
    "Next story »",
    "Read more: Storm damages the quay",
    "READ MORE: ‘We ran’: the night of the fire",
    "Related: The ferry that nobody wanted",
    "WATCH | Highlights of the harbour race",
    "VIDEO: Smoke over the quay",
    "Watch the full interview below:",
    "Sign up for our morning newsletter",
    "Subscribe to our newsletter",
    "Share this",
    "Share on Facebook",
    "Advertisement",
    "- ADVERTISEMENT -",
    "Story continues below advertisement",
    "We use cookies to make this page better.",
    "***",
    "Reporting by Ada Penn in Westmere; Editing by Bo Lind",
    "(Additional reporting by Ada Penn; Writing by Bo Lind; Editing by Cy Dahl.)",
    "Coast Wire writers Ada Penn in Westmere and Bo Lind in Ostby contributed to this report.",
    "Ada Penn reported from Westmere, Northland. Coast Wire writer Bo Lind contributed to this report.",
    "With files from Coast Wire",
    "Copyright 2021 Coast Wire. All rights reserved.",
    "© 2021 Coast Wire",
    "Follow Ada Penn on Twitter: @adapenn",
    "Email: ada@example.org | Twitter: @adapenn",
    "Editor's note: The valley's name has changed since.",
    "Correction: An earlier version of this article said 40 people had died. It was four.",
    "This article was first published by Coast Wire.",
    "FILE - Smoke rises over the quay on May 6, 2021. (CW Photo/Bo Lind)",
    "Smoke rises over the quay at Harbourton on Thursday. (CW Photo/Bo Lind, Pool)",
    "Mayor Ada Penn opens the bridge. (Bo Lind/Coast Wire)",
    "The porters of 1920. ( Valley Courier file photo )",
    "The Rovers win at home for the first time since May. 0:25",
    "Image: Smoke over the quay",
    "(Photo: Bo Lind)",
    "Bo Lind/Coast Images",
    "More from Coast Wire",
]

KEPT = [
    "“Read more,” the teacher told them. “Write less.”",
    "Next article of the treaty to be discussed is the ninth, the minister said.",
    "Previous articles in this paper had said so.",
    "Related cases were found in two other towns, the hospital said.",
    "Reporting by the Valley Courier found that 40 people had died.",
    "Watch out for ice on the bridge, the police said.",
    "Video of the fire was shown in court.",
    "Sign up for the march has doubled in a day, she said.",
    "Advertisement sales fell by 12 per cent, the company said.",
    "Copyright law is a matter for parliament, he said.",
    "Photo albums were all that she saved, Olsen said.",
    "The ministry contributed to the report's delay, the judge said.",
    "He held up a picture of his son (in a photo of 1999, a boy).",
    "“They left at dawn,” said Mayor Ada Penn (Greens/Reform).",
    "The train left at 10:25.",
    "By Monday the water had reached the school.",
    "Correction officers said 12 prisoners had fled.",
    "File the papers in time, the clerk told her.",
    "Share prices fell after the fire.",
    "More from the harbour: four ships are missing, the police said.",
    "Ada Penn reported from Westmere that 40 people had died.",
    "Follow the rules on X and Y, the chairman said.",
    "What is next",
]


@pytest.mark.parametrize("line, skip", [*((line, True) for line in SKIPPED), *((line, False) for line in KEPT)])
def test_boilerplate(line, skip):
    article = make_article(f"{PROSE}\n\n{LONG}\n\n{line}", "a test")
    assert skipped(article) == ([line] if skip else [])


def test_credits_in_the_middle_of_a_long_article_are_not_looked_for():
    article = make_article("\n\n".join([PROSE] * 8 + ["Copyright 2021 Coast Wire"] + [PROSE] * 8), "a test")
    assert skipped(article) == []


def test_two_lines_of_navigation_are_two_spans():
    article = make_article(f"{PROSE}\n\nPrevious articleFire on the quay\nNext articleFlood in the valley", "a test")
    assert skipped(article) == ["Previous articleFire on the quay", "Next articleFlood in the valley"]


def test_links_below_their_heading_go_with_it():
    links = "Related stories\nFire on the quay\nFlood in the valley"
    assert skipped(make_article(f"{PROSE}\n\n{links}", "a test")) == [links]
    ends_in_prose = f"{PROSE}\n\nRelated stories\n\nFire on the quay\n\n{PROSE}"
    assert skipped(make_article(ends_in_prose, "a test")) == []


@pytest.mark.parametrize(
    "start, skip",
    [
        ("WESTMERE — Four people died.", ["WESTMERE —"]),
        ("WESTMERE, Northland -- Four people died.", ["WESTMERE, Northland --"]),
        ("WESTMERE, May 6 (CW) - Four people died.", ["WESTMERE, May 6 (CW) -"]),
        ("Westmere (CW) — Four people died.", ["Westmere (CW) —"]),
        ("Westmere — once a port — is dry.", []),
        ("The mayor – a doctor – resigned.", []),
        ("NATO said on Monday it would help.", []),
    ],
)
def test_datelines(start, skip):
    assert skipped(make_article(f"{start} {PROSE}", "a test")) == skip


def test_every_rule_says_why_and_is_quick():
    hostile = [
        "A" * 600,
        "Aa " * 200,
        "Aa/" * 200,
        "(" * 600,
        " (a photo" * 60,
        "Reporting by " + "A, " * 190,
        "- " * 300,
    ]
    began = time.perf_counter()
    for rule in articles.boilerplate_rules():
        assert rule.where in {"any", "top", "end", "tail", "start"} and rule.kind
        for line in hostile:
            rule.pattern.fullmatch(line)
    assert time.perf_counter() - began < 2


# Hard-wrapped lines


def test_wrapped_lines():
    article = read(FIXTURES / "wrapped.txt")
    blocks = [article.text[start:end] for start, end in articles.find_blocks(article.text)]
    assert [block.split()[0] for block in blocks] == ["Bridge", "By", "6", "WESTMERE,", '"I', "Read"]
    assert blocks[3].endswith("on a working day.")
    assert headline(article) == "Bridge closes after crack is found in the main pier"
    assert article.date == "2021-05-06"
    assert skipped(article) == [
        "By Ada Penn",
        "6 May 2021",
        "WESTMERE, May 6 -",
        "Read more: The ferry that nobody wanted",
    ]


def test_wrapped_lines_with_indented_paragraphs():
    text = (
        "   The old road bridge at Westmere was closed on Thursday after\n"
        "divers found a crack in its main pier, the county engineer said.\n"
        "Some 9,000 people cross it on a working day.\n"
        "   The ferry will sail twice an hour until the bridge is mended,\n"
        "and buses will take the long way around by the northern road.\n"
    )
    assert [text[start:end].split()[1] for start, end in articles.find_blocks(text)] == ["old", "ferry"]


def test_lines_that_are_paragraphs():
    text = f"{PROSE}\nHe said so.\n{LONG}\r\nShe did not.\n\n{PROSE}"
    assert [text[a:b] for a, b in articles.find_blocks(text)] == [PROSE, "He said so.", LONG, "She did not.", PROSE]


# Languages

OTHER = {
    "fr": "Le conseil a déclaré lundi que le pont serait réparé avant l'hiver et que l'argent nécessaire était disponible.",
    "de": "Der Rat teilte am Montag mit, dass die Brücke noch vor dem Winter repariert werde und das Geld dafür vorhanden sei.",
    "uk": "Рада заявила у понеділок, що міст відремонтують до зими і що гроші на це вже є.",
    "zh": "市议会星期一表示，这座桥将在冬天之前修好，并且已经有了所需的资金。市长说，工程下周开始。",
}


@pytest.mark.parametrize("code", OTHER)
def test_other_languages_are_refused(tmp_path, code):
    message = error(write(tmp_path / "a.txt", OTHER[code]))
    assert f"is not in English (but {code!r})" in message and "a.txt" in message


@pytest.mark.parametrize(
    "text, language",
    [
        (PROSE, "en"),
        ("Yes.", None),
        ("Rio de Janeiro, São Paulo, Belo Horizonte", None),
        ("Das ist gut.", None),
        (f"“{OTHER['fr'][:40]},” the mayor said, and that was the end of it for the day. {PROSE}", "en"),
    ],
)
def test_language(text, language):
    assert make_article(text, "a test").language == language


# Bad files


@pytest.mark.parametrize(
    "name, content, says",
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \r\n\t\n", "is empty"),
        ("a.txt", b"\xef\xbb\xbf", "is empty"),
        ("a.txt", b"12 -- 34 !", "holds no words"),
        ("a.txt", PNG, "is a picture"),
        ("a.txt", b"\xff\xd8\xff\xe0 JFIF", "is a picture"),
        ("a.txt", b"%PDF-1.7 text", "is a PDF file"),
        ("a.txt", b"PK\x03\x04 text", "office document"),
        ("a.txt", b"some\x00text", "binary data"),
        ("a.txt", bytes(range(1, 32)) * 20, "binary data"),
        ("a.txt", b"\xff\xfe\x00", "encoding cannot be told"),
        ("a.md", PNG, "is a picture"),
        ("a.html", b"", "is empty"),
        ("a.html", PNG, "is a picture"),
        ("a.html", b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "no article text"),
        ("a.html", b"<html><body><p>Please switch on JavaScript.</p></body></html>", "no article text"),
        ("a.html", b"<div>" * 50_000, "no article text"),
        ("a.pdf", b"%PDF-1.7", ".pdf files cannot be read"),
        ("article", b"text", "no suffix"),
        ("a.txt", b"word " * 150_000, "too many for one article"),
        ("a.txt", b"word " * 5_000_000, "larger than 20 MB"),
        ("a.jsonl", b"", "no column 'text'"),
        ("a.jsonl", b'{"id": 1, "body": "x"}\n', "no column 'text'; it has: id, body"),
        ("a.jsonl", b'[{"text": "x"}]', "is a JSON list"),
        ("a.jsonl", '{"text": "x"}'.encode("utf-16"), "must be UTF-8"),
        ("a.csv", b"", "the corpus has no rows"),
        ("a.csv", b"id,text\n", "the corpus has no rows"),
        ("a.csv", b"id,body,date\n1,x,y\n", "no column 'text'; it has: id, body, date"),
        ("a.csv", b'id,"text"s\n1,x\n', "names no columns"),
        ("a.csv", b"id;body\n1;x\n", "it has: id, body"),
        ("a.parquet", b"not parquet", "is no Parquet file"),
        ("a.parquet", b"PAR1" + bytes(60) + b"PAR1", "is no Parquet file"),
    ],
)
def test_bad_files(tmp_path, name, content, says):
    message = error(write(tmp_path / name, content))
    assert message.startswith(str(tmp_path / name)[:100]) and says in message


def test_bad_places(tmp_path):
    write(tmp_path / "bridge.txt", PROSE)
    assert "Did you mean" in error(tmp_path / "brigde.txt") and "bridge.txt?" in error(tmp_path / "brigde.txt")
    assert "no folder" in error(tmp_path / "nowhere" / "bridge.txt")
    assert "this is a text" in error(f"{PROSE}\n{PROSE}")
    assert "cannot be opened" in error("x" * 5000) or "no such file" in error("x" * 5000)
    assert "\x1b" not in error("no\x1b[31msuch.txt")
    empty = tmp_path / "empty"
    empty.mkdir()
    write(empty / "photo.jpg", PNG)
    assert "no file that can be read" in error(empty)


def test_a_file_without_permission(tmp_path):
    path = write(tmp_path / "a.txt", PROSE)
    path.chmod(0)
    try:
        path.read_bytes()
    except PermissionError:
        assert "cannot be opened (Permission denied)" in error(path)
    else:
        pytest.skip("this user may read everything")


# Folders and corpora


def test_one_broken_file_among_ten(tmp_path):
    for n in range(9):
        write(tmp_path / f"{n}.txt", f"{PROSE} Number {n}.")
    write(tmp_path / "5b.txt", PNG)
    errors = []
    found = list(read_many([tmp_path], errors.append))
    assert [Path(a.source).name for a in found] == [f"{n}.txt" for n in range(9)]
    assert [str(e).split(": ")[0] for e in errors] == [str(tmp_path / "5b.txt")]
    with pytest.raises(SourceError):
        list(read_many([tmp_path]))


def test_folders_are_read_in_order_with_their_folders_but_not_hidden_ones(tmp_path):
    for name in ["b.txt", "a/z.txt", ".hidden/x.txt", ".x.txt", "notes.pdf", "c.md"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        write(tmp_path / name, f"{PROSE} {name}")
    names = [Path(a.source).relative_to(tmp_path).as_posix() for a in read_many([tmp_path])]
    assert names == ["a/z.txt", "b.txt", "c.md"]
    assert "more than one article" in error(tmp_path)
    assert read(tmp_path / "a").source == str(tmp_path / "a" / "z.txt")


def test_a_corpus_with_broken_rows():
    errors = []
    found = list(read_many(FIXTURES / "mixed.jsonl", errors.append))
    assert [a.article_id for a in found] == ["a1", articles.article_id(found[1].text), "7"]
    first = found[0]
    assert first.text == "The mayor said the bridge was safe.\r\nNobody else said so.  "
    assert (first.title, first.outlet, first.date, first.source) == (
        "Bridge",
        "The Courier",
        "2021-05-06",
        "https://example.org/a1",
    )
    assert found[1].source == str(FIXTURES / "mixed.jsonl")
    says = [
        "line 2: is no JSON",
        "line 4: the row has no text",
        "line 5: the row has no text",
        "line 6: is no JSON object",
    ]
    says.append("line 7: has the same id as")
    assert len(errors) == len(says)
    assert all(part in str(e) for part, e in zip(says, errors, strict=True))


TEXTS = [
    " A text with\r\nits line ends, said he. ",
    "“Marks,” – kept,\tas they are.",
    'A "quoted", text; with marks.',
    "\ufeffé said e\u0301.",
]


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet"])
def test_ids_and_texts_of_a_corpus_are_kept_exactly(tmp_path, suffix):
    path = tmp_path / f"corpus{suffix}"
    rows = [{"id": f" {n}", "text": text, "outlet": "", "date": "6 May 2021"} for n, text in enumerate(TEXTS)]
    if suffix == ".jsonl":
        write(path, "\n".join(json.dumps(row) for row in rows))
    elif suffix == ".csv":
        lines = [",".join('"' + value.replace('"', '""') + '"' for value in row.values()) for row in rows]
        write(path, "\r\n".join(["id,text,outlet,date", *lines]))
    else:
        pq.write_table(pa.Table.from_pylist(rows), path)
    found = list(read_many([path]))
    assert [(a.article_id, a.text) for a in found] == [(row["id"], row["text"]) for row in rows]
    assert {(a.outlet, a.date) for a in found} == {(None, "2021-05-06")}


@pytest.mark.parametrize(
    "content",
    [
        "\ufeffID,Text\n1,“Yes,” he said of the bridge.\n".replace("“Yes,”", "“Yes”").encode(),
        "id;text\n1;“Yes” he said of the bridge.\n".encode("cp1252"),
        "id,text\n1,“Yes” he said of the bridge.\n2,".encode() + b"\xe2\x80 a broken mark of three bytes.\n",
        "id\ttext\n1\t“Yes” he said of the bridge.\n".encode("utf-16"),
    ],
)
def test_tables_as_spreadsheets_write_them(tmp_path, content):
    article = next(read_many([write(tmp_path / "a.csv", content)]))
    assert (article.article_id, article.text) == ("1", "“Yes” he said of the bridge.")


def test_broken_rows_of_a_table(tmp_path):
    content = f'id,text\n1,{PROSE.replace(",", "")}\n2,one, two\n3,"he said "no" twice"\n4,\n5,{LONG}\n'
    errors = []
    found = list(read_many([write(tmp_path / "a.csv", content)], errors.append))
    assert [a.article_id for a in found] == ["1", "5"]
    assert [
        "line 3: has 3 fields" in str(errors[0]),
        "line 4: is no CSV" in str(errors[1]),
        "no text" in str(errors[2]),
    ] == [True] * 3


def test_nulls_numbers_and_dates_of_parquet(tmp_path):
    from datetime import date

    path = tmp_path / "a.parquet"
    table = {"id": [1, None, 3], "text": [PROSE, LONG, None], "date": [date(2021, 5, 6), None, None], "n": [1, 2, 3]}
    pq.write_table(pa.table(table), path)
    errors = []
    found = list(read_many([path], errors.append))
    assert [(a.article_id, a.date) for a in found] == [("1", "2021-05-06"), (articles.article_id(LONG), None)]
    assert [str(e) for e in errors] == [f"{path}, row 3: the row has no text; left out."]


def test_half_a_surrogate_pair_becomes_one_character(tmp_path):
    article = read(write(tmp_path / "a.jsonl", '{"text": "A half \\ud83d mark, he said.", "id": "x\\udc00"}'))
    assert (article.article_id, article.text) == ("x\ufffd", "A half \ufffd mark, he said.")


def test_a_large_corpus_is_not_read_at_once(tmp_path):
    path = tmp_path / "a.jsonl"
    with path.open("w") as file:
        file.writelines(json.dumps({"id": n, "text": PROSE}) + "\n" for n in range(200))
        file.write("broken")
    first = next(read_many([path]))
    assert first.article_id == "0"


def test_the_same_article_twice(tmp_path):
    one, two = write(tmp_path / "1.txt", PROSE), write(tmp_path / "2.txt", PROSE)
    errors = []
    assert len(list(read_many([one, two], errors.append))) == 1
    assert "2.txt: has the same id as" in str(errors[0]) and "1.txt" in str(errors[0])


# Addresses: a real server

PAGE = (FIXTURES / "page.html").read_bytes()


class Answers(BaseHTTPRequestHandler):
    def do_GET(self):
        kind, body, headers = "text/html; charset=utf-8", PAGE, {}
        match self.path.split("?")[0]:
            case "/missing":
                return self.send_error(404)
            case "/forbidden":
                return self.send_error(403)
            case "/moved":
                self.send_response(302)
                self.send_header("Location", "/article")
                return self.end_headers()
            case "/picture":
                kind, body = "image/png", PNG
            case "/picture-as-page":
                body = PNG
            case "/plain":
                kind, body = "text/plain; charset=utf-8", PROSE.encode()
            case "/latin":
                kind, body = (
                    "text/html; charset=iso-8859-1",
                    f"<html><body><p>{PROSE} “Zoë.”</p></body></html>".encode("cp1252"),
                )
            case "/empty":
                body = b"<html><body></body></html>"
            case "/nothing":
                body = b""
            case "/gzip":
                body, headers = gzip.compress(PAGE), {"Content-Encoding": "gzip"}
            case "/broken-gzip":
                headers = {"Content-Encoding": "gzip"}
            case "/cut":
                headers = {"X-Length": str(len(PAGE) + 100)}
            case "/slow":
                time.sleep(1.5)
            case "/large":
                body = PAGE * 200
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", headers.pop("X-Length", str(len(body))))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    def handle_error(self, *_):
        """A reader that has gone away in the middle, as it should from a slow page."""


@pytest.fixture(scope="module")
def site():
    server = Server(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("no_proxy", "127.0.0.1")
        yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.mark.parametrize("path", ["/article", "/moved", "/gzip", "/article?a=1#part", "/größe", "/a b"])
def test_addresses(site, path):
    article = read(site + path)
    assert (article.title, article.outlet) == ("Quay fire kills four in Harbourton", "Harbour Courier")
    assert article.source == site + path
    assert article.text == read(FIXTURES / "page.html").text


def test_other_pages(site):
    assert read(site + "/plain").text == PROSE
    assert read(site.replace("http", "HTTP") + "/latin").text.endswith("“Zoë.”")
    assert read(site + "/latin").outlet is None


@pytest.mark.parametrize(
    "path, says",
    [
        ("/missing", "the server answers 404"),
        ("/forbidden", "403"),
        ("/picture", "is no web page but image/png"),
        ("/picture-as-page", "is a picture"),
        ("/empty", "no article text"),
        ("/nothing", "is empty"),
        ("/cut", "broke off"),
        ("/broken-gzip", "does not answer"),
        ("/slow", "does not answer"),
        ("/large", "larger than"),
    ],
)
def test_bad_addresses(site, monkeypatch, path, says):
    monkeypatch.setattr(articles, "FETCH_SECONDS", 0.5)
    monkeypatch.setattr(articles, "MAX_BYTES", 100_000)
    message = error(site + path)
    assert message.startswith(site + path) and says in message


@pytest.mark.parametrize("address", ["http://", "http://[", "https://exa mple.invalid/x", "http://127.0.0.1:99999/"])
def test_addresses_that_are_none(address):
    assert "does not answer" in error(address)


def test_an_address_where_nobody_listens():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert "does not answer" in error(f"http://127.0.0.1:{port}/")


# What always holds


def check(article):
    spans = [*article.boilerplate, *([article.headline] if article.headline else [])]
    assert all(0 <= start < end <= len(article.text) for start, end in spans)
    assert sorted(article.boilerplate) == list(article.boilerplate)
    assert all(a[1] <= b[0] for a, b in zip(sorted(spans), sorted(spans)[1:], strict=False))
    article.text.encode()


PIECES = [
    "Title: ",
    "By Ada Penn",
    "# ",
    "\n",
    "\n\n",
    "\r\n",
    "WESTMERE — ",
    "Related stories",
    "Read more: x",
    "“",
    "”",
    "said",
    PROSE,
    " ",
]


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=12).map("".join)))
def test_any_text_gives_an_article_or_an_error(text):
    try:
        article = make_article(text, "a test")
    except SourceError as problem:
        assert str(problem).startswith("a test: ")
    else:
        assert len(article.text) == len(text)
        assert article == make_article(text, "a test")
        check(article)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([".txt", ".md", ".html", ".jsonl", ".csv", ".parquet"]))
def test_any_bytes_give_articles_or_errors(tmp_path_factory, data, suffix):
    path = write(tmp_path_factory.mktemp("any") / f"a{suffix}", data)
    errors = []
    for article in read_many([path], errors.append):
        check(article)
    assert all(str(path) in str(e) and "\n" not in str(e) for e in errors)
