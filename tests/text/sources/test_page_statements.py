"""What pages state: title, outlet, date, author and section, in JSON-LD, in meta elements and in addresses."""

import json

import pytest
from made_up_texts import PROSE, write

from onrecord.text import read
from onrecord.text.sources.web.archives import original_address
from onrecord.text.sources.web.page_days import day_in_address

NEWS = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Bridge to be mended",
    "datePublished": "2021-05-06T23:30:00-07:00",
    "dateModified": "2021-05-09T08:00:00Z",
    "author": [{"@type": "Person", "name": "Mira Olsen"}, {"@type": "Person", "name": "By Bo Lind"}],
    "publisher": {"@type": "Organization", "name": "Harbour Courier"},
    "articleSection": ["Local", "Roads"],
}


def read_page(tmp_path, head="", body="", name="a.html"):
    """The article of a page with this head, and a paragraph below what else is given."""
    return read(write(tmp_path / name, f"<html><head>{head}</head><body>{body}<p>{PROSE}</p></body></html>"))


def script(statement):
    return f'<script type="application/ld+json">{json.dumps(statement)}</script>'


def test_json_ld(tmp_path):
    article = read_page(tmp_path, script(NEWS))
    assert (article.title, article.outlet, article.date) == ("Bridge to be mended", "Harbour Courier", "2021-05-06")
    assert (article.author, article.section) == ("Mira Olsen, Bo Lind", "Local")


@pytest.mark.parametrize(
    "text",
    [
        "<!-- {} -->",
        "//<![CDATA[\n{}\n//]]>",
        "[{}]",
        '{{"@context": "https://schema.org", "@graph": [{{"@type": "WebSite", "name": "x"}}, {}]}}',
        '{{"@type": "WebPage", "mainEntity": {}}}',
        '[{{"@type": "NewsArticle", "headline": "Another story", "datePublished": "2001-01-01"}}, {}]',
        '{{"@type": "ItemList", "itemListElement": [{{"@type": "Article", "headline": "Bridge to be mended"}}]}}'
        '</script><script type="application/ld+json">{}',
        "{{ no JSON }}</script><script type='application/ld+json'>{}",
    ],
)
def test_json_ld_as_sites_write_it(tmp_path, text):
    head = (
        f'<title>Bridge to be mended</title><script type="application/ld+json">{text.format(json.dumps(NEWS))}</script>'
    )
    assert read_page(tmp_path, head).outlet == "Harbour Courier"


def test_json_ld_with_a_comma_too_many_and_references(tmp_path):
    text = """{"@graph": [{"@type": "Article", "headline": "Bridge to be mended", "publisher": {"@id": "#o"},
        "author": {"@id": "#m"},}, {"@type": "Organization", "@id": "#o", "name": "Harbour &amp; Dock Courier"},
        {"@type": "Person", "@id": "#m", "name": "Mira Olsen"},]}"""
    article = read_page(tmp_path, f'<script type="application/ld+json">{text}</script>')
    assert (article.outlet, article.author) == ("Harbour & Dock Courier", "Mira Olsen")


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"@type":' * 5_000, '{"@type": "Article", "author": 7, "publisher": []}']
)
def test_hostile_json_ld_states_nothing(tmp_path, text):
    article = read_page(tmp_path, f'<script type="application/ld+json">{text}</script>')
    assert (article.text, article.outlet, article.author) == (PROSE, None, None)


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("Harbour Courier | Bridge to be mended", ""),
        ("Bridge to be mended - Harbour Courier", ""),
        ("Bridge to be mended — Harbour Courier News", ""),
        ("Bridge to be mended | Roads | Harbour Courier", ""),
        ("Bridge to be mended - harbourcourier.example", ""),
        ("The Harbour Courier: Bridge to be mended", ""),
        ("Bridge to be mended | Local | The Harbour Courier", '<meta property="article:section" content="Local">'),
        ("Bridge to be mended :: Local » Harbour Courier", '<meta property="article:section" content="Local">'),
    ],
)
def test_the_names_of_site_and_section_are_no_title(tmp_path, title, head):
    head += f'<meta property="og:site_name" content="Harbour Courier"><meta property="og:title" content="{title}">'
    article = read_page(tmp_path, head, "<h1>Bridge to be mended</h1>" if "Roads" in title else "")
    assert (article.title, article.outlet) == ("Bridge to be mended", "Harbour Courier")


@pytest.mark.parametrize(
    "title", ["Bridge – a dream – to be mended", "Local: Bridge to be mended", "Bridge to be mended | what we know"]
)
def test_a_title_with_marks_stays_whole(tmp_path, title):
    head = f'<meta property="og:title" content="{title}"><meta property="article:section" content="Local">'
    assert read_page(tmp_path, head).title == title


def test_a_cut_title_is_completed_by_the_heading(tmp_path):
    head = '<meta property="og:title" content="Bridge to be mended before the …">'
    article = read_page(tmp_path, head, "<h1>Bridge to be mended before the winter</h1>")
    assert article.title == "Bridge to be mended before the winter"


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        ('<meta name="application-name" content="Harbour Courier">', "Harbour Courier"),
        ('<meta name="copyright" content="© 2021 Harbour Courier Ltd. All rights reserved.">', "Harbour Courier"),
        (
            '<meta property="og:site_name" content="@harbour"><meta name="publisher" content="Harbour Courier">',
            "Harbour Courier",
        ),
        (
            '<meta property="og:site_name" content="harbour.example"><meta name="publisher" content="Courier">',
            "Courier",
        ),
        (
            '<title>Bridge to be mended | Harbour Courier</title><link rel="canonical" href="https://www.harbourcourier.example/a/bridge">',
            "Harbour Courier",
        ),
        (
            '<title>Bridge to be mended | at last</title><link rel="canonical" href="https://x.example/a/bridge">',
            "x.example",
        ),
        ("<title>Bridge to be mended | at last</title>", None),
    ],
)
def test_outlet(tmp_path, head, outlet):
    assert read_page(tmp_path, head).outlet == outlet


def test_a_publishers_name_as_it_is_written_best(tmp_path):
    head = '<meta property="og:site_name" content="The Harbour Courier">'
    assert (
        read_page(tmp_path, head + script(NEWS | {"publisher": {"name": "HARBOUR COURIER"}})).outlet
        == "The Harbour Courier"
    )


@pytest.mark.parametrize(
    ("head", "body", "day"),
    [
        ('<meta property="article:published_time" content="2021-05-06T00:10:00+05:00">', "", "2021-05-06"),
        ('<meta name="parsely-pub-date" content="Thu, 06 May 2021 23:59:00 -0800">', "", "2021-05-06"),
        ("", '<time pubdate datetime="2021-05-06">yesterday</time>', "2021-05-06"),
        ("", '<span itemprop="datePublished" content="2021-05-06T10:00">yesterday</span>', "2021-05-06"),
        (
            '<link rel="canonical" href="https://x.example/2021/05/06/bridge">',
            "<p>On 24 March 2019 it fell.</p>",
            "2021-05-06",
        ),
        ('<link rel="canonical" href="https://x.example/2021/may/06/bridge">', "", "2021-05-06"),
        ('<meta property="article:modified_time" content="2021-05-09">', "", None),
        (
            '<meta property="article:published_time" content="2024-01-01"><link rel="canonical" href="https://x.example/2021/05/06/b">',
            "",
            "2021-05-06",
        ),
        (
            '<meta property="article:published_time" content="2021-05-07T01:00Z"><link rel="canonical" href="https://x.example/2021/05/06/b">',
            "",
            "2021-05-07",
        ),
    ],
)
def test_day(tmp_path, head, body, day):
    assert read_page(tmp_path, head, body).date == day


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://x.example/news/2021-05-06-bridge", "2021-05-06"),
        ("https://x.example/20210506/bridge", "2021-05-06"),
        ("https://x.example/2021/05/bridge", None),
        ("https://x.example/2021/13/45/bridge", None),
        ("https://x.example/story-2021050699", None),
        ("https://x.example/a/1920210506", None),
    ],
)
def test_day_in_address(address, day):
    found = day_in_address(address)
    assert (found.isoformat() if found else None) == day


@pytest.mark.parametrize(
    ("address", "original"),
    [
        ("https://web.archive.org/web/20210507123456/http://x.example/a?b", "http://x.example/a?b"),
        ("http://web.archive.org/web/20210507123456id_/https://x.example/a", "https://x.example/a"),
        ("/web/20210507/http:/x.example/a", "http://x.example/a"),
        ("https://x.example/web/2021/a", "https://x.example/web/2021/a"),
        (None, None),
    ],
)
def test_original_address(address, original):
    assert original_address(address) == original


def test_a_page_out_of_an_archive(tmp_path):
    head = (
        '<link rel="canonical" href="https://web.archive.org/web/20230101000000/https://x.example/2021/05/06/bridge">'
    )
    body = '<div id="wm-ipp-base"><p>The Wayback Machine has saved this page 27 times between 2021 and 2023.</p></div>'
    article = read_page(tmp_path, head, body)
    assert (article.text, article.date) == (PROSE, "2021-05-06")
