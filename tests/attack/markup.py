"""Markup: payloads in every field of every kind of source, into every page, every output of a notebook, and the terminal."""

from __future__ import annotations

import html
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parents[1]))

from attacking import Extent, LeftOut, Tried
from canary import Canary, chromium
from hostile_sources import write_sources
from judged_runs import call, each, faults_of_notebooks, faults_of_pages
from judges import read_page, steering_in
from made_up import EMPTY, record_made_of, table
from payloads import Payload, payloads

from onrecord.text.article import whole_characters

NAME = "markup in pages, outputs and the terminal"
TOGETHER = 12  # payloads in an article
IN_RUNS = 30  # payloads in an article that notebooks are run on
QUICK = 2  # batches of the quick form
# The kinds that act in a page by themselves, or when they are touched.
ACTIVE = {"script", "handler", "attribute", "address", "svg", "mutation", "style", "output", "comment"}
TOOLS = ("quotes", "figures", "pairs")


def attacks(extent: Extent) -> Iterator[Tried]:
    """Try them: the judges on payloads that nothing protects from, made-up records, then sources as they are read and run."""
    every = payloads()
    extent.random.shuffle(every)
    batches = [every[at : at + TOGETHER] for at in range(0, len(every), TOGETHER)]
    some = batches if extent.seconds is None else batches[:QUICK]
    yield from _judges_see(every)
    pages: list[tuple[list[Payload], list[Path]]] = []
    for number, batch in enumerate(some):
        made = _pages_of(batch, extent.folder / f"made-up-{number}")
        pages.append((batch, made))
        yield from each(batch, "the terminal, of a made-up record", _printed(batch))
        faults, _ = faults_of_pages(made, None, extent.folder)
        yield from each(batch, "pages and tools of a made-up record", faults)
    with _browser() as (browser, left_out):
        if browser:
            yield from _browser_sees(browser, every if extent.seconds is None else every[: 3 * TOGETHER])
        canary = Canary(browser) if browser else None
        for batch, made in pages if canary else ():
            faults, reached = faults_of_pages(made, canary, extent.folder / "bare")
            yield from each(batch, "pages of a made-up record in Chromium", faults + _not_reached(batch, reached))
        if extent.seconds is None:
            yield from _sources(extent.folder / "sources", batches)
            yield from _runs(extent.folder / "run", every, canary)
    if left_out:
        raise left_out


class _browser:
    """A Chromium, or None with what says that there is none: whatever needs none is tried in any case."""

    def __enter__(self) -> tuple[Any, LeftOut | None]:
        self._running = chromium()
        try:
            return self._running.__enter__(), None
        except LeftOut as reason:
            self._running = None
            return None, reason

    def __exit__(self, *problem: Any) -> None:
        if self._running:
            self._running.__exit__(*problem)


# --- the judges themselves --------------------------------------------------------------------------------------


def _judges_see(every: Sequence[Payload]) -> Iterator[Tried]:
    """Do the judges see payloads that nothing protects from?"""
    seen = sum(bool(read_page(f"<p>{payload.text}</p>")[0]) for payload in every)
    yield Tried(
        f"control: of {len(every)} bare payloads, {seen} are markup", None if seen > 250 else "the judge is blind"
    )
    steering = [payload for payload in every if payload.kind == "terminal"]
    seen = sum(bool(steering_in(payload.text)) for payload in steering)
    yield Tried(f"control: {seen} of {len(steering)} steer a terminal", None if seen > 35 else "the judge is blind")


def _browser_sees(browser: Any, every: Sequence[Payload]) -> Iterator[Tried]:
    """Does the canary sing where payloads stand bare in a page?"""
    active = [payload for payload in every if payload.kind in ACTIVE]
    canary, sung = Canary(browser), 0
    for at in range(0, len(active), TOGETHER):
        told = " ".join(canary.show("".join(map(_bare, active[at : at + TOGETHER]))))
        sung += sum(str(payload.number) in told for payload in active[at : at + TOGETHER])
    canary.close()
    fault = None if 3 * sung > len(active) else "the canary is deaf"
    yield Tried(f"control: of {len(active)} bare payloads, {sung} act in Chromium", fault)


def _bare(payload: Payload) -> str:
    text = payload.text.encode("utf-8", "replace").decode()
    page = f'<title>{text}</title><body>{text}<a title="{text}" href="{text}">a</a><textarea>{text}</textarea>'
    return f'<iframe srcdoc="{html.escape(page)}"></iframe>'


def _not_reached(batch: Sequence[Payload], reached: set[int]) -> list[str]:
    """A payload that comes into no page attacks nothing."""
    return [f"{payload.number} came into no page" for payload in batch if payload.number not in reached]


# --- made-up records: a payload in every column of every table ---------------------------------------------------


def _words(batch: Sequence[Payload]) -> str:
    """The words of payloads as an article has them: half a surrogate pair is none of its characters."""
    return whole_characters(" ".join(payload.text for payload in batch))


def _pages_of(batch: Sequence[Payload], folder: Path) -> list[Path]:
    """The page of a record with payloads in every column, its single file, its boards, and all that shows words to a class."""
    from onrecord.classroom import marking, show_article
    from onrecord.pages.article_page import article_page
    from onrecord.pages.layout import page
    from onrecord.pages.notebook_page import SavedChart
    from onrecord.pages.single_file import single_file

    words = _words(batch)
    record = record_made_of(words)
    folder.mkdir()
    chart = SavedChart("01_quoting_patterns", "", words, "charts/01_chart.png", None)
    (folder / "index.html").write_text(
        article_page(record, {Path("01_quoting_patterns.ipynb"): words}, [chart]), encoding="utf-8"
    )
    alone = single_file((folder / "index.html").read_text(encoding="utf-8"), folder, record)
    (folder / "single.html").write_text(alone, encoding="utf-8")
    article = record.article
    shown = [show_article(article), *_hints(words), marking.datasheet(record)._repr_html_()]
    shown += [marking.read(f"marker: {words}\n1 | {words} | direct | {words}", article, words)._repr_html_()]
    for number, piece in enumerate(shown):
        body = _as_html(piece)
        (folder / f"tool-{number}.html").write_text(page(words, body, skip_to=("found", words)), encoding="utf-8")
    for kind in TOOLS:
        marking.write_board(article, folder / f"board-{kind}.html", kind, words)
    return sorted(folder.glob("*.html"))


def _as_html(piece: Any) -> Any:
    from onrecord.pages.html import Html

    return piece if isinstance(piece, Html) else Html(piece)


def _hints(words: str) -> list[str]:
    """What checks say to a student who answers with payloads."""
    from onrecord.classroom import check, gallery, names

    name = names()[0]
    told = [
        check.quote(name, words),
        check.guess(words, [words]),
        check.guess(words, ["a", "b"]),
        check.number(words, 3),
    ]
    return [
        *(checked._repr_html_() for checked in told),
        str(gallery.counted(gallery.traps().assign(same=True), words)),
    ]


def _printed(batch: Sequence[Payload]) -> list[str]:
    """What the terminal shows of a record with payloads in every column."""
    from onrecord.pages.terminal import as_text

    record = record_made_of(_words(batch))
    return steering_in(as_text(record) + as_text(record, 80, everything=True))


# --- sources, as they are read and run ---------------------------------------------------------------------------


def _sources(folder: Path, batches: Sequence[Sequence[Payload]]) -> Iterator[Tried]:
    """Every kind of source, read, and shown before anything is found in it: title, outlet, date, address, text."""
    import onrecord
    from onrecord.pages.article_page import article_page
    from onrecord.pages.terminal import as_text
    from onrecord.tables.record import Record
    from onrecord.text.article import count_words

    folder.mkdir()
    for kind, path in write_sources(folder, batches):
        problems: list[Exception] = []
        for article in onrecord.read_many([path], on_error=problems.append):
            row = {
                name: getattr(article, name) for name in ("article_id", "title", "outlet", "date", "language", "source")
            }
            row |= {"text": article.text, "n_words": count_words(article.text), "n_paragraphs": 1}
            record = Record(article, **EMPTY | {"articles": table("articles", [row])})
            faults, reached = read_page(article_page(record, {}, []))
            faults += steering_in(as_text(record))
            here = [payload for batch in batches for payload in batch if payload.number in reached]
            yield from each(here, f"the page of {kind}", faults)
        for problem in problems:
            yield Tried(f"{kind}: refused, {ascii(str(problem))[:120]}")


def _runs(folder: Path, every: Sequence[Payload], canary: Canary | None) -> Iterator[Tried]:
    """`onrecord run` on articles with all payloads, with all notebooks: its pages, its notebooks, and what it prints."""
    folder.mkdir()
    batches = [every[at : at + IN_RUNS] for at in range(0, len(every), IN_RUNS)]
    made = dict(reversed(write_sources(folder, batches)))
    out = folder / "out"
    for kind in ("jsonl", "file name", "htm"):
        yield from each(
            every,
            f"what a run on {kind} prints",
            steering_in(call(["run", str(made[kind]), "--out", str(out), "--single-file"], folder)),
        )
    for kind in ("txt", "jsonl"):
        yield from each(
            every, f"what show prints of {kind}", steering_in(call(["show", "--all", str(made[kind])], folder))
        )
    yield from each(every, "notebooks of a run", faults_of_notebooks(out.rglob("*.ipynb")))
    faults, reached = faults_of_pages(sorted(out.rglob("*.html")), canary, folder / "bare")
    yield from each(every, "pages of a run", faults + _not_reached(every, reached))
    left = [path.name for path in folder.rglob("hit4*")]
    yield Tried("commands in templates and notebooks", f"they ran: {left}" if left else None)
