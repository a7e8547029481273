"""Feeds told by what they hold: RSS of all ages, Atom, JSON Feed, sitemaps; broken and hostile ones."""

import time

import pytest
from feed_site import rss

from onrecord.text import SourceError
from onrecord.text.sources.feeds.parsing import MAX_ITEMS, is_feed, parse_feed

BASE = "https://courier.example/feeds/world.xml"
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
RSS_2 = f"""<?xml version="1.0" encoding="utf-8"?><!-- made --><?xml-stylesheet href="x"?>
<rss version="2.0" {DC} xmlns:media="http://search.yahoo.com/mrss/"><channel><title>No</title><link>https://no.example</link>
<item><media:title>No</media:title><title><![CDATA[Flood &amp; <b>fire</b>]]></title><link> /a?b=1&amp;c=2#top </link>
<guid isPermaLink="false">id-1</guid><pubDate>Thu, 06 May 2021 10:00:00 GMT</pubDate><dc:creator>Ada Penn</dc:creator></item>
<item><title>B</title><guid>https://courier.example/b</guid><author>bo@courier.example (Bo Lind)</author></item></channel></rss>"""
RSS_1 = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" {DC}>
<channel><title>No</title></channel><item rdf:about="x"><title>R</title><link>https://courier.example/r</link>
<dc:date>2021-05-06T10:00+01:00</dc:date></item></rdf:RDF>"""
RSS_09 = """<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://x.example/rss-0.91.dtd">
<rss version="0.91"><channel><item><title>Old &eacute;</title><link>old.html</link></item></channel></rss>"""
ATOM = """\ufeff<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://wire.example/d/"><title>No</title><author><name>No</name></author>
<entry xml:base="e/"><id>urn:1</id><title type="html">A &amp;lt;b&amp;gt;x&amp;lt;/b&amp;gt;</title><link rel="self" href="s"/>
<link rel="alternate" type="application/pdf" href="p"/><link href="1"/><author><name>Cy Dahl</name></author>
<updated>2021-05-07T01:00:00Z</updated><published>2021-05-06T01:00:00Z</published>
<source><title>Coast Wire</title></source></entry></feed>"""
NEWS = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://courier.example/about</loc></url><url><loc>https://courier.example/n</loc><n:news><n:publication><n:name>The
Courier</n:name></n:publication><n:publication_date>2021-05-06</n:publication_date><n:title>N</n:title></n:news></url></urlset>"""
JSON = """ {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": 7, "url": "/j", "title": "J",
"date_published": "2021-05-06T10:00:00Z", "authors": [{"name": "Ada Penn"}]}, 3]}"""


def rows(text):
    return [(i.link, i.title, i.date, i.author, i.outlet) for i in parse_feed(text.encode(), BASE, "a feed").items]


@pytest.mark.parametrize(
    "text, items",
    [
        (
            RSS_2,
            [
                ("https://courier.example/a?b=1&c=2", "Flood & fire", "2021-05-06", "Ada Penn", None),
                ("https://courier.example/b", "B", None, "Bo Lind", None),
            ],
        ),
        (RSS_1, [("https://courier.example/r", "R", "2021-05-06", None, None)]),
        (RSS_09, [("https://courier.example/feeds/old.html", "Old é", None, None, None)]),
        (ATOM, [("https://wire.example/d/e/1", "A x", "2021-05-06", "Cy Dahl", "Coast Wire")]),
        (NEWS, [("https://courier.example/n", "N", "2021-05-06", None, "The Courier")]),
        (JSON, [("https://courier.example/j", "J", "2021-05-06", "Ada Penn", None)]),
        (
            RSS_2[: RSS_2.index("</item>")],
            [("https://courier.example/a?b=1&c=2", "Flood & fire", "2021-05-06", "Ada Penn", None)],
        ),
        ("<rss><channel>", []),
    ],
)
def test_items(text, items):
    assert is_feed(text.encode())
    assert rows(text) == items


def test_a_sitemap_index():
    index = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>/n.xml</loc></sitemap></sitemapindex>'
    assert parse_feed(index.encode(), BASE, "a feed").sitemaps == ["https://courier.example/n.xml"]


@pytest.mark.parametrize(
    "text", ["", "<html><body>", "<!doctype html><p>", "{}", '{"version": "1"}', "words", "<svg>", "<rssx>"]
)
def test_what_is_no_feed(text):
    assert not is_feed(text.encode())


@pytest.mark.parametrize(
    "link", ["file:///etc/passwd", "javascript:alert(1)", "mailto:a@b.example", "ftp://x/y", "", "http://["]
)
def test_links_to_what_is_no_page(link):
    assert rows(rss(f"<title>x</title><link>{link}</link>").decode())[0][0] in (None, BASE if not link else None)


def test_a_password_in_a_link_goes():
    assert rows(rss("https://ada:secret@x.example/a").decode())[0][0] == "https://x.example/a"


def test_entities_are_refused():
    bomb = (
        '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
        + rss("<title>&b;</title><link>/a</link>").decode()[21:]
    )
    with pytest.raises(SourceError, match="declares entities"):
        parse_feed(bomb.encode(), BASE, "a feed")


@pytest.mark.parametrize("n", [MAX_ITEMS, MAX_ITEMS + 1, 100_000])
def test_a_feed_of_very_many(n):
    begun = time.monotonic()
    feed = parse_feed(rss(*(f"/{i}" for i in range(n))), BASE, "a feed")
    assert (len(feed.items), feed.more) == (MAX_ITEMS, n > MAX_ITEMS)
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize(
    "text",
    [
        "<rss>" + "<item>" * 100_000,
        "<rss>" + "<a>" * 100_000,
        "<rss><item><title>" + "x" * 15_000_000,
        "<rss><item " + " ".join(f"a{i}='b'" for i in range(100_000)) + "/></rss>",
        "<?xml?>" * 100_000 + "<rss>",
        "<!--" * 1000 + "<rss>",
        '{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 100_000,
        '{"version": "https://jsonfeed.org/version/1", "items": {"a": 1}}',
        "<feed xml:base='http://['><entry><link href='a'/></entry></feed>",
    ],
)
def test_hostile_feeds_are_quick(text):
    begun = time.monotonic()
    if is_feed(text.encode()):
        try:
            parse_feed(text.encode(), BASE, "a feed")
        except SourceError as problem:
            assert "\n" not in str(problem)
    assert time.monotonic() - begun < 5
