"""Make the picture of the README, the page of the sample article: `make pictures`.

A real browser, Chromium, takes it, with the fonts that the page asks for. It is looked for on the PATH, then where
Playwright keeps its own.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Error, Page, sync_playwright

PICTURE = Path(__file__).parent / "report.png"
WIDTH = 1000  # pixels of the page; a host shows the picture in about 800
HEIGHT = 1300  # at most
MARGIN = 16
NO_CHROMIUM = """make_pictures: there is no Chromium. Install one, then run this again:
    apt-get install chromium          (Debian, Ubuntu)
    playwright install chromium       (anywhere)"""
# The lowest line that cuts no row and no paragraph.
LOWEST_LINE = """height => {
  const blocks = [...document.querySelectorAll("p, li, tr, figure, h2, h3, summary, blockquote")]
    .map(block => block.getBoundingClientRect()).filter(box => box.height > 0);
  const cuts = line => blocks.some(box => box.top < line - 1 && line + 1 < box.bottom);
  return Math.max(...blocks.map(box => box.bottom).filter(line => line <= height && !cuts(line)));
}"""


def main() -> int:
    """Take the picture; 1 where there is no browser."""
    with tempfile.TemporaryDirectory() as out, sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium") or shutil.which("google-chrome"), args=["--no-sandbox"]
            )
        except Error:
            print(NO_CHROMIUM, file=sys.stderr)
            return 1
        command = [sys.executable, "-m", "onrecord", "run", "sample", "--out", out]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=2)
        page.goto(next(Path(out).glob("*/index.html")).as_uri())
        photograph(page)
        browser.close()
    return 0


def photograph(page: Page) -> None:
    """Take a picture of the top of a page, down to a line that cuts nothing."""
    end = page.evaluate(LOWEST_LINE, HEIGHT - MARGIN)
    page.screenshot(path=PICTURE, clip={"x": 0, "y": 0, "width": WIDTH, "height": end + MARGIN})
    print(f"{PICTURE}: {WIDTH} by {round(end + MARGIN)} pixels of the page")


if __name__ == "__main__":
    sys.exit(main())
