"""Installs: what messages, docs and scripts tell people to install is ours, pinned by our locks, or Explosion's own."""

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
CONSTRAINED = {
    "hypothesis",
    "psutil",
    "pytest",
    "pytest-xdist",
    "warcio",
}  # by name, but in a version that the lock has
ARGUMENT = r"""[ \t]+(?:'[^'\n]*'|"[^"\n]*"|[-$./\w\[\],=:]+(?<![.,:]))"""
INSTALL = re.compile(
    rf"\b(?:pip3?|pipx|conda|mamba|npm|yarn|uv (?:pip|tool))\"?[ \t]+(?:install|wheel|download|add)((?:{ARGUMENT})*)"
)
READ = (".css", ".html", ".ipynb", ".js", ".md", ".py", ".sh", ".toml", ".yaml", ".yml", "")
WITH_VALUE = ("--find-links", "--wheel-dir", "--python", "--resolution", "--extra", "--constraint")
SPACY = re.compile(r"spacy download ([\w{}.-]+)")


def texts() -> list[tuple[str, str]]:
    """Our files that people or computers read, with what is written in them; no tests, for those name bad examples."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    names = [name for name in listed if not name.startswith(("tests/", "data/")) and Path(name).suffix in READ]
    return [(name, text_of(ROOT / name)) for name in names if (ROOT / name).is_file()]


def text_of(path: Path) -> str:
    text = path.read_bytes().decode("utf-8", "replace")
    if path.suffix == ".ipynb":
        return "\n".join("".join(cell["source"]) for cell in json.loads(text)["cells"])
    return re.sub(r"\\\n", " ", text)


def strangers(arguments: str) -> list[str]:
    """What a command would install that is neither in this folder nor pinned by a lock nor on a stick."""
    words = [word.strip(" \t'\"") for word in re.findall(ARGUMENT, arguments)]
    if "--no-index" in words:
        return []
    return [
        word
        for before, word in zip(["", *words], words, strict=False)
        if not (word.startswith(("-", "$")) or before in WITH_VALUE or is_ours(before, word))
        and not ("--constraint" in words and word in CONSTRAINED)
    ]


def is_ours(option: str, word: str) -> bool:
    path, _, extras = word.partition("[")
    if option == "-r":
        return (ROOT / word).is_file()
    is_here = path == "." or path.startswith(("./lib/", "lib/", "dist/onrecord"))
    return is_here and set(filter(None, extras.rstrip("]").split(","))) <= {*EXTRAS, "{extra}"}


def faults(text: str) -> list[str]:
    bad = [word for match in INSTALL.finditer(text) for word in strangers(match[1])]
    return bad + [
        name for name in SPACY.findall(text) if name.rstrip(".") not in ("{name}", "{DEFAULT_MODEL}", "en_core_web_sm")
    ]


def test_nothing_tells_to_install_what_a_stranger_may_own():
    found = texts()
    assert (
        sum(len(INSTALL.findall(text)) for _, text in found) >= 15
        and sum(len(SPACY.findall(text)) for _, text in found) >= 3
    )
    assert {name: bad for name, text in found if (bad := faults(text))} == {}


@pytest.mark.parametrize(
    "advice",
    [
        "needs Dask: pip install distributed",
        "pip install onrecord",
        'run "pip install onrecord[lab]" first',
        "pip install en_core_web_trf",
        "`conda install spacy-model-en_core_web_lg`",
        "npm install onrecord",
        "pip install '.[no_such_extra]'",
        "pip install -r https://example.org/list.txt",
        "python -m spacy download en_core_web_xx",
    ],
)
def test_a_strangers_package_would_be_seen(advice):
    assert faults(advice)
