"""Arguments: the options of each command and what their help says. Nothing is imported here that takes time."""

from __future__ import annotations

import argparse
import threading

DESCRIPTION = "Who is on record in the news, with what words, with which numbers, in what tone."
SOURCES = """\
SOURCE is a file (.txt .md .html .htm .docx .odt .rtf .pdf .eml .mhtml; also an export of a news database with many
articles), the http(s) address of one or of a feed, - for standard input, a folder of such files, an archive of them or of
mails or web pages (.zip .mbox .warc .warc.gz .wacz), a corpus (.jsonl .json .csv .xlsx .parquet with a column
`text` and, where there are, id, title, outlet, date, url), or the word `sample` for the article that comes with the
project, `samples` for all that do.
exit codes: 0 all done, 1 some articles failed, 2 the call is wrong.
"""
EXPORTS = """\
The suffix of FILE tells its kind; a file that is there is replaced.
.xlsx    a workbook, for Excel, LibreOffice, Google Sheets
.qdpx    a project of coded texts (REFI-QDA), for NVivo, MAXQDA, ATLAS.ti, QualCoder
.jsonld  web annotations (W3C)
.json    tasks of Label Studio; --as hypothesis: annotations that Hypothesis imports
.jsonl   labelled texts of doccano
exit codes: 0 done, 2 the call is wrong.
"""
EXPORT_KINDS = ("xlsx", "qdpx", "web-annotation", "label-studio", "doccano", "hypothesis")
MOST_JOBS = 256
SHOWN = 100  # characters of a value in a message
MOST_RETRIES = 100


def make_parser() -> argparse.ArgumentParser:
    """The parser of all commands; `command` in its result is the name of a module of this package."""
    parser = argparse.ArgumentParser(prog="onrecord", description=DESCRIPTION)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_run_options(_add_command(commands, "run", "execute the notebooks on articles; write a page for each"))
    _add_tables_options(_add_command(commands, "tables", "write the tables of articles"))
    show = _add_command(commands, "show", "print what articles say, a screen for each")
    show.epilog = (
        SOURCES + "A folder that `onrecord run` or `onrecord tables` writes is summed up as far as it is written.\n"
    )
    show.add_argument("--all", action="store_true", help="every quote, figure and pair")
    _add_export_options(commands)
    correct = commands.add_parser("correct", help="write a sheet in which rows can be struck, changed and added")
    correct.set_defaults(command="correct_command")
    correct.add_argument("folder", type=_name, metavar="FOLDER", help="what `onrecord run` or `onrecord tables` wrote")
    correct.add_argument(
        "--to", type=_name, default="corrections.csv", metavar="FILE", help="where to write (default: %(default)s)"
    )
    correct.add_argument(
        "--score", action="store_true", help="print how often rows were right, by the corrections of FOLDER, instead"
    )
    notebooks = commands.add_parser("notebooks", help="copy the notebooks out, for reading and changing")
    notebooks.set_defaults(command="notebooks_command")
    notebooks.add_argument(
        "--to", type=_name, required=True, metavar="FOLDER", help="where to; made if it is not there"
    )
    lessons = commands.add_parser("class", help="make the lessons' copies for students")
    lessons.set_defaults(command="class_command")
    lessons.add_argument("--to", type=_name, required=True, metavar="FOLDER", help="where to; made if it is not there")
    lessons.add_argument(
        "--for",
        dest="grader",
        choices=("nbgrader", "otter"),
        help="write what this program makes students' copies and tests from (docs/teaching/grading.md)",
    )
    return parser


def _add_command(commands: argparse._SubParsersAction, name: str, help_: str) -> argparse.ArgumentParser:
    """Add a command on articles, with the options that all of these have."""
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        help=help_,
        description=help_[0].upper() + help_[1:] + ".",
        epilog=SOURCES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(command=f"{name}_command")
    parser.add_argument("sources", type=_name, nargs="+", metavar="SOURCE", help="what to read, one or more; see below")
    parser.add_argument(
        "--model", type=_name, metavar="NAME", help="an installed spaCy pipeline (default: en_core_web_sm)"
    )
    parser.add_argument(
        "--corrections", type=_name, metavar="FILE", help="a sheet of `onrecord correct` that readers have filled in"
    )
    return parser


def _add_run_options(run: argparse.ArgumentParser) -> None:
    run.add_argument(
        "--out", type=_name, default="runs", metavar="FOLDER", help="where to write (default: %(default)s)"
    )
    run.add_argument(
        "--notebook",
        type=_name,
        action="append",
        default=[],
        metavar="NAME",
        help="one of the project's, or a path; more than once for several (default: all)",
    )
    run.add_argument(
        "-p",
        "--parameter",
        action="append",
        default=[],
        nargs=2,
        metavar=("NAME", "VALUE"),
        help="a value for the notebooks' parameters cell",
    )
    run.add_argument(
        "--jobs", type=_jobs, default=2, metavar="N", help="notebooks executed at once (default: %(default)s)"
    )
    run.add_argument(
        "--timeout", type=_seconds, metavar="SECONDS", help="end a notebook that takes longer (default: never)"
    )
    run.add_argument(
        "--single-file", action="store_true", help="write each article's page as one file, too, that can be mailed"
    )
    run.add_argument("--fresh", action="store_true", help="do again what is done")
    run.add_argument("--retry-failed", action="store_true", help="do again what failed")
    run.add_argument(
        "--retries",
        type=_retries,
        default=0,
        metavar="N",
        help="try again, up to N times, what was killed, took too long or did not answer (default: %(default)s)",
    )
    run.add_argument("--explain", action="store_true", help="only say what would be done, and why")


def _add_tables_options(tables: argparse.ArgumentParser) -> None:
    tables.add_argument(
        "--to",
        type=_name,
        required=True,
        metavar="FOLDER",
        help="where to write, made if it is not there; or s3://bucket/path",
    )
    tables.add_argument("--format", choices=("parquet", "csv"), action="append", help="default: parquet")
    tables.add_argument("--thoughts", action="store_true", help="list what people are said to think and want, too")
    tables.add_argument(
        "--scorer",
        type=_scorer,
        default="vader",
        metavar="NAME",
        help="of tone: vader or minilm (default: %(default)s)",
    )
    where = tables.add_mutually_exclusive_group()
    where.add_argument(
        "--jobs", type=_jobs, metavar="N", help="processes that analyse them (default: one for each core)"
    )
    where.add_argument(
        "--cluster", type=_name, metavar="ADDRESS", help="a Dask scheduler whose workers analyse them instead"
    )
    tables.add_argument("--fresh", action="store_true", help="do again what is done")
    tables.add_argument("--retry-failed", action="store_true", help="do again what failed, and the parts behind it")
    tables.add_argument(
        "--retries",
        type=_retries,
        default=0,
        metavar="N",
        help="try again, up to N times, what was killed or did not answer (default: %(default)s)",
    )


def _add_export_options(commands: argparse._SubParsersAction) -> None:
    help_ = "write tables as one file for another program"
    export = commands.add_parser(
        "export",
        help=help_,
        description=help_[0].upper() + help_[1:] + ".",
        epilog=EXPORTS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    export.set_defaults(command="export_command")
    export.add_argument(
        "folder",
        type=_name,
        metavar="FOLDER",
        help="what `onrecord run` or `onrecord tables` wrote, or an article's in it",
    )
    export.add_argument(
        "--to", type=_name, required=True, metavar="FILE", help="what to write; its suffix tells the kind, see below"
    )
    export.add_argument(
        "--as",
        dest="form",
        choices=EXPORT_KINDS,
        metavar="KIND",
        help=f"the kind, whatever the suffix: {', '.join(EXPORT_KINDS)}",
    )


def _name(text: str) -> str:
    """What names something. An empty one, often a variable of a shell that is not set, would mean something else."""
    if not text.strip():
        raise argparse.ArgumentTypeError("it is empty; give a name, for a folder . is this one")
    return text


def _jobs(text: str) -> int:
    return _number(text, 1, MOST_JOBS)


def _retries(text: str) -> int:
    return _number(text, 0, MOST_RETRIES)


def _number(text: str, least: int, most: int) -> int:
    number = int(text) if text.isdecimal() and len(text) <= len(str(most)) else -1
    if not least <= number <= most:
        raise argparse.ArgumentTypeError(f"{text[:SHOWN]!r} is not a number from {least} to {most}")
    return number


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= threading.TIMEOUT_MAX:
        raise argparse.ArgumentTypeError(f"{text[:SHOWN]!r} is not a number of seconds")
    return seconds


def _scorer(text: str) -> str:
    from onrecord.tone.choosing import SCORERS  # imported where tables are asked for

    if text not in SCORERS:
        raise argparse.ArgumentTypeError(f"{text[:SHOWN]!r} is none of {', '.join(SCORERS)}")
    return text
