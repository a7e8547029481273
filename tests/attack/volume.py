"""Volume: very many articles, very large ones, and very long rows: memory stays flat, time in proportion, pages light."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from attacking import Extent, LeftOut, Tried

NAME = "very many and very large articles"
FEW = 200
QUICK, WHOLE = 2_000, 100_000
MOST_BYTES_AN_ARTICLE = 3_000  # of memory: what may be held of each, the room that Python leaves free among it
SLACK = 60e6  # bytes that one call may hold more than another with as little to do
MOST_TIMES_AS_SLOW = 3.0  # an article among many, beside one among few
LARGEST_PAGE = 1_000_000
# Calls what is named, in a process of its own; prints its peak memory in bytes and its time in seconds of a processor.
MEASURED = """
import json, resource, sys, time
from pathlib import Path
{imports}
begun = time.process_time()
{call}
status = Path("/proc/self/status")  # what getrusage says there is no less than what the process that started this one held
if status.exists():
    peak = next(int(line.split()[1]) * 1024 for line in status.open() if line.startswith("VmHWM"))
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([peak, time.process_time() - begun]))
"""
INDEX = ("from onrecord.runs.index_page import write_index", "write_index(Path(sys.argv[1]))")
OF_ALL = ("from onrecord.runs.article_folder import write_tables_of_all", "write_tables_of_all(Path(sys.argv[1]))")
TABLES = (
    "from onrecord.cli import main",
    "main(['tables', sys.argv[1], '--to', sys.argv[1] + '-tables', '--jobs', '2', '--fresh'])",
)
HOARDS = ("held = []", "for line in Path(sys.argv[1]).open(): held.append(bytes(100_000))")


class Cost(NamedTuple):
    """What a call has cost: bytes of memory at its peak, seconds of a processor."""

    memory: float
    seconds: float


def attacks(extent: Extent) -> Iterator[Tried]:
    """Try what the measure must see, the index, long rows and large files, and tables, few and many each time."""
    if sys.platform == "win32":
        raise LeftOut("the peak of a process's memory is asked of a POSIX system")
    many = WHOLE if extent.seconds is None else QUICK
    few_rows, many_rows = (_corpus(extent.folder / f"rows-{n}.jsonl", n) for n in (FEW, QUICK))
    seen = _fault(FEW, _cost(*HOARDS, few_rows), QUICK, _cost(*HOARDS, many_rows))
    yield Tried("control: a call that holds all articles is seen", None if seen else "the measure sees nothing")
    few_runs, many_runs = _runs(extent.folder / "few", FEW), _runs(extent.folder / "many", many)
    costs = _cost(*INDEX, few_runs), _cost(*INDEX, many_runs)
    yield Tried(f"index page over {many:,} articles", _fault(FEW, costs[0], many, costs[1]))
    yield Tried("no page of the index is large", _largest(many_runs))
    yield from _large(extent.folder)
    corpus = many_rows if many == QUICK else _corpus(extent.folder / "rows.jsonl", many)
    costs = _cost(*TABLES, few_rows), _cost(*TABLES, corpus)
    yield Tried(f"tables of {many:,} articles", _fault(FEW, costs[0], many, costs[1]))
    _with_tables(few_runs)
    _with_tables(many_runs)
    costs = _cost(*OF_ALL, few_runs), _cost(*OF_ALL, many_runs)
    yield Tried(f"the tables of {many:,} folders put together", _fault(FEW, costs[0], many, costs[1]))


def _fault(few: int, of_few: Cost, many: int, of_many: Cost) -> str | None:
    """What grows faster than it may from a call with few articles to one with many."""
    held = (of_many.memory - of_few.memory - SLACK) / (many - few)
    if held > MOST_BYTES_AN_ARTICLE:
        return f"{held:,.0f} bytes held of each article ({of_few.memory:,.0f} and {of_many.memory:,.0f})"
    each = (of_many.seconds - of_few.seconds) / (many - few)
    if each > MOST_TIMES_AS_SLOW * of_few.seconds / few:
        return f"{each:.4f} s for an article among {many:,}, {of_few.seconds / few:.4f} s among {few:,}"
    return None


def _cost(imports: str, call: str, place: Path) -> Cost:
    """What a call costs in a process of its own."""
    code = MEASURED.format(imports=imports, call=call)
    done = subprocess.run([sys.executable, "-c", code, str(place)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-1000:])
    return Cost(*json.loads(done.stdout.splitlines()[-1]))


def _row(n: int) -> dict[str, str]:
    text = f"Mayor Ada Brandt of Town {n} said {10 + n % 90} people were killed in the flood. “We had no warning,” she said."
    return {
        "id": f"t{n}",
        "title": f"Flood in Town {n}",
        "outlet": "Post",
        "date": f"2031-05-{1 + n % 28:02}",
        "text": text,
    }


def _corpus(path: Path, number: int) -> Path:
    with path.open("w") as file:
        file.writelines(json.dumps(_row(n)) + "\n" for n in range(number))
    return path


# --- a folder of runs ------------------------------------------------------------------------------------------


def _runs(out: Path, number: int) -> Path:
    """A folder as `onrecord run` leaves it: the summary of each article, and the lines of its notebooks."""
    from onrecord.runs.index_page import write_summary
    from onrecord.tables.record import analyse
    from onrecord.text.article import Article

    out.mkdir()
    summary = json.loads(write_summary(analyse(Article("t", _row(0)["text"])), out).read_text())
    (out / "summary.json").unlink()
    key = dict.fromkeys(("article", "library", "model", "scorer", "notebook", "parameters"), "0123456789abcdef")
    with (out / "manifest.jsonl").open("w") as manifest:
        for n in range(number):
            (out / f"flood-in-town-{n}").mkdir()
            content = json.dumps({**summary, "title": f"Flood in Town {n}"})
            (out / f"flood-in-town-{n}" / "summary.json").write_text(content)
            for notebook in ("00_start_here", "01_quoting_patterns", "02_figures", "03_tone", None):
                step = {
                    "folder": f"flood-in-town-{n}",
                    "article_id": f"t{n}",
                    "source": "rows.jsonl",
                    "notebook": notebook,
                }
                manifest.write(json.dumps({**step, "key": key, "state": "done", "seconds": 1.5}) + "\n")
    return out


def _with_tables(out: Path) -> None:
    """Give each article of a folder its tables: the same few files under many names."""
    from onrecord.tables.record import analyse
    from onrecord.text.article import Article

    origin = out / "flood-in-town-0" / "tables"
    analyse(Article("t", _row(0)["text"])).save(origin, ["parquet"])
    for folder in out.glob("flood-in-town-*"):
        if folder != origin.parent:
            (folder / "tables").mkdir()
            for table in origin.iterdir():
                (folder / "tables" / table.name).write_bytes(table.read_bytes())


def _largest(out: Path) -> str | None:
    pages = list(out.glob("index*.html"))
    largest = max(path.stat().st_size for path in pages)
    return f"a page of {largest:,} bytes" if largest > LARGEST_PAGE or len(pages) < 2 else None


# --- large files and rows --------------------------------------------------------------------------------------


def _large(folder: Path) -> Iterator[Tried]:
    """Articles and rows beyond what is read: each is refused by itself, in a line, and the others are done."""
    (folder / "large.txt").write_text("Mayor Ada Brandt said it was over. " * 600_000)
    yield Tried("an article of 20 MB", _refused(folder / "large.txt", folder / "of-large", 0, "large.txt"))
    rows = [_row(n) for n in range(8)]
    for name, words in (("a row of 600 KB among eight", 17_000), ("a row of 30 MB among eight", 850_000)):
        rows[4]["text"] = "Mayor Ada Brandt said it was over. " * words
        corpus = folder / f"long-{words}.jsonl"
        corpus.write_text("".join(json.dumps(row) + "\n" for row in rows))
        yield Tried(name, _refused(corpus, folder / f"of-long-{words}", 7, "5"))


def _refused(source: Path, to: Path, number: int, named: str) -> str | None:
    """What is wrong with how a source is taken of which one article is too large."""
    command = [sys.executable, "-m", "onrecord", "tables", str(source), "--to", str(to), "--jobs", "1"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    lines = done.stderr.strip().splitlines()
    if done.returncode != 1 or len(lines) != 1 or named not in lines[0] or "Traceback" in done.stderr:
        return f"exit code {done.returncode}: {done.stderr[-500:]}"
    from onrecord.tables.record import load

    found = len(load(to).articles) if number else len(list(to.glob("*.parquet")))
    return None if found == number else f"{found} articles in the tables, not {number}"
