"""What axe-core finds on a page, at the width of a desktop and of a phone."""

from collections.abc import Iterable
from pathlib import Path

SIZES = ({"width": 1440, "height": 900}, {"width": 390, "height": 844})


def violations(browser, pages: Iterable[Path]) -> list[str]:
    """A line for each rule of axe-core that a page breaks: page, width, rule, the first elements.

    Args:
        browser: of the fixture of that name.
        pages: files with HTML.
    """
    from axe_playwright_python.sync_playwright import Axe

    axe, found = Axe(), []
    for size in SIZES:
        # The pages allow no script, and axe-core is one.
        context = browser.new_context(bypass_csp=True, viewport=size)
        page = context.new_page()
        for path in pages:
            page.goto(path.as_uri())
            for rule in axe.run(page).response["violations"]:
                where = [node["target"] for node in rule["nodes"][:3]]
                found.append(f"{path.name} at {size['width']} px: {rule['id']} ({len(rule['nodes'])}): {where}")
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append(f"{path.name} at {size['width']} px: the page is wider than the screen")
        context.close()
    return found
