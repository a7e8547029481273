"""Number ranges: two numbers that are the ends of one."""

from __future__ import annotations

import re

from onrecord.figures._number_phrases import GAP, NumberPhrase, number_words


def join_ranges(lower: str, atoms: list[NumberPhrase]) -> list[NumberPhrase]:
    joined: list[NumberPhrase] = []
    for atom in atoms:
        whole = _range(lower, joined[-1], atom) if joined else None
        if whole:
            joined[-1] = whole
        else:
            joined.append(atom)
    return joined


CHANGE = re.compile(
    r"\b(?:rise|rises|rose|risen|rising|grew|grow|grown|growing|increase\w*|drop\w*|fell|fall|fallen|falling|decrease\w*"
    r"|jump\w*|climb\w*|declin\w*|reduc\w*|revis\w*|up|down|went|go|gone|soar\w*|rais\w*|cut|shr[aiu]nk)\b[^.;]{0,40}$"
)


def _range(lower: str, a: NumberPhrase, b: NumberPhrase) -> NumberPhrase | None:
    """Two numbers that are the two ends of one, or None."""
    between = lower[a.end : b.start]
    before = lower[max(0, a.start - 60) : a.start]
    link = re.fullmatch(
        rf"(?:{GAP}|-)?(?:-|to|or|{GAP}and|{GAP}to|{GAP}or)(?:{GAP}(?:about|around|some|even|as many as|nearly|perhaps){GAP}|{GAP})?",
        between,
    )
    if not link or a.approx != "exact" or b.approx != "exact":
        return None
    word = link.group().strip().split()[0] if link.group().strip() else ""
    opened = re.search(rf"\b(?P<word>between|from)(?:{GAP}(?:about|around|some|an estimated))?{GAP}$", before)
    if word == "and" and not (opened and opened["word"] == "between"):
        return None
    if word == "to" and opened and opened["word"] == "from" and CHANGE.search(before[: opened.start()]):
        return None
    if word == "to" and not opened and a.end > a.number_end and CHANGE.search(before):
        return None  # "rose 5 percent to 40 percent"
    low, high = _shared_scale(lower, a, b), b.low
    if low is None or low >= high or (word.startswith("-") and high >= 1000 * max(low, 1)):
        return None
    start = a.start - (len(before) - opened.start()) if opened else a.start
    kind = "share" if "share" in (a.kind, b.kind) else a.kind if a.kind != "count" else b.kind
    return NumberPhrase(start, b.end, a.number_start, b.number_end, low, high, "range", False, kind, "range")


def _shared_scale(lower: str, a: NumberPhrase, b: NumberPhrase) -> float | None:
    """The low end; "5 to 6 million" means 5 million, "20-30,000" means 20,000."""
    low = a.low
    approximators = re.search(r"[a-z]+$", lower[b.number_start : b.number_end])
    scale = number_words("scale").get(approximators.group(), (0, 0))[0] if approximators else 0
    if (
        scale
        and low < scale
        and low < b.low / scale
        and not re.search(r"(?:hundred|thousand|illion|lakh|crore|dozen|k)$", lower[a.number_start : a.number_end])
    ):
        return low * scale
    hyphen = lower[a.end : b.start].strip() == "-"
    if hyphen and low < 1000 <= b.low and low * 1000 < b.low and b.low % 1000 == 0:
        return low * 1000
    return low
