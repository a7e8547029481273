"""JupyterLab as it is: notebooks with a hostile article, opened there untrusted and trusted; only words may come of it."""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parents[1]))

import nbformat
from attacking import Extent, Tried
from canary import Canary, chromium
from hostile_sources import write_sources
from judged_runs import call, each, faults_of_notebooks
from made_up import record_made_of
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from payloads import Payload, payloads

NAME = "notebooks in JupyterLab"
QUICK = 40  # payloads of the quick form
IN_RUNS = 45  # payloads in an article that notebooks are run on
START = 120  # seconds until JupyterLab must answer
OUTPUTS = ".jp-OutputArea-output, .jp-RenderedMarkdown, .jp-TableOfContents, .jp-PropertyInspector"
# Whatever a reader can do to what a notebook shows; JupyterLab's own buttons are left alone.
TOUCH = f"""
() => {{
  if (!window.__kept) {{
    window.__kept = true;
    addEventListener('click', (event) => {{
      const link = event.target.closest?.('a[href]');
      if (link && !/^\\s*(javascript|data|vbscript):/i.test(link.href?.baseVal ?? link.href)) event.preventDefault();
    }}, true);
  }}
  for (const area of document.querySelectorAll({OUTPUTS!r})) {{
    if (area.__touched) continue;
    area.__touched = true;
    for (const element of area.querySelectorAll('*')) {{
      for (const kind of ['pointerover', 'mouseover', 'mouseenter', 'mousedown'])
        element.dispatchEvent(new MouseEvent(kind, {{ bubbles: true, cancelable: true, view: window }}));
      if (element.matches('a, button, [onclick], [data-commandlinker-command], summary, svg, img'))
        element.dispatchEvent(new MouseEvent('click', {{ bubbles: true, cancelable: true, view: window }}));
    }}
  }}
}}
"""
# What stands in what a notebook shows and could do more than be read. A board's frame is ours, and holds our script only.
FOUND = f"""
() => {{
  const found = [];
  for (const area of document.querySelectorAll({OUTPUTS!r}))
    for (const element of area.querySelectorAll('*')) {{
      const name = element.localName;
      const isOurs = element.closest('.jp-OutputArea-output, .jp-RenderedMarkdown');
      if (isOurs && /^(script|object|embed|form|base|meta|link|input|textarea|applet|frame|video|audio|math|template)$/.test(name))
        found.push(`an element <${{name}}>`);
      if (name === 'iframe' && !element.title.startsWith('Board to mark')) found.push('a frame');
      for (const {{ name: attribute, value }} of element.attributes) {{
        if (attribute === 'data-command' && !isOurs) continue; // a button of JupyterLab above the contents
        if (/^(on|data-commandlinker|data-command|formaction|xlink)/.test(attribute)) found.push(`${{attribute}}=${{value.slice(0, 90)}}`);
        if (/^(id|class|name|style)$/.test(attribute) && /4\\d{{4}}/.test(value) && !/^[qfup]-/.test(value))
          found.push(`${{attribute}}=${{value.slice(0, 90)}}`);
        if (attribute === 'href' && !/^(#|https?:|[\\w./%-]+[.](html|ipynb|md)(#|$))/.test(value)) found.push(`href=${{value.slice(0, 90)}}`);
      }}
    }}
  return found;
}}
"""


def attacks(extent: Extent) -> Iterator[Tried]:
    """Open them: bare payloads first, which must act where a notebook is trusted, then what the program has made of them."""
    every = payloads()
    extent.random.shuffle(every)
    batch = every[:QUICK] if extent.seconds is not None else every
    lab = extent.folder / "lab"
    lab.mkdir()
    notebooks = {"made-up": _made_up(batch[:QUICK])}
    if extent.seconds is None:
        executed = _executed(extent.folder / "run", every)
        yield from each(every, "executed notebooks", faults_of_notebooks(executed))
        notebooks |= {path.stem: nbformat.read(path, as_version=4) for path in executed}
    _write(lab, {"control": _control(every), **notebooks})
    environment = _environment(extent.folder)
    trusted = sorted(lab.glob("trusted-*.ipynb"))
    _jupyter("trust", *map(str, trusted), environment=environment)
    with chromium() as browser, _server(lab, environment) as (address, token):
        yield _control_acts(_opened(browser, address, token, "trusted-control"))
        for name in notebooks:
            for way in ("trusted", "untrusted"):
                yield from each(
                    batch, f"{name} in JupyterLab, {way}", _opened(browser, address, token, f"{way}-{name}")
                )


def _control_acts(told: Sequence[str]) -> Tried:
    """In a trusted notebook bare payloads run scripts, and the buttons of a command linker run commands."""
    ran, asked = sum("ran 4" in line for line in told), [line for line in told if "/api/terminals" in line]
    deaf = [what for what, seen in (("scripts", ran), ("commands", asked)) if not seen]
    return Tried(f"control: {ran} bare payloads ran", f"nothing was seen of {' and '.join(deaf)}" if deaf else None)


# --- the notebooks -----------------------------------------------------------------------------------------------


def _control(every: Sequence[Payload]) -> Any:
    """A notebook whose outputs are payloads that nothing protects from."""
    bare = [payload.text for payload in every if payload.kind == "handler"][:6]
    bare += [payload.text for payload in every if "data-commandlinker-command='terminal:create-new'" in payload.text]
    return new_notebook(cells=[_cell(text) for text in bare])


def _made_up(batch: Sequence[Payload]) -> Any:
    """A notebook that shows a record with payloads in every column as the program's own do, and what a class sees."""
    from onrecord import classroom, show
    from onrecord.classroom import check, marking
    from onrecord.tables.record import TABLES

    words = " ".join(payload.text.encode("utf-8", "replace").decode().replace("\0", "\ufffd") for payload in batch)
    record = record_made_of(words)
    shown = [show.highlight(record), show.answer(record, "article"), classroom.show_article(record.article)]
    shown += [show.rows(getattr(record, name), caption=words) for name in TABLES]
    shown += [marking.board(record.article, words), marking.datasheet(record), check.guess(words, ["a", "b"])]
    outputs = [_cell(piece._repr_html_(), repr(piece)) for piece in shown]
    return new_notebook(cells=[new_markdown_cell("# Made up\n\n## What is shown\n\nWords."), *outputs])


def _cell(html: str, text: str = "") -> Any:
    output = new_output("display_data", {"text/html": html, "text/plain": text})
    return new_code_cell("show", outputs=[output], execution_count=1)


def _executed(folder: Path, every: Sequence[Payload]) -> list[Path]:
    """The notebooks that `onrecord run` has executed on two articles with payloads, and over both."""
    folder.mkdir()
    batches = [every[:IN_RUNS], every[IN_RUNS : 2 * IN_RUNS]]
    corpus = dict(write_sources(folder, batches))["jsonl"]
    call(["run", str(corpus), "--out", str(folder / "out")], folder)
    return list({path.stem: path for path in sorted((folder / "out").rglob("*.ipynb"))}.values())


def _write(lab: Path, notebooks: dict[str, Any]) -> None:
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    for name, notebook in notebooks.items():
        notebook.metadata.setdefault("kernelspec", kernel)
        for way in ("untrusted", "trusted"):
            nbformat.write(notebook, lab / f"{way}-{name}.ipynb")


# --- JupyterLab --------------------------------------------------------------------------------------------------


def _environment(folder: Path) -> dict[str, str]:
    """JupyterLab with settings, notebooks that it trusts, and kernels of its own: none of this person's."""
    own = {
        name: str(folder / name.lower()) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    }
    return {
        **os.environ,
        **own,
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "spaces"),
    }


def _jupyter(*arguments: str, environment: dict[str, str]) -> None:
    subprocess.run(
        [sys.executable, "-m", "jupyter", *arguments], env=environment, check=True, capture_output=True, timeout=START
    )


@contextlib.contextmanager
def _server(lab: Path, environment: dict[str, str]) -> Iterator[tuple[str, str]]:
    """JupyterLab on a port of loopback, with a token: its address, and the token."""
    token = secrets.token_hex(16)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = [
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        "--ip=127.0.0.1",
        "--no-browser",
        "--allow-root",
    ]
    options += [
        f"--IdentityProvider.token={token}",
        f"--ServerApp.root_dir={lab}",
        "--LabApp.extension_manager=readonly",
    ]
    options += ["--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    with open(lab.parent / "lab.log", "wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *options], env=environment, stdout=log, stderr=log
        )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/api?token={token}", server)
        yield address, token
    finally:
        server.send_signal(signal.SIGINT if os.name != "posix" else signal.SIGTERM)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START
    while server.poll() is None and time.monotonic() < end:
        with contextlib.suppress(urllib.error.URLError, OSError):
            urllib.request.urlopen(address, timeout=5).close()
            return
        time.sleep(0.2)
    raise RuntimeError("JupyterLab did not start")


def _opened(browser: Any, address: str, token: str, name: str) -> list[str]:
    """Open a notebook, go through all of its cells, its contents and its properties, and say what it did."""
    canary = Canary(browser, rf"({address}/|data:|blob:|about:).*", viewport={"width": 1280, "height": 1600})
    page, commands = canary.page, []
    page.on("request", lambda request: commands.extend(_commands(request)))
    canary.done = []
    page.goto(f"{address}/lab/tree/{name}.ipynb?reset&token={token}")
    page.wait_for_selector(".jp-OutputArea-output", state="attached", timeout=START * 500)
    found: list[str] = []
    for _ in range(60):
        page.wait_for_timeout(250)
        page.evaluate(TOUCH)
        found += page.evaluate(FOUND)
        if not page.evaluate(
            "() => { const o = document.querySelector('.jp-WindowedPanel-outer'); const at = o.scrollTop; o.scrollTop += o.clientHeight * 0.9; return o.scrollTop > at }"
        ):
            break
    for side in ("table-of-contents", "jp-property-inspector"):
        page.evaluate(
            "(id) => document.querySelector(`.jp-SideBar li[data-id='${id}']`)?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, button: 0 }))",
            side,
        )
        page.locator(f".jp-SideBar li[data-id='{side}']").click(force=True)
    page.evaluate(
        "() => document.querySelector('.jp-MarkdownCell .jp-RenderedMarkdown')?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }))"
    )
    page.wait_for_timeout(400)
    page.evaluate(TOUCH)
    found += page.evaluate(FOUND)
    dialogs = page.locator(".jp-Dialog-header").all_inner_texts()
    # JupyterLab has errors of its own, such as for a link to a notebook that is not there.
    own = ("the console:", "an error in a script:")
    told = [line for line in canary.done if not line.startswith(own) or "HIT" in line]
    told += [f"a dialog: {words}" for words in dialogs if "kernel" not in words.lower()]
    told += [*commands, *canary.seen(), *found]
    canary.close()
    return list(dict.fromkeys(told))


def _commands(request: Any) -> list[str]:
    """What a request asks the server to do that opening a notebook does not."""
    path = request.url.split("?")[0]
    does = (request.method == "POST" and "/api/terminals" in path) or request.method == "DELETE" or "/restart" in path
    return [f"a command: {request.method} {path}"] if does else []
