"""What our speed is, beside what it is to be and what nothing on this machine could pass; the result is a Markdown table.

    python tests/benchmarks/bench_many_articles.py                       # all rows: some hours, most of them for 100,000 articles
    python tests/benchmarks/bench_many_articles.py --quick > table.md    # all rows on few articles: some minutes
    python tests/benchmarks/bench_many_articles.py --only help show parse

Ratios are of times from one run, in turns where that can be, and the median of the turns counts. Seconds are those of the turn
of a command that took the least; of processes, seconds of the processor stand beside those of the clock, which say little on
a machine that others use. "limit" is what no tool on this machine could pass: Python that does nothing, the model loaded, spaCy's
bare parse, an empty notebook. "load" is the machine's load of the last minute, before and after. What is measured on the way
goes to stderr. docs/speed.md says what each row means.
"""

from __future__ import annotations

import sys
import traceback
from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from tempfile import TemporaryDirectory

import long_texts
import many_articles
import notebook_runs
from made_up import LONG, made_up
from measuring import load, machine, options
from notebook_runs import ARTICLES
from processes import least, note

from onrecord.system.models import installed_model
from onrecord.text.article import Article
from onrecord.text.pipelines import DEFAULT_MODEL

LENGTH, SHORT_LENGTH = 365_000, 10_000  # characters
NUMBERS, UNCLOSED = 3_000, 159_000
LINEAR = 2.2  # times the seconds for twice the text: 2, and what measuring is off by
LOADED = f"import spacy; spacy.load({installed_model(DEFAULT_MODEL)!r})"


def main() -> int:
    given = _options()
    print(f"{machine()}. Cold starts on {given.cold} of {len(ARTICLES)} articles", end="")
    print(", and multiplied.\n" if given.cold < len(ARTICLES) else ".\n")
    print("| what | reach | got | limit | load |\n|---|---|---|---|---|", flush=True)
    code = 0
    with TemporaryDirectory(prefix="onrecord-bench-") as folder:
        shared = Shared(Path(folder), given)
        for name, row in ROWS.items():
            if name in given.only:
                before = load()
                try:
                    got, limit = row.told(row.take(shared))
                except Exception as problem:  # the other rows may be worth an hour
                    traceback.print_exc()
                    why = str(problem).strip().splitlines() or [repr(problem)]
                    got, limit, code = f"not measured: {why[-1]}".replace("|", "/"), "", 1
                print(f"| {row.what} | {row.reach} | {got} | {limit} | {before}, {load()} |", flush=True)
    return code


def _options() -> Namespace:
    parser = options(__doc__, ROWS)
    add = partial(parser.add_argument, type=int)
    add("--cold", metavar="N", help="articles for the loop over papermill; its time is multiplied (10)")
    add("--articles", metavar="N", help="articles that are analysed for the speed (200)")
    add("--many", metavar="N", help="articles of `tables` (100,000)")
    add("--turns", metavar="N", help="times that each is timed, but for the longest (3)")
    parser.add_argument("--quick", action="store_true", help="few of everything that is not said: 1, 40, 2,000 and 1")
    given = parser.parse_args()
    usual = (1, 40, 2_000, 1) if given.quick else (len(ARTICLES), 200, 100_000, 3)
    for name, number in zip(("cold", "articles", "many", "turns"), usual, strict=True):
        setattr(given, name, getattr(given, name) or number)
    return given


@dataclass(frozen=True)
class Measured:
    """A value, how it came about, and the limit beside it."""

    value: float
    how: str
    limit: str


@dataclass(frozen=True)
class Row:
    """A row: `bound` is the least or the most that is to be reached, in `unit`."""

    what: str
    bound: float
    unit: str
    take: Callable[[Shared], Measured]
    least: bool = False

    @property
    def reach(self) -> str:
        return f"{'at least' if self.least else 'at most'} {self.bound:g} {self.unit}"

    def told(self, measured: Measured) -> tuple[str, str]:
        """What stands in the columns "got" and "limit"."""
        met = measured.value >= self.bound if self.least else measured.value <= self.bound
        return f"{measured.value:.3g} {self.unit}{'' if met else ', missed'} ({measured.how})", measured.limit


class Shared:
    """What several rows need: taken once, when the first of them asks for it."""

    def __init__(self, folder: Path, given: Namespace) -> None:
        self.folder, self.given = folder, given
        self.runs = notebook_runs.Runs(folder, given.turns)
        self.least = partial(self._least, given.turns)

    @staticmethod
    def _least(turns: int, *command: str):
        return least(" ".join(command)[:80], turns, *command)

    @cached_property
    def articles(self) -> list[Article]:
        return list(made_up(self.given.articles, LONG))

    @cached_property
    def nothing(self):
        return self.least("-c", "pass")

    @cached_property
    def loaded(self):
        return self.least("-c", LOADED)

    @cached_property
    def long(self) -> tuple[long_texts.Spent, long_texts.Spent, long_texts.Spent]:
        """What a short and a long article cost us, and the long one spaCy."""
        short, long = map(long_texts.article_of, (SHORT_LENGTH, LENGTH))
        spent = long_texts.ours(short), long_texts.ours(long), long_texts.bare(long)
        note(f"{SHORT_LENGTH:,} characters, {LENGTH:,}, and these bare: {'; '.join(map(str, spent))}")
        return spent


# ---------------------------------------------------------------------------------------------------------------------
# Commands


def help_(shared: Shared) -> Measured:
    ours, nothing = shared.least("-m", "onrecord", "--help"), shared.nothing
    return Measured(ours.clock - nothing.clock, str(ours), f"`python -c pass`: {nothing}")


def show(shared: Shared) -> Measured:
    ours = shared.least("-m", "onrecord", "show", "sample")
    return Measured(ours.clock, str(ours), f"`python -c '{LOADED}'`: {shared.loaded}")


def again(shared: Shared) -> Measured:
    assert shared.runs.cost
    ours = shared.least(*notebook_runs.run_command(shared.runs.folder(0)))
    return Measured(ours.clock, str(ours), f"`python -c pass`: {shared.nothing}")


def fresh(shared: Shared) -> Measured:
    """A folder of its own each time; all notebooks, as who types the command gets them."""
    folders = (str(shared.folder / f"fresh-{turn}") for turn in range(shared.given.turns))
    ours = min(least("fresh", 1, "-m", "onrecord", "run", str(ARTICLES[0]), "--out", out) for out in folders)
    parsed = f"{LOADED}(open({str(ARTICLES[0])!r}, encoding='utf-8').read())"
    return Measured(ours.clock, str(ours), f"the model loaded and the article parsed: {shared.least('-c', parsed)}")


def warm(shared: Shared) -> Measured:
    value, how, empty = shared.runs.warm
    return Measured(value, how, f"an empty notebook: {empty:.2f} s")


def command(shared: Shared) -> Measured:
    spent, own = shared.runs.by_papermill(shared.given.cold), shared.runs.cost
    bare = shared.runs.least_seconds
    limit = f"bare parse and empty notebooks on two cores: {bare:.1f} s, {spent.clock / bare:.3g} times"
    return Measured(spent.clock / own.clock, f"{spent} against {own}", limit)


# ---------------------------------------------------------------------------------------------------------------------
# Corpora


def parse(shared: Shared) -> Measured:
    ratio, ours, theirs = many_articles.against_bare_pipe(shared.articles, shared.given.turns)
    return Measured(ratio, f"{ours:.1f} a CPU second", f"bare `nlp.pipe`: {theirs:.1f} a CPU second")


def jobs(shared: Shared) -> Measured:
    return Measured(*many_articles.two_jobs_against_one(shared.articles, shared.given.turns))


def dask(shared: Shared) -> Measured:
    return Measured(*many_articles.two_workers_against_one(shared.articles, shared.given.turns))


def tables_memory(shared: Shared) -> Measured:
    many = many_articles.tables(shared.given.many)
    how = f"{many.late_mb:.0f} MB after {shared.given.many:,} articles, {many.early_mb:.0f} MB after 1,000"
    return Measured(many.late_mb / many.early_mb, how, "1: nothing is held")


def tables_speed(shared: Shared) -> Measured:
    many = many_articles.tables(shared.given.many)
    how = f"{many.late_rate:.1f} articles a CPU second at the end, {many.early_rate:.1f} at the beginning"
    return Measured(many.late_rate / many.early_rate, how, "1: articles cost what they cost")


# ---------------------------------------------------------------------------------------------------------------------
# Long texts


def long_seconds(shared: Shared) -> Measured:
    _, ours, bare = shared.long
    return Measured(ours.seconds, "CPU seconds", f"bare parse of the whole: {bare.seconds:.1f} CPU s")


def long_memory(shared: Shared) -> Measured:
    _, ours, bare = shared.long
    return Measured(ours.most, f"{ours.before:.0f} MB before it", f"bare parse of the whole: {bare.most:.0f} MB")


def long_growth(shared: Shared) -> Measured:
    short, long, _ = shared.long
    by_length = LENGTH / SHORT_LENGTH
    grown = (long.most - long.before) / max(1.0, short.most - short.before) / by_length
    how = f"{short.seconds:.2f} s at {SHORT_LENGTH:,}, {long.seconds:.1f} s at {LENGTH:,}; memory {grown:.2f} times"
    return Measured(long.seconds / short.seconds / by_length, how, "1: in proportion")


def numbers(_: Shared) -> Measured:
    return _doubled(f"{NUMBERS:,} numbers", long_texts.numbers, NUMBERS)


def unclosed(_: Shared) -> Measured:
    return _doubled(f"{UNCLOSED:,} characters", long_texts.unclosed, UNCLOSED)


def _doubled(what: str, text_of: Callable[[int], str], size: int) -> Measured:
    """How a text that is twice as large costs more, and what it costs."""
    half, whole = long_texts.growth(what, text_of, size)
    bare = long_texts.bare(text_of(size))
    return Measured(
        whole.seconds / half.seconds, f"{what}: {whole.seconds:.2f} CPU s", f"bare parse: {bare.seconds:.2f} CPU s"
    )


# ---------------------------------------------------------------------------------------------------------------------

TIMES = "times the seconds for twice the text"
ROWS = {
    "parse": Row("`analyse_many` against bare `nlp.pipe` with all components", 1.6, "times the articles per CPU second", parse, True),
    "help": Row("`onrecord --help` against `python -c pass`", 0.15, "s more", help_),
    "show": Row("`onrecord show sample`, from the shell", 1.6, "s", show),
    "again": Row("a second `onrecord run`, nothing changed, 10 articles", 0.8, "s", again),
    "fresh": Row("one fresh article, `onrecord run`, everything written", 6, "s", fresh),
    "warm": Row("a notebook on an analysed article, warm, one core, charts included", 0.8, "s", warm),
    "command": Row("4 notebooks × 10 articles: a loop over the `papermill` command against `onrecord run --jobs 2`, pages on "
                   "our side only", 10, "times as long", command, True),
    "long": Row(f"an article of {LENGTH:,} characters", 10, "s", long_seconds),
    "long-memory": Row("the same: memory of the process", 700, "MB", long_memory),
    "long-growth": Row(f"the same: time for a character, against one of {SHORT_LENGTH:,}", 1.1, "times", long_growth),
    "numbers": Row("numbers in a sentence", LINEAR, TIMES, numbers),
    "unclosed": Row("an unclosed quotation", LINEAR, TIMES, unclosed),
    "tables": Row("articles of 300 words, `tables`, two cores: memory at the end against after 1,000", 1.1, "times", tables_memory),
    "tables-speed": Row("the same: articles per second at the end against the beginning", 0.9, "times", tables_speed, True),
    "dask": Row("two Dask workers against one", 1.9, "times as fast", dask, True),
    "jobs": Row("two jobs against one", 1.75, "times as fast", jobs, True),
}  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
