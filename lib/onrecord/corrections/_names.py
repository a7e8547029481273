"""Names: which speakers' names readers have changed in an article, and what a name that they write means there."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.corrections._ledger import Ledger, without_contradictions
from onrecord.corrections._places import plain
from onrecord.corrections.columns import NOBODY
from onrecord.corrections.lines import Line


class Renaming:
    """The names that readers have changed in an article.

    Args:
        lines: of the table of speakers, those of the article and those of all articles; of one name the former count.
        names: that the article has.
        ledger: takes what becomes of the lines. Of one for all articles whose name is not here nothing is said.
    """

    def __init__(self, lines: Iterable[Line], names: Iterable[str], ledger: Ledger) -> None:
        self._names = {_folded(name): name for name in names}
        self.lines: dict[str, list[Line]] = {}
        self.to: dict[str, str] = {}
        for name, of_name in self._by_name(lines, ledger).items():
            said, left = without_contradictions(of_name, lambda line: {"speaker_is": _folded(line.speaker_is)}, ledger)
            if left and said:
                self.lines[name] = left
                self.to[name] = left[0].speaker_is
        self._check_circles(ledger)
        for of_name in self.lines.values():
            for line in of_name:
                ledger.fits(line)

    def _by_name(self, lines: Iterable[Line], ledger: Ledger) -> dict[str, list[Line]]:
        by_name: dict[str, list[Line]] = {}
        lines = list(lines)
        for line in lines:
            if (name := self._names.get(_folded(line.speaker))) is not None:
                by_name.setdefault(name, []).append(line)
            elif line.article_id and line.speaker_is not in self._names.values():
                ledger.misfits(line, f"nobody is called {line.speaker!r} in the article")
            elif line.article_id:
                ledger.fits(line)  # the article has the right name by now
        return {name: [line for line in of_name if line.article_id] or of_name for name, of_name in by_name.items()}

    def _check_circles(self, ledger: Ledger) -> None:
        """Leave out the lines of names that lead back to themselves: "A = B" and "B = A"."""
        for name in [name for name in self.to if self._leads_back(name)]:
            del self.to[name]
            for line in self.lines.pop(name):
                ledger.misfits(line, "leads back to the name that it changes; delete one of the lines")

    def _leads_back(self, name: str) -> bool:
        at = name
        for _ in self.to:
            at = self._names.get(_folded(self.to[at]), "")
            if at == name:
                return True
            if at not in self.to:
                return False
        return False

    def meant(self, name: str | None) -> str | None:
        """The name that stands for one now; None for nobody."""
        for _ in range(len(self.to) + 1):
            if name is None or name == NOBODY:
                return None
            name = self._names.get(_folded(name), name)
            if name not in self.to:
                return name
            name = self.to[name]
        return name

    def changed(self) -> dict[str, str]:
        """{name as it was found: the name that stands for it now}, of those that have another one."""
        return {name: new for name in self.to if (new := self.meant(name)) is not None and new != name}

    def of(self, name: str | None) -> list[Line]:
        """The lines that changed a name, one after the other."""
        lines: list[Line] = []
        for _ in range(len(self.to) + 1):
            name = self._names.get(_folded(name), name) if name else None
            if name not in self.lines:
                break
            lines += self.lines[name]
            name = self.to[name]
        return lines


def _folded(name: str) -> str:
    return plain(name).casefold()
