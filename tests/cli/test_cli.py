"""The command line as a person uses it: what it prints, what it keeps, its exit codes."""

import json
import subprocess
import sys

import pandas as pd
import pytest
from helpers import HOSTILE, ORDINARY

import onrecord
from onrecord.cli import main
from onrecord.cli.arguments import make_parser
from onrecord.tables.columns import TABLES
from onrecord.text.pipelines import DEFAULT_MODEL


def corpus(folder, *rows):
    path = folder / "corpus.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


HEAVY = {
    "spacy",
    "pandas",
    "numpy",
    "matplotlib",
    "papermill",
    "nbformat",
    "nbconvert",
    "trafilatura",
    "multiprocessing",
}


@pytest.mark.parametrize("command", [[], ["run"], ["tables"], ["show"]])
def test_help_comes_without_the_libraries(command):
    code = f"import sys\nfrom onrecord.cli import main\ntry: main({[*command, '--help']})\nexcept SystemExit: pass\n"
    code += f"sys.exit(', '.join(sorted({HEAVY} & set(sys.modules))) or 0)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stderr) == (0, "")
    assert ("SOURCE is a file" in done.stdout) == bool(command)


OF_FRAMES_AND_PAGES = {
    "pandas",
    "pyarrow",
    "jinja2",
    "matplotlib",
    "nbformat",
    "papermill",
    "lxml",
    "py3langid",
    "typer",
}


@pytest.mark.parametrize(
    ("command", "not_loaded"),
    [
        (["show", "sample"], OF_FRAMES_AND_PAGES),
        (["run", "sample", "--explain"], OF_FRAMES_AND_PAGES | HEAVY - {"multiprocessing"}),
        (["tables", "sample", "--to", "t", "--scorer", "no_such_scorer"], HEAVY),
    ],
)
def test_what_is_not_needed_is_not_loaded(command, not_loaded, tmp_path):
    code = f"import sys\nfrom onrecord.cli import main\ntry: main({command})\nexcept SystemExit: pass\n"
    code += f"print(sorted({not_loaded} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert done.stdout.splitlines()[-1] == "[]", done.stderr


def test_what_prints_a_summary_is_loaded_when_one_is_printed():
    code = "import sys, onrecord.cli.run_command; sys.exit('onrecord.pages.terminal' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], timeout=300).returncode == 0


def test_help_names_the_model_that_is_used_and_says_what_a_source_is(capsys):
    with pytest.raises(SystemExit):
        main(["show", "--help"])
    shown = " ".join(capsys.readouterr().out.split())
    assert f"pipeline (default: {DEFAULT_MODEL})" in shown and "SOURCE what to read" in shown


def test_most_jobs():
    assert [make_parser().parse_args(["run", "x", "--jobs", n]).jobs for n in ("1", "256")] == [1, 256]


def test_help_names_every_scorer(capsys):
    with pytest.raises(SystemExit):
        main(["tables", "--help"])
    assert f"of tone: {' or '.join(onrecord.SCORERS)} (default: {onrecord.SCORERS[0]})" in " ".join(
        capsys.readouterr().out.split()
    )


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["run"],
        ["show"],
        ["tables", "sample"],
        ["sing", "x"],
        ["run", "sample", "--jobs", "0"],
        ["run", "sample", "--jobs", "257"],
        ["run", "sample", "--timeout", "0"],
        *(["run", "sample", f"--{name}", "9" * 5_000] for name in ("jobs", "retries", "timeout")),
        *(["tables", "sample", "--to", "t", f"--{name}", "9" * 5_000] for name in ("jobs", "retries", "scorer")),
        ["run", "sample", "--retries", "101"],
        ["run", "sample", "--retries", "-1"],
        ["tables", "sample", "--to", "t", "--scorer", "loud"],
        ["show", "sample", "--loud"],
    ],
)
def test_wrong_calls_exit_with_2(arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    message = capsys.readouterr().err
    assert "usage: onrecord" in message and len(message.splitlines()[-1]) < 300


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["run", "sample", "--notebook", "no_such"], "notebook 'no_such': not found"),
        (["run", "sample", "-p", "min_word", "3"], "did you mean 'min_words'"),
        (["run", "sample", "-p", "min_words", "3", "-p", "min_words", "4"], "given twice"),
        (["run", "sample", "--model", "xx_none", "-p", "model", "y"], "given twice"),
        (["show", "sample", "--model", "xx_none"], "model 'xx_none': cannot be loaded"),
        (["tables", "sample", "--model", "xx_none", "--to", "t"], "model 'xx_none': cannot be loaded"),
        (["run", "sample", "--model", "xx_none"], "model 'xx_none': cannot be loaded"),
    ],
)
def test_calls_that_cannot_work_exit_with_2_and_one_line(arguments, words, notebook, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    own = ["--notebook", str(notebook)] if arguments[0] == "run" and "--notebook" not in arguments else []
    assert main([*arguments, *own]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("onrecord: ")
    assert words in line


def test_tables_keep_ids_and_texts(tmp_path, capsys):
    assert main(["tables", corpus(tmp_path, HOSTILE, ORDINARY), "--to", str(tmp_path / "t")]) == 0
    assert (*capsys.readouterr(),) == ("", "")
    articles = pd.read_parquet(tmp_path / "t" / "articles.parquet")
    assert articles[["article_id", "text"]].to_dict("records") == [
        {"article_id": row["id"], "text": row["text"]} for row in (HOSTILE, ORDINARY)
    ]
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    for name in ("quotes", "figures"):
        rows = pd.read_parquet(tmp_path / "t" / f"{name}.parquet").to_dict("records")
        assert rows
        assert [texts[r["article_id"]][r["start"] : r["end"]] for r in rows] == [r["text"] for r in rows]


def test_tables_are_the_same_with_two_jobs(tmp_path):
    source = corpus(tmp_path, HOSTILE, ORDINARY)
    for jobs in ("1", "2"):
        assert main(["tables", source, "--to", str(tmp_path / jobs), "--format", "csv", "--jobs", jobs]) == 0
    one, two = ({p.name: p.read_bytes() for p in (tmp_path / jobs).glob("[!.]*")} for jobs in ("1", "2"))
    assert one == two
    assert set(one) == {f"{n}.csv" for n in TABLES}


def test_one_broken_file_among_ten_costs_only_itself(tmp_path, capsys):
    folder = tmp_path / "press"
    folder.mkdir()
    for number in range(9):
        (folder / f"{number}.txt").write_text(f"{ORDINARY['text']} It was report number {number}.", encoding="utf-8")
    (folder / "broken.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01\x02")
    assert main(["tables", str(folder), "--to", str(tmp_path / "t")]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "broken.txt" in line
    assert len(pd.read_parquet(tmp_path / "t" / "articles.parquet")) == 9


@pytest.mark.parametrize("command", [["show"], ["tables", "--to", "t"], ["run"]])
def test_single_source_that_cannot_be_read_exits_with_1(command, tmp_path, monkeypatch, capsys, notebook):
    monkeypatch.chdir(tmp_path)
    own = ["--notebook", str(notebook)] if command == ["run"] else []
    assert main([command[0], "missing.txt", *command[1:], *own]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "missing.txt: there is no such file" in line
    assert {path.name for path in tmp_path.iterdir()} == {notebook.name}


def test_folder_that_cannot_be_written_exits_with_2(tmp_path, capsys):
    (tmp_path / "taken").write_text("a file")
    assert main(["tables", "sample", "--to", str(tmp_path / "taken")]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "taken" in line


def test_an_article_in_which_nobody_has_a_name_says_so(tmp_path, capsys):
    article = tmp_path / "nameless.txt"
    article.write_text("Police said 12 people had died. “I ran,” a woman said. “We all ran.”\n", encoding="utf-8")
    assert main(["show", str(article)]) == 0
    assert "Nobody on record here has a name." in " ".join(capsys.readouterr().out.split())


def test_thoughts_are_in_the_tables_when_asked_for(tmp_path):
    article = tmp_path / "thoughts.txt"
    article.write_text("Residents hope that the rain will stop. Ada Brandt said it would.\n", encoding="utf-8")
    for extra, classes in ([], ["neutral"]), (["--thoughts"], ["thought", "neutral"]):
        assert main(["tables", str(article), "--to", str(tmp_path / "t"), *extra]) == 0
        assert list(onrecord.load(tmp_path / "t").quotes["cue_class"]) == classes


def test_show_prints_what_was_found(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    for options, words in ([], "WHO SPEAKS"), (["--all"], "WHO IS ON RECORD"):
        assert main(["show", corpus(tmp_path, HOSTILE, ORDINARY), *options]) == 0
        shown = capsys.readouterr().out
        for found in (
            "Anna Brandt",
            "12 people",
            "against 9",
            "Tom Keller",
            "Mary Okello",
            "CLAIMS SIDE BY SIDE",
            words,
        ):
            assert found in shown
    assert max(map(len, shown.splitlines())) <= 80


@pytest.mark.parametrize("width", ["20", "80", "300"])
def test_show_fits_its_width(width, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", width)
    assert main(["show", "sample"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= max(48, min(int(width), 100))
    assert int(width) < 80 or len(lines) <= 40


def test_terminal_never_sees_control_characters(tmp_path, capsys):
    text = ORDINARY["text"].replace("engineer", "\x1b[31mengineer\x1b]0;owned\x07").replace("council", "coun\u202ecil")
    assert main(["show", corpus(tmp_path, {**HOSTILE, "text": text, "title": "\x1b[2J\u2028Title \ud800"})]) == 0
    shown = capsys.readouterr().out
    assert not [c for c in shown if c != "\n" and not c.isprintable()]
    assert "Title" in shown


def test_show_reads_standard_input():
    command = [sys.executable, "-m", "onrecord", "show", "-"]
    called = subprocess.run(
        command, input=ORDINARY["text"], capture_output=True, text=True, encoding="utf-8", timeout=300
    )
    assert called.returncode == 0
    assert "Mary Okello" in called.stdout


def test_reader_that_stops_early_is_no_error():
    command = f"{sys.executable} -m onrecord show sample sample | head -n 1"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, timeout=300)
    assert "Traceback" not in done.stderr
    assert "Error" not in done.stderr


def test_run_says_where_the_pages_are(finished):
    called, out = finished
    lines = [line for line in called.stdout.splitlines() if line and " done" not in line]  # how far it is
    assert [line.endswith("index.html") for line in lines] == [True, True, True]
    assert lines[-1] == "All articles: runs/index.html"
    assert (out / "index.html").exists()


def test_run_names_the_way_to_do_again_what_failed_as_a_whole(tmp_path, notebook, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("onrecord.runs._call.write_tables", len)  # called with too much: it raises
    arguments = ["run", corpus(tmp_path, HOSTILE), "--notebook", str(notebook)]
    assert main(arguments) == 1
    assert "--retry-failed" not in capsys.readouterr().err
    assert main(arguments) == 1
    first, second = capsys.readouterr().err.splitlines()
    assert "cannot be analysed" in first
    assert "--retry-failed does that" in second


def test_run_of_some_says_that_the_folder_has_others(tmp_path, notebook, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one.txt").write_text("Mayor Anna Brandt said 9 people had been killed.")
    main(["run", "one.txt", "--notebook", str(notebook)])
    assert "earlier calls" not in capsys.readouterr().out
    main(["run", corpus(tmp_path, HOSTILE, ORDINARY), "--notebook", str(notebook)])
    told = "This includes 1 article of earlier calls. To compare only some, run them into another folder (--out)."
    assert told in capsys.readouterr().out


def test_run_of_one_article_prints_its_summary(tmp_path, notebook, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["run", corpus(tmp_path, HOSTILE), "--notebook", str(notebook), "--out", "o {x}"]) == 0
    shown = capsys.readouterr().out
    assert "1 article, 1 notebook done, in " in shown
    assert "WHO SPEAKS" in shown
    page = shown.splitlines()[-1].removeprefix("The page: ")
    assert (tmp_path / page).exists()


@pytest.mark.parametrize(
    "words",
    [
        ["run", "x.txt", "--out", ""],
        ["tables", "x.txt", "--to", " "],
        ["class", "--to", ""],
        ["notebooks", "--to", ""],
        ["run", "x.txt", "--timeout", "1e300"],
        ["run", "x.txt", "--jobs", "9" * 5000],
    ],
)
def test_values_that_no_option_can_have_are_refused_in_a_short_line(words, capsys):
    with pytest.raises(SystemExit) as stop:
        main(words)
    assert stop.value.code == 2 and len(capsys.readouterr().err.splitlines()[-1]) < 300
