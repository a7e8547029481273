"""Canary: a Chromium that opens pages and says whatever happens in them that a page of text would never do."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from attacking import LeftOut

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage"
).split()
# In every frame, before anything of the page: what payloads call, and what a page of text never does.
WATCH = """
window.__seen = window.__seen || [];
window.HIT = (n) => { try { top.__seen.push('ran ' + n); } catch { window.__seen.push('ran ' + n); } };
for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) window[name] = (x) => window.HIT(name + ' ' + x);
"""
# Whatever a reader can do to a page: point at, touch, focus, press, follow; links of the page itself are not followed.
TOUCH = """
() => {
  const keep = (event) => {
    const link = event.target.closest?.('a[href], area[href]');
    if (link && !/^\\s*(javascript|data|vbscript):/i.test(link.href?.baseVal ?? link.href)) event.preventDefault();
  };
  addEventListener('click', keep, true);
  for (const details of document.querySelectorAll('details')) details.open = true;
  const found = [...document.querySelectorAll('a, area, button, summary, input, select, textarea, label, [tabindex], [title], math, mi, img')];
  const acts = (e) => [...e.attributes].some((a) => /^on/i.test(a.name) || (/^\\s*(javascript|vbscript):/i.test(a.value) && a.name !== 'title'));
  const step = Math.ceil(found.length / 200); // of a long page's many rows not each, but whatever would act
  const all = found.filter((element, at) => at % step === 0 || acts(element));
  for (const element of all) {
    for (const kind of ['pointerover', 'pointerenter', 'mouseover', 'mouseenter', 'pointerdown', 'mousedown'])
      element.dispatchEvent(new MouseEvent(kind, { bubbles: true, cancelable: true, view: window }));
    element.focus?.();
    element.dispatchEvent(new FocusEvent('focusin', { bubbles: true }));
    element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, view: window }));
  }
}
"""
# Touches what is in the frames of a page, again and again: some of it moves when it is touched.
TOUCH_FRAMES = f"""
setInterval(() => {{
  for (const frame of document.querySelectorAll('iframe'))
    try {{ if (!frame.touched && frame.contentDocument.readyState === 'complete' && frame.contentWindow.location.href !== 'about:blank') {{ frame.touched = 1; frame.contentWindow.eval('(' + {json.dumps(TOUCH)} + ')()'); }} }} catch {{ }}
}}, 100);
"""


@contextmanager
def chromium() -> Iterator[Any]:
    """A Chromium of this machine.

    Raises:
        LeftOut: there is none.
    """
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        raise LeftOut("needs a Chromium (on Debian and Ubuntu: apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        try:
            yield browser
        finally:
            browser.close()


class Canary:
    """Pages of one Chromium, and what they did: a list of lines, each with the number of the payload where it is known."""

    def __init__(self, browser: Any, allowed: str = r"(file:///|data:|about:|blob:).*", **context: Any) -> None:
        self.done: list[str] = []
        self._allowed = re.compile(allowed)
        self._context = browser.new_context(accept_downloads=False, **context)
        self._context.add_init_script(WATCH)
        self._context.route("**/*", self._route)
        self._context.on("page", self._opened)
        self.page = self._context.new_page()
        self.page.set_default_timeout(120_000)

    def close(self) -> None:
        """Close its pages."""
        self._context.close()

    def open(self, path: Path) -> list[str]:
        """Open a file, touch all that is in it, and say what it did."""
        self.done = []
        self.page.goto(path.as_uri(), wait_until="load")
        before = self._state()
        if focused := self.page.evaluate("() => document.activeElement?.localName"):
            self.done += [f"took the focus: {focused}"] if focused != "body" else []
        self.page.evaluate(TOUCH)
        self.page.wait_for_timeout(60)
        if (after := self._state()) != before:
            self.done.append(f"changed title, base, address or properties of the document: {before} became {after}")
        return [*self.done, *self.seen()]

    def show(self, html: str) -> list[str]:
        """Show HTML in an empty page, touch all that is in its frames, and say what it did until it rests."""
        self.done = []
        self.page.goto("about:blank")
        self.page.set_content(f"<script>{TOUCH_FRAMES}</script>{html}", wait_until="domcontentloaded")
        told: list[str] = []
        for _ in range(10):
            self.page.wait_for_timeout(500)
            before, told = told, [*self.done, *self.seen()]
            if told and len(told) == len(before):
                break
        return told

    def seen(self) -> list[str]:
        """What scripts told."""
        told: list[str] = self.page.evaluate("() => window.__seen || []")
        return told

    def elements(self) -> list[tuple[str, dict[str, str]]]:
        """All elements of the page as the browser has them, each with its attributes."""
        found = self.page.evaluate(
            "() => [...document.querySelectorAll('*')].map(e => [e.localName, Object.fromEntries([...e.attributes].map(a => [a.name, a.value]))])"
        )
        return [(name, attributes) for name, attributes in found]

    def _state(self) -> list[str]:
        state: list[str] = self.page.evaluate(
            "() => [document.title, document.baseURI, location.href, Object.getOwnPropertyNames(document).join()]"
        )
        return state

    def _opened(self, page: Any) -> None:
        page.on("dialog", self._dialog)
        page.on("download", self._downloaded)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.done.append(f"an error in a script: {error}"))
        if len(self._context.pages) > 1:
            self.done.append(f"opened a page: {page.url}")
            page.close()

    def _console(self, message: Any) -> None:
        if message.type == "error":  # such as a policy that had to refuse something
            self.done.append(f"the console: {message.text[:300]}")

    def _downloaded(self, download: Any) -> None:
        # What a board's own button makes in the page, and the tables in a single file.
        if not download.url.startswith(("blob:null/", "data:text/csv;base64,")):
            self.done.append(f"downloaded {download.url}")

    def _dialog(self, dialog: Any) -> None:
        self.done.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def _route(self, route: Any) -> None:
        url = route.request.url
        if self._allowed.fullmatch(url):
            route.continue_()
        else:
            self.done.append(f"asked for {url}")
            route.abort()
