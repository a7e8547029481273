"""Make the pictures of the README from the sample article: `make pictures`.

The page is photographed with a Chromium on the PATH; without one, only the charts are made.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import onrecord
from onrecord import charts

DOCS = Path(__file__).parent


def main() -> None:
    record = onrecord.analyse(onrecord.read("sample"))
    for chart in (
        charts.voices_through_article(record.quotes, record.article),
        charts.claims_board(record.figures, record.comparisons),
        charts.tone_by(record.tone, onrecord.statistics.by_speaker(record.tone)),
    ):
        (DOCS / f"{chart.name}.png").write_bytes(chart.png())
    if chromium := shutil.which("chromium") or shutil.which("google-chrome"):
        conflicts = record.comparisons.query("relation == 'conflict_character'")
        photograph(chromium, conflicts["a"].iloc[0])


def photograph(chromium: str, figure_id: str) -> None:
    """Take a picture of the sample's report page, the highlighted words of a figure in view."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as out, sync_playwright() as playwright:
        subprocess.run(
            [sys.executable, "-m", "onrecord", "run", "sample", "--out", out], check=True, stdout=subprocess.DEVNULL
        )
        page_file = next(Path(out).glob("*/index.html"))
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1360, "height": 860})
        page.goto(f"{page_file.as_uri()}#f-{figure_id}")
        page.screenshot(path=str(DOCS / "report.png"))
        browser.close()


if __name__ == "__main__":
    main()
