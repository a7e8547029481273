"""What Sphinx and its theme leave to be mended, so that everybody can use the pages.

Each entry is a fault that axe-core finds in a page, or a setting that the theme does not have.
"""

from __future__ import annotations

import re

MENDED = (
    # Headings of the contents have no level.
    (r'<p class="caption" role="heading">', '<p class="caption">'),
    # Two landmarks of one kind have no names.
    (r'<aside class="sidebar-drawer">', '<aside class="sidebar-drawer" aria-label="Contents of the site">'),
    (r'<aside class="toc-drawer', r'<aside aria-label="On this page" class="toc-drawer'),
    # A header without words.
    (r"<th[^>]*>(?:<p></p>)?</th>", "<td></td>"),
    # What scrolls cannot be reached with the keyboard.
    (
        r'<div class="table-wrapper',
        '<div role="group" aria-label="Table, scrolls sideways" tabindex="0" class="table-wrapper',
    ),
    # Results are dark on white, so pages are, too, whatever the reader's system prefers.
    (r"<body>\s*<script>\s*document\.body\.dataset\.theme = [^<]*</script>", '<body data-theme="light">'),
)


def mended(page: str) -> str:
    """A page of Sphinx without these faults."""
    for fault, instead in MENDED:
        page = re.sub(fault, instead, page)
    return page
