"""Links of a Markdown text: each leads to a page of the site, to a file of the repository, or becomes plain words."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass

_FENCE = re.compile(r"^ {0,3}(```|~~~).*?^ {0,3}\1[^\n]*$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<!!)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(<?([^)\s>]+)>?\)")
_ELSEWHERE = re.compile(r"[a-z][a-z+.-]*:|//|#", re.IGNORECASE)


@dataclass(frozen=True)
class Links:
    """Where links lead.

    Attributes:
        pages: file of the repository, as a path from its root, by file of the gathered source; both for every page.
        repository: address of the repository for files that are no page; "" makes their links plain words.
    """

    pages: Mapping[str, str]
    repository: str = ""

    def rewritten(self, text: str, page: str) -> str:
        """A Markdown text whose links all lead somewhere.

        Args:
            text: of a page or a cell; what stands in fenced code stays as it is.
            page: its file in the repository, as a path from the root.
        """
        pieces, end = [], 0
        for fence in _FENCE.finditer(text):
            pieces += [_LINK.sub(lambda link: self._link(link, page), text[end : fence.start()]), fence[0]]
            end = fence.end()
        return "".join([*pieces, _LINK.sub(lambda link: self._link(link, page), text[end:])])

    def _link(self, link: re.Match[str], page: str) -> str:
        words, address = link[1], link[2]
        if _ELSEWHERE.match(address):
            return link[0]
        file, _, anchor = address.partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), file))
        if target in self.pages:
            way = posixpath.relpath(self.pages[target], posixpath.dirname(self.pages[page]) or ".")
            return f"[{words}]({way}{'#' * bool(anchor)}{anchor})"
        return f"[{words}]({self.repository}/blob/HEAD/{target})" if self.repository else words
