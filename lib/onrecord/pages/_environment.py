"""Environment: the templates beside the code, and what they may call."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote as percent

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.ext import Extension

from onrecord.pages.wording import notebook_title


class _OneLine(Extension):
    """Takes line ends and indentation out of templates: they are there for whoever reads the template."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return re.sub(r"\s*\n\s*", "", source)


def make_environment(escape: Callable[[Any], str]) -> Environment:
    """The templates in `templates/`, whose values go through `escape`; each is compiled once."""
    made = Environment(
        loader=PackageLoader("onrecord.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        finalize=escape,
        extensions=[_OneLine],
    )
    made.globals["zip"] = zip
    # The same characters in the same way everywhere: the built-in filter writes quotation marks otherwise.
    made.filters.update(e=escape, escape=escape, address=percent, notebook_title=notebook_title)
    return made
