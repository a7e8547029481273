"""Addresses: in which folder of a run an article has its page."""

from __future__ import annotations

import hashlib
import re
import unicodedata

# What an article's folder must not be called: the folder of all tables, and the devices of Windows.
TAKEN = {"tables", "con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}


def folder_of(title: str | None, article_id: str) -> str:
    """A folder name from title and id: lower case letters, digits and hyphens only, one name per `article_id`."""
    plain = unicodedata.normalize("NFKD", title or "").encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain)[:48].strip("-")
    safe_id = article_id
    if not re.fullmatch(r"[a-z0-9]{1,16}", safe_id) or safe_id in TAKEN:
        safe_id = hashlib.sha256(safe_id.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{slug}-{safe_id}" if slug else safe_id
