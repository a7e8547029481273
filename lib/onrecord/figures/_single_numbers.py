"""Single numbers: digits, number words, fractions and ratios, before ranges and approximators."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from text_to_num import text2num

from onrecord.figures._number_phrases import (
    CURRENCY,
    DIGITS,
    DURATION,
    GAP,
    GLUED,
    LARGEST,
    LONGEST_RUN,
    SMALL,
    NumberPhrase,
    any_word,
    number_words,
    product_of,
)


@cache
def _atom_pattern() -> re.Pattern:
    scale, plural = any_word(number_words("scale")), any_word(number_words("plural"))
    cardinal = any_word([*number_words("cardinal"), "hundred", "thousand", "million", "billion", "trillion"])
    run = rf"{cardinal}\b(?:(?:{GAP}|-)(?:and{GAP})?{cardinal}\b){{0,{LONGEST_RUN}}}"
    fraction = any_word([*number_words("fraction"), *(w + "s" for w in number_words("fraction") if w != "half")])
    singular = r"(?:half|quarter|third)"
    patterns = {
        "ratio": rf"(?<![\w.,$-])(?:(?:one|1){GAP}in{GAP}(?:every{GAP})?(?P<one_in>{SMALL}|[0-9]{{1,3}}(?:,[0-9]{{3}})?)"
        rf"|(?P<share>{SMALL}|[0-9]{{1,3}}){GAP}(?:out{GAP}of{GAP}(?:every{GAP})?(?P<out_of>{SMALL}|[0-9]{{1,3}})|in{GAP}(?P<in_ten>ten|10)))\b"
        rf"(?!,?[0-9]|[.:%-][0-9a-z]|{GAP}(?:{DURATION}|{scale})\b)",
        "part": rf"\b(?:(?:three[ -])?(?:a{GAP})?(?P<part>{singular})s?(?:{GAP}(?:of{GAP})?(?:an?|one){GAP}|(?:-|{GAP})(?=dozen|million|billion)))(?P<part_scale>{scale})\b",
        "vague": rf"\b(?P<vague>{any_word(number_words('vague'))}){GAP}(?P<vague_scales>{scale}s?\b(?:{GAP}(?:of{GAP})?{scale}s?\b)*)",
        "plural": rf"\b(?:[0-9]+0?0s|(?P<many>{plural})(?:{GAP}(?:and|upon){GAP}(?P=many))?)(?:{GAP}of{GAP}{plural}|{GAP}{scale})*\b",
        "digits": rf"{GLUED}(?P<digits>{DIGITS})(?:(?:{GAP}|-)?(?P<scales>{scale}\b(?:{GAP}{scale}\b)*)|(?P<m>m\b))?",
        "fraction": rf"\b(?:(?P<over>(?:a|one|two|three|four|nine)(?:{GAP}|-))?(?P<fraction>{fraction}))\b(?={GAP}(?:of|the|its|their)\b)",
        "words": rf"\b(?P<words>(?:an?{GAP}(?={scale}\b))?{run}|an?(?={GAP}{scale}\b))(?P<and_half>{GAP}and{GAP}a{GAP}half)?"
        rf"(?:(?:{GAP}|-)(?P<word_scale>{scale}\b))?",
        "pair": rf"\b(?P<pair>{any_word(number_words('cardinal_phrase'))}){GAP}of\b",
        "alone": r"\b(?P<alone>several|a few)\b",
    }
    return re.compile("|".join(f"(?P<is_{name}>{pattern})" for name, pattern in patterns.items()))


def single_numbers(lower: str) -> list[NumberPhrase]:
    """Single numbers, before ranges and approximators."""
    numbers: list[NumberPhrase] = []
    position = 0
    for start in _starts(lower):
        match = _atom_pattern().match(lower, start) if start >= position else None
        if match is None:
            continue
        # The last group to close is the outermost: one of the "is_" groups.
        atom = READERS[(match.lastgroup or "").removeprefix("is_")](lower, match)
        position = max(atom.number_end if atom else match.end(), match.start() + 1)
        if atom and (atom.low or 0) <= LARGEST:
            numbers.append(_with_kind(lower, atom))
    return numbers


WORD_OR_DIGITS = re.compile(r"[a-z]+|[0-9]+")


def _starts(lower: str) -> Iterator[int]:
    """Where a number may begin: at digits and at words that numbers begin with. The pattern is slow, this is not."""
    first_words = _first_words()
    words = WORD_OR_DIGITS.finditer(lower)
    return (m.start() for m in words if (word := m.group()) in first_words or word[0] <= "9")


@cache
def _first_words() -> frozenset[str]:
    """The words that a number may begin with."""
    kinds = ("cardinal", "scale", "plural", "fraction", "vague", "cardinal_phrase")
    words = {re.split(r"[ -]", word)[0] for kind in kinds for word in number_words(kind)}
    return frozenset(words | {f"{word}s" for word in words} | {"a", "an", "hundred", "thousand", "million", "billion"})


def _atom(match: re.Match, low: float, high: float, approx: str, rule: str, end: int | None = None) -> NumberPhrase:
    start, end = match.start(), match.end() if end is None else end
    return NumberPhrase(start, end, start, end, low, high, approx, False, "count", rule)


def _read_digits(lower: str, match: re.Match) -> NumberPhrase | None:
    digits = match["digits"]
    if " " in digits and "," not in digits and _are_cells(lower, match.start(), match.start() + len(digits)):
        first = digits.split()[0]
        return _atom(match, float(first), float(first), "exact", "digits", match.start() + len(first))
    if re.match(r"0[0-9]", digits) or re.search(r"(?<![0-9])[a-z]-$", lower[max(0, match.start() - 3) : match.start()]):
        return None  # a code, a time of day, a name: 0640, Covid-19; but 10k-15k
    if digits.count(".") > 1:
        digits = digits.replace(".", "")
    if re.fullmatch(r"[0-9]+,[0-9]{1,2}", digits):
        digits = digits.replace(",", ".")
    value = float(re.sub(r"[, ]", "", digits))
    end = match.end()
    if match["m"] and not (
        CURRENCY.search(lower, max(0, match.start() - 5), match.start()) or _before_plural(lower, end)
    ):
        return None
    value *= 1e6 if match["m"] else product_of(match["scales"] or "")
    after = lower[end : end + 4]
    if after[:1].isalpha() and not ("," in match["digits"] and after.isalpha() and len(after) == 4):
        return None
    return _atom(match, value, value, "exact", "digits")


STATES = "dead|killed|injured|wounded|missing|displaced"
CELLS = (  # what stands before and after two cells of a table
    (re.compile(r"[0-9] $"), re.compile("")),
    (re.compile(rf"\b(?:{STATES}|total):? $"), re.compile(rf" (?:{STATES})\b| [0-9]")),
    (re.compile(r"\b(?:totals?|dead|deaths|houses|homes|families):? $"), re.compile(r"\s*(?:[.;|\n]|$)")),
)


def _are_cells(lower: str, start: int, end: int) -> bool:
    """Whether digits in groups are cells of a table: "dead 80 150 injured", "2012 45 120"; "80 150 people" are one."""
    before = lower[max(0, start - 12) : start]
    return any(label.search(before) and after.match(lower, end) for label, after in CELLS)


def _before_plural(lower: str, end: int) -> bool:
    """Whether a plural noun follows: "2.3m people", but not "2.3m tall"."""
    return bool(re.match(rf"{GAP}(?:[a-z-]+s|people|children|men|women)\b", lower[end : end + 40]))


def _read_words(lower: str, match: re.Match) -> NumberPhrase | None:
    if re.search(r"[a-z]-$", lower[max(0, match.start() - 2) : match.start()]):
        return None  # a name or a compound: Covid-19, mid-twenty
    words = re.sub(r"[\s-]+", " ", match["words"]).strip()
    words = re.sub(r"^an?\b ?", "one ", words).strip()
    value = _cardinal(words)
    end = match.end()
    if value is None:
        # "one two": the longest beginning that is one number; what is left is looked at again.
        pieces = list(re.finditer(r"[a-z]+", match["words"]))[:LONGEST_RUN]
        for cut in range(len(pieces) - 1, 0, -1):
            value = _cardinal(" ".join(piece.group() for piece in pieces[:cut]))
            if value is not None:
                return _atom(match, value, value, "exact", "words", match.start() + pieces[cut - 1].end())
        return None
    if match["and_half"]:
        value += 0.5
    if match["word_scale"]:
        value *= product_of(match["word_scale"])
    return _atom(match, value, value, "exact", "words", end)


def _cardinal(words: str) -> float | None:
    if len(words.split()) > LONGEST_RUN:
        return None
    try:
        return float(text2num(words, "en"))
    except ValueError:
        return None


def _read_plural(lower: str, match: re.Match) -> NumberPhrase | None:
    """Plurals without a number: 2 to 9 times the product of the scales."""
    low, factor = 2.0, 9.0
    once = re.sub(r"^(\w+)\s+(?:and|upon)\s+\1\b", r"\1", match.group())  # "thousands and thousands"
    for word in re.findall(r"[0-9]+|[a-z]{2,}", once):
        if word in number_words("plural"):
            scale, most = number_words("plural")[word]
            low, factor = low * scale, min(factor, most)
        elif word.isdigit():
            low *= float(word)
        else:
            low *= number_words("scale").get(word, (1, 0))[0]
    if low > 2 * LARGEST:
        return None
    return _atom(match, low, low / 2 * factor, "vague", "vague_plural")


def _read_vague(lower: str, match: re.Match) -> NumberPhrase:
    low, high = number_words("vague")[re.sub(r"\s+", " ", match["vague"])]
    scale = product_of(match["vague_scales"])
    return _atom(match, low * scale, high * scale, "vague", "vague_scale")


def _read_alone(lower: str, match: re.Match) -> NumberPhrase:
    low, high = number_words("vague")[match["alone"]]
    return _atom(match, low, high, "vague", "vague_few")


def _read_pair(lower: str, match: re.Match) -> NumberPhrase:
    value = number_words("cardinal_phrase")[re.sub(r"\s+", " ", match["pair"])][0]
    return _atom(match, value, value, "exact", "words", match.end("pair"))


def _read_part(lower: str, match: re.Match) -> NumberPhrase:
    value = number_words("fraction")[match["part"]][0] * product_of(match["part_scale"])
    value *= 3 if match.group().startswith("three") else 1
    return _atom(match, value, value, "exact", "part_of_scale")


def _read_ratio(lower: str, match: re.Match) -> NumberPhrase | None:
    """A share in two numbers: "one in four", "18 out of 34"; "three in six" may be three things in six places."""
    part, whole = _small(match["share"] or "1"), _small(match["out_of"] or match["in_ten"] or match["one_in"])
    if not part < whole:
        return _atom(match, part, part, "exact", "digits", match.start() + len(match["share"] or "1"))
    share = round(part / whole, 4)
    return replace(_atom(match, share, share, "exact", "ratio"), kind="share")


def _small(number: str) -> float:
    """A number in words or digits, 0 where there is none."""
    return float(number.replace(",", "")) if number[0].isdigit() else _cardinal(number) or 0.0


def _read_fraction(lower: str, match: re.Match) -> NumberPhrase | None:
    if re.search(
        rf"\b(?:first|second|other|last|latter|final|better){GAP}$", lower[max(0, match.start() - 12) : match.start()]
    ):
        return None
    over = re.sub(r"[\s-]", "", match["over"] or "one")
    name = match["fraction"] if match["fraction"] in number_words("fraction") else match["fraction"].removesuffix("s")
    if name != "half" and not match["over"]:
        return None
    value = number_words("fraction")[name][0] * (_cardinal("one" if over == "a" else over) or 1)
    return replace(_atom(match, round(value, 4), round(value, 4), "exact", "fraction"), kind="share")


READERS = {
    "ratio": _read_ratio,
    "part": _read_part,
    "vague": _read_vague,
    "plural": _read_plural,
    "digits": _read_digits,
    "fraction": _read_fraction,
    "words": _read_words,
    "pair": _read_pair,
    "alone": _read_alone,
}


def _with_kind(lower: str, atom: NumberPhrase) -> NumberPhrase:
    """Money and percentages are told by the signs and words at their sides."""
    if sign := CURRENCY.search(lower, max(0, atom.start - 5), atom.start):
        return replace(atom, start=atom.start - len(sign.group()), kind="money")
    if percent := re.match(
        r"\s?(?:%|per\s?cent\b|percent\b|pct\b|percentage points\b)", lower[atom.end : atom.end + 20]
    ):
        return replace(atom, end=atom.end + percent.end(), kind="share")
    if re.match(
        rf"{GAP}(?:worth of|in){GAP}(?:\w+{GAP})?(?:loss|losses|damages?|sales|aid|profits|debts?|funds)\b",
        lower[atom.end : atom.end + 40],
    ):
        return replace(atom, kind="money")
    return atom
