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
WIDTH = (
    1120  # pixels of the page, from where the tables stand beside the article; a host shows the picture in about 800
)
HEIGHT = 1500
NO_CHROMIUM = """make_pictures: there is no Chromium. Install one, then run this again:
    apt-get install chromium          (Debian, Ubuntu)
    playwright install chromium       (anywhere)"""
# What the end of the picture would cut in two is left out of it.
LEAVE_OUT = """height => {
  for (const block of document.querySelectorAll("p, li, tr, figure, h2, h3, summary, blockquote"))
    if (block.getBoundingClientRect().bottom > height) block.style.visibility = "hidden";
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
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=1.5)
        page.goto(next(Path(out).glob("*/index.html")).as_uri())
        photograph(page)
        browser.close()
    return 0


def photograph(page: Page) -> None:
    """Take a picture of the top of a page in which no row and no paragraph is cut."""
    page.evaluate(LEAVE_OUT, HEIGHT - 8)
    page.screenshot(path=PICTURE)
    print(PICTURE)


if __name__ == "__main__":
    sys.exit(main())
