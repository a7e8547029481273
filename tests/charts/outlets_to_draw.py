"""Articles of several outlets and days: a few, and a crowd."""

from __future__ import annotations

from onrecord.text.article import Article

DAYS = ["2031-05-02", "2031-05-03"]


def report(outlet: str | None, day: str | None, text: str) -> Article:
    names = "A flood struck Arnby, Belford, Corvale, Denholt and Elsmere in Peru on 1 May 2031. "
    return Article(f"{outlet} {day}", names + text, outlet=outlet, date=day)


ARTICLES = [
    report("Hill Post", DAYS[0], "Mayor Ada Brandt said 10 people were killed. “It is terrible,” said Ada Brandt."),
    report(
        "Sea Mail", DAYS[0], "Mayor Ada Brandt said 10 people were killed. Chief Tom Keller said 19 people were killed."
    ),
    report("Hill Post", DAYS[1], "Mayor Ada Brandt said 14 people were killed. “We are glad of help,” said Rosa Lind."),
    report(None, DAYS[1], "Mayor Ada Brandt said 99 people were killed. “It is good,” said Ada Brandt."),
]


def crowd() -> list[Article]:
    """Twelve outlets with long names over twelve days, thirty speakers with long names, many counts."""
    articles = []
    for n in range(24):
        outlet = f"The Independent Observer of the Greater Northern Harbour Towns, edition {n % 12}"
        sentences = " ".join(
            f"Commissioner Maximilian Number{'abcdefghij'[k]} said {100 * k + n + 20} people were killed."
            for k in range(10)
        )
        articles.append(report(outlet, f"2031-05-{n // 2 + 1:02}", sentences))
    return articles
