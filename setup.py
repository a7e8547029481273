"""The one step of the build that pyproject.toml cannot state: notebooks, samples and the class pack go into the package.

They stand once in the repository, where readers look for them; onrecord.system.resources finds them in both places.
An editable install copies nothing.
"""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

# Folder of the package: (folder of the repository, its files). Endings are named: no editor's or system's file comes along.
SHIPPED = {
    "notebooks": ("notebooks", ["*.ipynb"]),
    "samples": ("data/articles", ["*.txt", "*.md", "*.html"]),
    "marked": ("data/marked", ["*.jsonl"]),
    "class": ("data/class", ["**/*.txt", "**/*.csv", "**/*.jsonl"]),
    "lessons": ("notebooks/class/solutions", ["*.ipynb"]),
    "teaching": ("docs/teaching", ["glossary.md", "marking.md"]),
}


class BuildWithNotebooks(build_py):
    def run(self) -> None:
        if not self.editable_mode:  # an earlier build's modules would go into the wheel, too
            shutil.rmtree(Path(self.build_lib, "onrecord"), ignore_errors=True)
        super().run()
        if not self.editable_mode:
            for source, target in self._shipped():
                self.mkpath(str(target.parent))
                self.copy_file(str(source), str(target))

    def get_source_files(self) -> list[str]:
        """What a source distribution needs."""
        return [*super().get_source_files(), *(str(source) for source, _ in self._shipped())]

    def _shipped(self) -> list[tuple[Path, Path]]:
        return [
            (source, Path(self.build_lib, "onrecord", folder, source.relative_to(home)))
            for folder, (home, patterns) in SHIPPED.items()
            for source in sorted(path for pattern in patterns for path in Path(home).glob(pattern))
        ]


setup(cmdclass={"build_py": BuildWithNotebooks})
