"""The table of docs/licences.md: every package that requirements.txt pins, with the licence that its own metadata states."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, files, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PINNED = re.compile(r"^([a-zA-Z0-9][\w.-]*)==([^\s;]+)(?: ; ([^\\\n]*?))? *\\?$", re.MULTILINE)
COPYLEFT = re.compile(r"\b(?:[AL]?GPL|MPL|EPL|CDDL|EUPL|OSL|CC-BY-SA|General Public|Mozilla Public)", re.IGNORECASE)
LONGEST = 60  # characters of a field `License`: a longer one is the text of a licence, whose first line names it
UNKNOWN, ELSEWHERE = "not stated", "not read"

HEAD = """# Licences of what On Record stands on

Made by `make licences`: the {n} packages that `requirements.txt` pins, for running, tests and all extras together, each with
the licence that its own metadata states. On Record itself is under the MIT licence; `data/README.md` has the licences of
articles, marks and word lists, and `docs/install.md` says where the language model is from.

- Copyleft, which asks whoever passes on a changed copy to publish the changes: {copyleft}. We change none of them.
- No licence stated in the metadata: {unknown}.
- Not read, for they are installed on other systems or versions of Python only: {elsewhere}.

| package | version | licence |
|---|---|---|
"""


def main() -> None:
    """Write docs/licences.md."""
    versions: dict[str, list[str]] = defaultdict(list)
    for name, version, _ in PINNED.findall((ROOT / "requirements.txt").read_text("utf-8")):
        versions[name].append(version)
    licences = {name: licence_of(name) for name in versions}
    head = HEAD.format(
        n=len(versions),
        copyleft=_names(name for name, licence in licences.items() if COPYLEFT.search(licence)),
        unknown=_names(name for name, licence in licences.items() if licence == UNKNOWN),
        elsewhere=_names(name for name, licence in licences.items() if licence == ELSEWHERE),
    )
    rows = [
        f"| {name} | {', '.join(versions[name])} | {licences[name].replace('|', '/')} |\n" for name in sorted(versions)
    ]
    (ROOT / "docs" / "licences.md").write_text(head + "".join(rows), "utf-8", newline="\n")


def licence_of(package: str) -> str:
    """What the metadata of an installed package states: an expression of SPDX, else its classifiers, else a field in words."""
    try:
        about = metadata(package)
    except PackageNotFoundError:
        return ELSEWHERE
    if expression := about.get("License-Expression"):
        return expression
    classifiers = [line.split(" :: ")[-1] for line in about.get_all("Classifier", []) if line.startswith("License ::")]
    words = (about.get("License") or "").strip()
    if words == "UNKNOWN" or len(words) > LONGEST:
        words = ""
    return ", ".join(classifiers) or words or _heading_of_file(package) or UNKNOWN


def _heading_of_file(package: str) -> str:
    """The first line of the licence that a package carries, where that is a heading."""
    for path in files(package) or ():
        if path.name.upper().startswith(("LICENSE", "LICENCE", "COPYING")):
            heading = path.read_text().strip().partition("\n")[0]
            return heading if re.search("licen[cs]e", heading, re.IGNORECASE) and len(heading) <= LONGEST else ""
    return ""


def _names(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "none"


if __name__ == "__main__":
    main()
