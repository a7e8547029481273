"""Extras: what is said where a library is not installed."""

import sys

import pytest

from onrecord.system.extras import ExtraMissing, need
from onrecord.text import SourceError
from onrecord.text.sources.formats.needed import need_for


def test_what_is_installed_is_no_error():
    need("csv")
    need_for("a.warc", "csv")


def test_what_is_not_installed_is_one_line_that_says_how_to_install_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(ExtraMissing, match=r"the extra `formats` brings; .* pip install '\.\[formats\]'$"):
        need("openpyxl")
    with pytest.raises(SourceError, match=r"^a\.xlsx: needs openpyxl, .*pip install '\.\[formats\]'\.$"):
        need_for("a.xlsx", "openpyxl")
