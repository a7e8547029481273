"""Where the notebooks, the sample articles, the class pack and its guides are: in the package where it is installed, else in the checkout."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
CHECKOUT = PACKAGE.parents[1]


def _folder(in_package: str, in_checkout: str) -> Path:
    """A folder that the build copies into the package (setup.py says which)."""
    installed = PACKAGE / in_package
    return installed if installed.is_dir() else CHECKOUT / in_checkout


NOTEBOOKS = _folder("notebooks", "notebooks")
SAMPLES = _folder("samples", "data/articles")
MARKED = _folder("marked", "data/marked")
CLASS = _folder("class", "data/class")
LESSONS = _folder("lessons", "notebooks/class/solutions")
TEACHING = _folder("teaching", "docs/teaching")
SAMPLE = SAMPLES / "brief_2022-03-24.txt"
