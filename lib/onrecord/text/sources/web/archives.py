"""Archives: pages that a web archive has wrapped in a toolbar, and the addresses that it has rewritten."""

from __future__ import annotations

import re

from onrecord.text.sources.web.trees import Element, blank

WRAPPED = re.compile(r"(?i)^(?:https?://[a-z\d.-]{3,80})?/(?:web/)?\d{4,14}(?:[a-z]{2}_)?/(https?:/{1,2}\S+)")
TOOLBARS = "//*[@id='wm-ipp-base' or @id='wm-ipp' or @id='wm-ipp-print' or @id='donato' or @id='HEADER' and @itemscope]"


def original_address(address: str | None) -> str | None:
    """The address that a page had before an archive wrapped it: http://x.org/a for …/web/2015…/http://x.org/a."""
    match = WRAPPED.match(address or "")
    return re.sub(r"^(https?:)/+", r"\1//", match[1]) if match else address


def unwrap(tree: Element) -> None:
    """Take an archive's toolbar out of a page, and its addresses from the page's own statements."""
    for toolbar in tree.xpath(TOOLBARS):
        blank(toolbar)
    for element in tree.iter("link", "meta"):
        for key in ("href", "content"):
            if WRAPPED.match(value := element.get(key) or ""):
                element.set(key, original_address(value) or "")
