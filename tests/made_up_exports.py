"""Made-up exports: fictional articles as news databases give them, many in one file."""

from __future__ import annotations

import json
from html import escape
from typing import NamedTuple


class Told(NamedTuple):
    """A fictional article and what a database states of it."""

    number: int
    title: str
    outlet: str
    day: int
    author: str | None
    section: str | None
    page: str | None
    body: tuple[str, ...]

    @property
    def date(self) -> str:
        """YYYY-MM-DD."""
        return f"2031-05-{self.day:02d}"


PLACES = ("Orrin Bay", "Mallow Ferry", "Tarn Hollow", "Quill Point", "Saltby")


def told(number: int, paragraphs: int = 6) -> Told:
    """The article of a number: the same number, the same words."""
    place = PLACES[number % len(PLACES)]
    body = (
        f"Flood water reached the market square of {place} on Monday, and at least {number + 3} people were taken to the "
        "school on the hill, officials said.",
        f"“We counted {number + 12} houses under water,” said Ada Brandt, who leads the county's rescue service. “Nobody "
        "has been told to leave without a place to go to.”",
        *(
            f"Part {part} of the road to {place} was closed in the night. The council of {place} said that {part * 7 + number} "
            "households had no power, and that crews would work until it was back for all of them."
            for part in range(1, paragraphs - 1)
        ),
    )
    author = "Jo Marsh" if number % 3 else None
    section = "World" if number % 2 else None
    outlet = ("The Saltby Courier", "Northern Ledger (Orrin)")[number % 2]
    return Told(
        number, f"Water rises in {place} for day {number + 1}", outlet, number % 27 + 1, author, section, "A4", body
    )


ENGLISH_MONTH, FRENCH_MONTH = "May", "mai"
FRENCH = (
    "L'eau a atteint la place du marché lundi, et les habitants ont été conduits à l'école sur la colline, selon la mairie.",
    "« Nous avons compté douze maisons sous l'eau », a déclaré la responsable des secours du canton, qui reste prudente.",
)


def factiva_labelled(articles: list[Told], *, french: tuple[int, ...] = (), menus: str = "en") -> str:
    """An export of Factiva's with labelled fields; articles of some numbers are French."""
    return _factiva_page("".join(_labelled(one, one.number in french, menus) for one in articles))


def _labelled(one: Told, is_french: bool, menus: str) -> str:
    names = {"en": ("English", "French"), "fr": ("Anglais", "Français"), "de": ("Englisch", "Französisch")}[menus]
    month = {"en": "May", "fr": "mai", "de": "Mai"}[menus]
    body = FRENCH if is_french else one.body
    rows = [
        ("SE", one.section),
        ("HD", f"<b class='{menus}Headline'>{escape(one.title)}</b>"),
        ("BY", one.author and f"By {one.author}"),
        ("WC", "312 words"),
        ("PD", f"{one.day} {month} 2031"),
        ("ET", "15:32"),
        ("SN", escape(one.outlet)),
        ("SC", "SALTC"),
        ("PG", one.page),
        ("LA", names[is_french]),
        ("CY", "(c) 2031 A Company.   All Rights Reserved."),
        ("LP", _factiva_paragraphs(body[:1], menus)),
        ("TD", _factiva_paragraphs(body[1:], menus)),
        ("NS", "gflood : Floods | gdis : Disasters"),
        ("IPD", "Flood"),
        ("AN", f"Document SALTC0002031{one.number:04d}e75a0{one.number:04d}"),
    ]
    cells = "".join(
        f'<tr><td align="right" valign="top" class="index"><b>{code}</b>&nbsp;</td><td>{words}</td></tr>'
        for code, words in rows
        if words
    )
    return f'<div class="article {menus}Article"><table border="0">{cells}</table><br/></div><br/><span></span>'


def _factiva_paragraphs(body: tuple[str, ...], menus: str) -> str:
    return "\n".join(f'<p class="articleParagraph {menus}articleParagraph">{escape(words)}</p>' for words in body)


def factiva_shown(articles: list[Told], menus: str = "en") -> str:
    """An export of Factiva's without labels."""
    return _factiva_page("".join(_shown(one, menus) for one in articles))


def _shown(one: Told, menus: str) -> str:
    lines = [
        f"<div>{one.section}</div>" if one.section else "",
        f'<div id="hd"><span class="{menus}Headline">{escape(one.title)}</span></div>',
        f'<div class="author">By {one.author}</div>' if one.author else "",
        *(f"<div>{line}</div>" for line in ("312 words", f"{one.day} May 2031", "15:32", escape(one.outlet), "SALTC")),
        f"<div>{one.page}</div><div>English</div><div>Copyright 2031. A Company.</div>",
        _factiva_paragraphs(one.body, menus),
        f"<p>Document SALTC0002031{one.number:04d}e75a0{one.number:04d}</p>",
    ]
    return f'<div class="article {menus}Article">{"".join(lines)}</div><br/><span></span>'


def _factiva_page(articles: str) -> str:
    return (
        '<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"/>'
        "<title>Factiva</title><style>body{margin:0}</style></head><body><h1>Factiva</h1><div>Dow Jones</div>"
        f'<form><div id="contentLeft">{articles}</div></form><div class="footer">© 2031 Factiva, Inc.</div></body></html>'
    )


RULE = "_" * 60


def proquest_text(articles: list[Told], *, numbered: bool = True) -> str:
    """An export of ProQuest's as text."""
    records = [_record(one, len(articles), numbered) for one in articles]
    contents = "\n\n".join(f"{one.number + 1}. {one.title}" for one in articles)
    head = f"{RULE}\n\nReport Information from ProQuest\n\nMay 27 2031 10:12\n\n{RULE}\n\nTable of contents\n\n{contents}\n\n"
    foot = f"{RULE}\n\nContact us at: http://www.example.org/contact\n\nDatabase copyright 2031 ProQuest LLC. Terms and Conditions"
    return head + "".join(records) + foot


def _record(one: Told, of: int, numbered: bool) -> str:
    lines = [
        f"Document {one.number + 1} of {of}" if numbered else None,
        one.title,
        "Author: Marsh, Jo" if one.author else None,
        "ProQuest document link",
        f"Abstract: {one.body[0]}",
        "Links: https://library.example.org/find?id=1",
        "Full text: " + "\n\n".join(one.body),
        "Subject: Floods; Rescue",
        f"Location: {PLACES[one.number % len(PLACES)]}",
        f"Title: {one.title}",
        f"Publication title: {one.outlet}; Saltby",
        "Publication year: 2031",
        f"Publication date: May {one.day}, 2031",
        f"Section: {one.section}" if one.section else None,
        f"First page: {one.page}",
        "Publisher: A Company",
        "Country of publication: Nowhere",
        "Language of publication: English",
        f"ProQuest document ID: 99{one.number:07d}",
        f"Document URL: https://www.example.org/docview/99{one.number:07d}",
        "Copyright: Copyright A Company May 2031",
        "Last updated: 2031-05-28",
        "Database: A Newsstream",
    ]
    return f"{RULE}\n\n" + "\n\n".join(filter(None, lines)) + "\n\n"


def proquest_page(articles: list[Told]) -> str:
    """An export of ProQuest's in HTML."""
    records = []
    for one in articles:
        fields = {
            "Subject": "Floods",
            "Title": one.title,
            "Publication title": one.outlet,
            "Publication date": f"May {one.day}, 2031",
            "Pages": one.page,
            "Language of publication": "English",
            "ProQuest document ID": f"99{one.number:07d}",
            "Database": "A Newsstream",
        }
        labelled = "".join(f"<p><strong>{label}: </strong>{words}</p>" for label, words in fields.items())
        body = "".join(f"<p>{escape(words)}</p>" for words in one.body)
        records.append(
            '<div style="margin-bottom:20px;border-bottom:2px solid #ccc;padding-bottom:5px">'
            f'<p>Document {one.number + 1} of {len(articles)}</p></div><a name="DocID_{one.number}"></a><p>{one.title}</p>'
            "<p><strong>Abstract: </strong>None available.</p><p><strong>Full text: </strong></p>"
            f'<text wordcount="99">{body}</text>{labelled}<div style="clear:both"></div>'
        )
    return f"<html><head><title>ProQuest</title></head><body>{''.join(records)}</body></html>"


def europresse(articles: list[Told]) -> str:
    """An export of Europresse's."""
    found = " ".join(map(_europresse_article, articles))
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'/></head><body>{found}</body></html>"


def _europresse_article(one: Told) -> str:
    section = f"{one.section}, " if one.section else ""
    author = f'<div class="docAuthors">{one.author}</div>' if one.author else ""
    body = "".join(f"<p>{escape(words)}</p>" for words in one.body)
    return (
        '<article><header><div class="rdp__DocPublicationName"><span class="DocPublicationName">'
        f'{escape(one.outlet)}, no. 12{one.number:03d}</span></div><div class="rdp__DocHeader"><span class="DocHeader">'
        f"{section}lundi {one.day} mai 2031 312 mots, p. {one.page}</span></div>"
        '<div class="titreArticle"><p class="sm-margin-TopNews titreArticleVisu rdp__articletitle">'
        f"{escape(one.title)}</p></div>{author}</header>"
        f'<section><div class="DocText clearfix"><div class="docOcurrContainer">{body}</div></div></section>'
        "<aside><div>Illustration(s) : a photograph</div></aside><footer>"
        '<div class="Doc-LegalInfo"><small>© 2031 A Company. Tous droits réservés.</small></div><p>Numéro de document :</p>'
        f'<div class="publiC-lblNodoc">news·203105{one.day:02d}·SC·{one.number:05d}</div></footer></article>'
    )


def newsapi(articles: list[Told]) -> str:
    """An answer of NewsAPI's, with whole texts."""
    found = [
        {
            "source": {"id": None, "name": one.outlet},
            "author": one.author,
            "title": one.title,
            "description": one.body[0],
            "url": f"https://news.example.org/{one.number}",
            "urlToImage": None,
            "publishedAt": f"{one.date}T10:15:00Z",
            "content": "\n\n".join(one.body),
        }
        for one in articles
    ]
    return json.dumps({"status": "ok", "totalResults": len(found), "articles": found})
