"""HTML that escapes whatever nobody has called HTML: the class of finished pieces, and the templates beside the code."""

from __future__ import annotations

import html
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import quote as percent

from markupsafe import Markup

if TYPE_CHECKING:
    from jinja2 import Environment

# Characters that no page can hold: NUL and halves of surrogate pairs.
UNPRINTABLE = {0: "\ufffd"} | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


class Html(Markup):
    """A finished piece of HTML; notebooks show it as such.

    Text that is added, joined or formatted into it is escaped, pieces of HTML are not.
    """

    __slots__ = ()

    @classmethod
    def escape(cls, s: Any, /) -> Self:
        """Text made safe between tags and inside quoted attributes; HTML as it is."""
        if hasattr(s, "__html__"):
            return cls(s.__html__())
        return cls(html.escape(str(s).translate(UNPRINTABLE), quote=True))

    def _repr_html_(self) -> str:
        return str(self)

    def __repr__(self) -> str:
        return f"<Html of {len(self):,} characters>"


escape = Html.escape
EMPTY = Html("")


def join(pieces: Iterable[str], between: str = "") -> Html:
    """Pieces one after the other; those that are plain text are escaped."""
    return Html(between).join(pieces)


def wrapped(body: Html, more_style: Html = EMPTY) -> Html:
    """A fragment with the style that marks and tables need; both arguments are finished HTML."""
    return render("wrapped.html", body=body, more_style=more_style, style=mark_style())


@cache
def mark_style() -> Html:
    """The style sheet that marks, tables and contexts need, for a `<style>` element."""
    return Html((files("onrecord.pages") / "style.css").read_text(encoding="utf-8"))


def anchor_address(anchor: str, page: str = "") -> str:
    """The address of an anchor of a page, or of the same page; not yet escaped."""
    return f"{page}#{percent(anchor, safe='')}"


def render(template: str, **values: Any) -> Html:
    """A template of this package with these values; those that are not HTML are escaped.

    Raises:
        jinja2.UndefinedError: the template asks for a value that is not there.
    """
    return Html(_environment().get_template(template).render(values))


@cache
def _environment() -> Environment:
    from onrecord.pages._environment import make_environment  # jinja2, for which who prints an answer need not wait

    return make_environment(escape)
