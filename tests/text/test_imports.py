"""The package and its parts are cheap to import."""

import subprocess
import sys

import pytest

COSTLY = {"trafilatura", "py3langid", "pyarrow", "urllib3", "charset_normalizer", "spacy", "pandas"}


@pytest.mark.parametrize("module", ["onrecord.text", "onrecord.text.article", "onrecord.text.sources"])
def test_what_reads_pages_is_loaded_when_a_page_comes(module):
    code = f"import sys, {module}; print(sorted({COSTLY} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.strip() == b"[]"


def test_every_public_name_is_there():
    import onrecord.text

    assert [name for name in onrecord.text.__all__ if getattr(onrecord.text, name).__name__ != name] == []
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = onrecord.text.no_such_name
