"""What the README and the pages of docs say is so: links, commands, options, the finding."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import onrecord
from onrecord.cli.arguments import make_parser
from onrecord.pages.answers import answer_lines, as_plain

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "data/README.md")] + [
    page for folder in ("docs", "docs/teaching") for page in sorted((ROOT / folder).glob("*.md"))
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_of_a_page_lead_to_files_and_headings(page):
    for address in re.findall(r"\]\((?!https?:)([^)\s]+)\)", page.read_text(encoding="utf-8")):
        path, _, anchor = address.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), address
        headings = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.M) if anchor else []
        anchors = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
        assert not anchor or anchor in anchors, address


COMMANDS = [
    line.partition("  #")[0].strip()
    for page in PAGES
    for line in re.findall(r"^ {4}(onrecord .+)$", page.read_text(encoding="utf-8"), re.M)
]


@pytest.mark.parametrize("command", sorted(set(COMMANDS)))
def test_the_command_line_takes_the_commands_of_the_pages(command):
    assert make_parser().parse_args(shlex.split(command)[1:])


def test_the_command_line_has_the_options_of_the_pages():
    named = re.findall(r"^\| `(--?\w[\w-]*)", (ROOT / "docs" / "many_articles.md").read_text(encoding="utf-8"), re.M)
    known = subprocess.run([sys.executable, "-m", "onrecord", "run", "--help"], capture_output=True, text=True).stdout
    assert "--fresh" in named and set(named) <= set(re.findall(r"(?<![\w-])--?\w[\w-]*", known))


def test_the_readme_is_short():
    assert len((ROOT / "README.md").read_text(encoding="utf-8").split()) < 700


def test_the_finding_of_the_readme_is_the_answer_of_the_sample():
    quoted = " ".join(re.findall(r"^> (.+)$", (ROOT / "README.md").read_text(encoding="utf-8"), re.M))
    assert quoted in [as_plain(line) for line in answer_lines(onrecord.analyse(onrecord.read("sample")))]
