"""Feeds: the articles behind them, the new ones only, politely; what cannot be had, and what a bad feed leads to."""

import gzip
import json
import time

import pytest
from feed_site import Site, rss, story
from raw_servers import RawServer, made_up_network, moved, page

from onrecord.system.output_folders import mark_output
from onrecord.text import SourceError, read_many
from onrecord.text.sources.feeds import manners
from onrecord.text.sources.feeds.memory import MOST_TRIES, NAME, Memory


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch):
    monkeypatch.setattr(manners, "PAUSE", 0.0)


@pytest.fixture
def site():
    with Site() as site:
        for name in ("ferry", "quay", "bridge"):
            site.put(f"/{name}", story(name))
        yield site


class Call:
    """A call into a folder, as `run` makes it: what was read, and what was said."""

    def __init__(self, source, folder=None, fresh=False, until=None):
        self.errors, self.notes, self.articles = [], [], []
        feeds = Memory(folder, fresh) if folder else None
        if folder:
            folder.mkdir(exist_ok=True)
            mark_output(folder)
        say = lambda problem: self.errors.append(str(problem))  # noqa: E731
        for article in read_many([source], say, on_note=self.notes.append, feeds=feeds):
            self.articles.append(article)
            if len(self.articles) == until:
                break  # killed before it is done
            if feeds:
                feeds.end(article.source, failed=False)
        else:
            if feeds:
                feeds.save()
        self.names = [article.source.rpartition("/")[2] for article in self.articles]


def test_the_articles_behind_a_feed(site):
    feed = site.feed("/ferry", "<title>Q</title><link>/quay</link><pubDate>Thu, 06 May 2021 10:00:00 GMT</pubDate>")
    call = Call(feed)
    assert (call.names, call.errors, call.notes) == (["ferry", "quay"], [], [])
    assert [a.title for a in call.articles] == ["The news of ferry", "The news of quay"]
    assert [a.date for a in call.articles] == [None, "2021-05-06"]
    assert site.paths() == ["/feed", "/robots.txt", "/ferry", "/quay"]


def test_the_second_call_reads_what_is_new_only(site, tmp_path):
    out = tmp_path / "runs"
    assert Call(site.feed("/ferry", ETag='"1"'), out).names == ["ferry"]
    site.paths()
    again = Call(site.address + "/feed", out)
    assert (again.names, again.errors) == ([], []) and "nothing new since 20" in again.notes[0]
    assert [(path, headers.get("if-none-match")) for path, headers in site.asked] == [("/feed", '"1"')]
    site.asked.clear()
    assert Call(site.feed("/quay", "/ferry", ETag='"2"'), out).names == ["quay"]
    assert site.paths() == ["/feed", "/robots.txt", "/quay"]
    assert Call(site.address + "/feed", out, fresh=True).names == ["quay", "ferry"]
    assert Call(site.address + "/feed", out).names == []


def test_other_feeds_and_other_folders_are_told_apart(site, tmp_path):
    feed = site.feed("/ferry")
    other = site.put("/other", rss("/quay"), Content_Type="text/xml")
    assert Call(feed, tmp_path / "a").names == ["ferry"]
    assert Call(other, tmp_path / "a").names == ["quay"]
    assert Call(feed, tmp_path / "b").names == ["ferry"]
    assert Call(feed, tmp_path / "a").names == []


def test_a_call_that_was_killed_goes_on(site, tmp_path):
    feed = site.feed("/ferry", "/quay", "/bridge", ETag='"1"')
    assert Call(feed, tmp_path / "runs", until=2).names == ["ferry", "quay"]  # the second is not done
    assert Call(feed, tmp_path / "runs").names == ["quay", "bridge"]  # the feed itself is what it was
    assert Call(feed, tmp_path / "runs").names == []


def test_what_cannot_be_had_is_asked_for_again_at_most_so_often(site, tmp_path):
    feed = site.feed("/ferry", "/gone", ETag='"1"')
    for n in range(MOST_TRIES):
        call = Call(feed, tmp_path / "runs")
        assert (call.names, len(call.errors)) == (["ferry"] if n == 0 else [], 1)
        assert "/gone: the server answers 404" in call.errors[0] and call.errors[0].count("/gone") == 1
    assert "given up" in call.notes[-1]
    call = Call(feed, tmp_path / "runs")
    assert (call.errors, "nothing new" in call.notes[0]) == ([], True)


def test_what_came_late(site, tmp_path):
    feed = site.feed("/late")
    assert Call(feed, tmp_path / "runs").names == []
    site.put("/late", story("late"))
    assert Call(feed, tmp_path / "runs").names == ["late"]


def test_a_page_that_holds_no_article_is_not_asked_for_again(site, tmp_path):
    site.put("/none", b"<html><body><p>Please switch on JavaScript.</p></body></html>")
    feed = site.feed("/none")
    assert "no article text" in Call(feed, tmp_path / "runs").errors[0]
    assert Call(feed, tmp_path / "runs").errors == []


def test_the_words_of_the_feed_where_the_page_cannot_be_read(site):
    words = "".join(story(name).decode().partition("</h1>")[2].partition("</article>")[0] for name in ("ferry", "quay"))
    whole = f"<content:encoded><![CDATA[{words}]]>"
    item = f"<title>The ferry</title><link>/paid</link>{whole}</content:encoded>"
    site.put("/feed", rss(item).replace(b"<rss", b'<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"'))
    call = Call(site.address + "/feed")
    assert call.articles[0].title == "The ferry" and "12 people were killed" in call.articles[0].text
    assert call.errors == [] and "read from the feed itself" in call.notes[0]


def test_robots(site, tmp_path):
    site.put(
        "/robots.txt",
        b"User-agent: *\nDisallow: /quay\n\nUser-agent: onrecord\nDisallow: /ferry\n",
        Content_Type="text/plain",
    )
    feed = site.feed("/ferry", "/quay")
    call = Call(feed, tmp_path / "runs")
    assert call.names == ["quay"] and "/ferry: the site's robots.txt closes this page" in call.errors[0]
    assert "/ferry" not in site.paths()
    assert Call(feed, tmp_path / "runs").errors == []


def test_a_robots_txt_that_does_not_answer_closes_the_site_for_now(site, tmp_path):
    site.put("/robots.txt", b"", 503)
    feed = site.feed("/ferry")
    assert "does not say now" in Call(feed, tmp_path / "runs").errors[0]
    assert "/ferry" not in site.paths()
    site.put("/robots.txt", b"", 404)
    assert Call(feed, tmp_path / "runs").names == ["ferry"]


@pytest.mark.parametrize(
    ("robots", "pause"),
    [(b"", 0.2), (b"User-agent: *\nCrawl-delay: 0.4", 0.2), (b"User-agent: *\nCrawl-delay: 1", 0.4)],
)
def test_pauses_between_requests(site, monkeypatch, robots, pause):
    monkeypatch.setattr(manners, "PAUSE", 0.2)
    monkeypatch.setattr(manners, "LONGEST_PAUSE", 0.4)
    site.put("/robots.txt", robots)
    begun = time.monotonic()
    assert len(Call(site.feed("/ferry", "/quay", "/bridge")).names) == 3
    assert time.monotonic() - begun >= 3 * pause


def test_retry_after(site, tmp_path, monkeypatch):
    site.put("/busy", b"", 429, Retry_After="1")
    begun = time.monotonic()
    assert "429" in Call(site.feed("/busy")).errors[0]
    assert 1 <= time.monotonic() - begun < 5 and site.paths().count("/busy") == 2
    site.put("/busy", b"", 503, Retry_After="3600")
    call = Call(site.feed("/busy", "/quay"), tmp_path / "runs")
    assert (call.errors, site.paths()) == ([], ["/feed", "/robots.txt", "/busy"])
    assert all("asks to be left alone for 3600 seconds" in note for note in call.notes)
    site.put("/busy", story("busy"))
    assert Call(site.address + "/feed", tmp_path / "runs").names == ["busy", "quay"]


def test_a_feed_whose_server_asks_to_be_left_alone(site, tmp_path):
    (tmp_path / "runs").mkdir()
    feed = site.put("/feed", b"", 429, Retry_After="3600")
    assert "429" in Call(feed, tmp_path / "runs").errors[0]
    site.paths()
    call = Call(feed, tmp_path / "runs")
    assert (site.paths(), call.errors) == ([], []) and "left alone" in call.notes[0]


def test_the_agent_has_a_name_and_a_version(site):
    Call(site.feed("/ferry"))
    assert all("onrecord/" in headers["user-agent"] for _, headers in site.asked)


def test_a_sitemap_of_news_packed_and_an_index(site):
    news = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    sitemap = f"<urlset {news}><url><loc>{site.address}/ferry</loc><news:news><news:title>x</news:title></news:news></url></urlset>"
    packed = site.put("/news.xml.gz", gzip.compress(sitemap.encode()), Content_Type="application/gzip")
    assert Call(packed).names == ["ferry"]
    site.put("/news.xml", sitemap.encode(), Content_Type="application/xml")
    site.put("/no.xml", b"<html>", Content_Type="text/html")
    index = f"<sitemapindex {news}><sitemap><loc>/news.xml</loc></sitemap><sitemap><loc>/no.xml</loc></sitemap></sitemapindex>"
    call = Call(site.put("/index.xml", index.encode(), Content_Type="application/xml"))
    assert call.names == ["ferry"] and "is no sitemap" in call.errors[0]


def test_an_article_that_two_items_have(site):
    site.put("/same", story("ferry"))
    call = Call(site.feed("/ferry", "/same", "/ferry", site.address + "/feed"))
    assert (call.names, call.errors) == (["ferry", "same"], [])
    assert call.articles[1].duplicate_of == call.articles[0].article_id


@pytest.mark.parametrize(
    "stated", [b"", b"[]", b"{", b'{"x": 3}', b'{"%s": {"done": 3, "waiting": [3, {}], "tries": []}}', b"\xff"]
)
def test_a_torn_memory_is_no_memory(site, tmp_path, stated):
    out, feed = tmp_path / "runs", site.feed("/ferry")
    out.mkdir()
    (out / NAME).write_bytes(stated.replace(b"%s", feed.encode()))
    assert Call(feed, out).names == ["ferry"]
    assert Call(feed, out).names == []
    assert json.loads((out / NAME).read_text())[feed]["done"]


def test_nothing_is_written_into_a_folder_that_is_not_ours(site, tmp_path):
    feeds = Memory(tmp_path)
    list(read_many([site.feed()], feeds=feeds))
    feeds.save()
    assert list(tmp_path.iterdir()) == []


def test_xml_that_is_no_feed(site):
    assert (
        "is no web page but application/xml" in Call(site.put("/x", b"<x/>", Content_Type="application/xml")).errors[0]
    )


@pytest.mark.parametrize("inside", ["10.0.0.7", "127.0.0.1", "169.254.169.254"])
@pytest.mark.parametrize("way", ["a link", "a redirect", "a sitemap"])
def test_a_public_feed_leads_to_no_private_place(inside, way):
    target = f"http://{inside}/secret"
    body = {
        "a link": rss(target),
        "a redirect": rss("http://news.example/away"),
        "a sitemap": f"<sitemapindex><sitemap><loc>{target}</loc></sitemap></sitemapindex>".encode(),
    }[way]

    def answer(head):
        path = head.split()[1].removeprefix("http://news.example")
        return [
            page(body, "Content-Type: text/xml")
            if path == "/feed"
            else moved(target)
            if path == "/away"
            else page(b"", status="404 No")
        ]

    with (
        RawServer(answer) as server,
        made_up_network({"news.example": ["93.184.215.14"]}, {"93.184.215.14": server.port}) as reached,
    ):
        call = Call("http://news.example/feed")
    assert set(reached) == {"93.184.215.14"} and call.articles == []
    assert "inside a private network" in call.errors[0]


def test_a_loop_of_redirects(site):
    site.put("/loop", b"", 302, Location="/loop")
    assert "more than 10 times" in Call(site.feed("/loop")).errors[0]


def test_links_of_a_feed_over_tls_go_over_tls():
    from onrecord.text.sources.feeds.items import Item
    from onrecord.text.sources.feeds.reading import _by_tls

    assert _by_tls(Item("http://x.example/a", "a"), "https://x.example/f").link == "https://x.example/a"
    assert _by_tls(Item("http://x.example:81/a", "a"), "https://x.example/f").link == "http://x.example:81/a"
    assert _by_tls(Item("http://x.example/a", "a"), "http://x.example/f").link == "http://x.example/a"


def test_a_feed_is_more_than_one_article(site):
    from onrecord.text import read

    with pytest.raises(SourceError, match="more than one article"):
        read(site.feed("/ferry", "/quay"))
