"""Headless Chromium: pages opened, measured, printed; what it fetched is read from its own log."""

from __future__ import annotations

import json
import shutil
import subprocess
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--disable-dev-shm-usage", "--hide-scrollbars", "--enable-logging=stderr", "--v=0"),
)
MEASURE = """
<script>
addEventListener("load", () => {
  const inner = document.querySelector("iframe").contentDocument;
  const root = inner.documentElement;
  const sizes = [...inner.querySelectorAll("p, td, th, li, summary")]
    .filter(one => one.textContent.trim() && one.getClientRects().length)
    .map(one => parseFloat(inner.defaultView.getComputedStyle(one).fontSize));
  const beyond = [...inner.querySelectorAll("body *")]
    .filter(one => !one.parentElement.closest(".wide, nav"))
    .filter(one => one.getBoundingClientRect().right > root.clientWidth + 1)
    .map(one => one.tagName);
  const pictures = [...inner.querySelectorAll("svg")].map(one => one.getBoundingClientRect().width)
    .filter(one => one > 0);
  document.body.dataset.found = JSON.stringify({
    width: root.clientWidth, scroll: root.scrollWidth, smallest: Math.min(...sizes),
    beyond, pictures, words: inner.body.innerText.length});
});
</script>
"""


class Chromium:
    """One browser, each run with a profile of its own in `folder`."""

    def __init__(self, folder: Path) -> None:
        found = shutil.which("chromium") or shutil.which("chromium-browser")
        assert found, "Chromium is missing; .ci/run installs it"
        self.program, self.folder, self.runs = found, folder, 0

    def run(self, *args: str) -> subprocess.CompletedProcess[str]:
        """Run it once; it ends when the page is done."""
        self.runs += 1
        profile = self.folder / f"profile-{self.runs}"
        done = subprocess.run(
            [self.program, *FLAGS, f"--user-data-dir={profile}", *args],
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        shutil.rmtree(profile, ignore_errors=True)
        return done

    def opened(self, page: Path) -> tuple[list[str], list[str]]:
        """Open a page; return what it asked for from elsewhere, and what the console said."""
        log = self.folder / f"net-{self.runs}.json"
        done = self.run(f"--log-net-log={log}", "--dump-dom", page.as_uri())
        console = [line for line in done.stderr.splitlines() if ":CONSOLE" in line]
        return outside(json.loads(log.read_text(encoding="utf-8"))), console

    def measured(self, page: Path, width: int) -> dict[str, Any]:
        """Return how a page lies in a window of `width` pixels.

        In a frame, since the window itself can't be as narrow as a telephone. The page's own
        policy forbids scripts, so the one that measures stands outside.
        """
        text = page.read_text(encoding="utf-8")
        frame = f'<iframe style="border:0;width:{width}px;height:900px" srcdoc="{escape(text)}">'
        around = self.folder / f"frame-{width}.html"
        around.write_text(f"<!doctype html><body>{frame}</iframe>{MEASURE}", encoding="utf-8")
        dom = self.run("--dump-dom", "--virtual-time-budget=4000", around.as_uri()).stdout
        found: dict[str, Any] = {}

        class Reader(HTMLParser):
            def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
                data = dict(attrs).get("data-found")
                if tag == "body" and data:
                    found.update(json.loads(data))

        Reader().feed(dom)
        assert found, "the page was not measured"
        return found

    def pictured(self, page: Path, picture: Path, width: int, height: int) -> None:
        """Write a picture of the page in a window of that size."""
        if width < 500:  # no window is as narrow; a frame in it can be
            around = self.folder / f"telephone-{self.runs}.html"
            size = f"border:0;width:{width}px;height:{height}px"
            frame = f'<iframe style="{size}" src="{page.as_uri()}">'
            around.write_text(f'<body style="margin:0">{frame}</iframe>', encoding="utf-8")
            page = around
        window = f"--window-size={max(width, 500)},{height}"
        self.run(f"--screenshot={picture}", window, page.as_uri())

    def printed(self, page: Path, paper: Path) -> None:
        """Print the page to PDF."""
        self.run("--no-pdf-header-footer", f"--print-to-pdf={paper}", page.as_uri())


def outside(log: dict[str, Any]) -> list[str]:
    """Return every address beyond this machine that a net log shows a page to have asked for.

    What the browser asks for on its own behalf has no origin, and is left out.
    """
    kinds = log["constants"]["logEventTypes"]
    begins = {kinds["URL_REQUEST_START_JOB"]}
    found = []
    for event in log["events"]:
        url = event.get("params", {}).get("url") if event["type"] in begins else None
        if url and urlsplit(url).scheme not in ("file", "data", "chrome", "about", "blob"):
            initiator = str(event["params"].get("initiator", ""))
            if initiator != "not an origin":
                found.append(url)
    return found
