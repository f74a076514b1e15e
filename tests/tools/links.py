"""Follow every link of a built site: `make docs` calls it; a broken one fails, and so does the net.

The site must work from a stick, so nothing in it may be loaded from elsewhere.
"""

from __future__ import annotations

import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

LOADED = {"img": "src", "script": "src", "link": "href", "iframe": "src", "source": "src"}


class Page(HTMLParser):
    """The links, loaded files and anchors of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.anchors: set[str] = set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect what a tag points to and what it is called."""
        found = dict(attrs)
        for name in ("id", "name"):
            if found.get(name):
                self.anchors.add(str(found[name]))
        if tag == "a" and found.get("href"):
            self.links.append(str(found["href"]))
        if tag in LOADED and found.get(LOADED[tag]):
            self.loaded.append(str(found[LOADED[tag]]))


def broken(site: Path) -> list[str]:
    """Return what is broken: `page: link`."""
    pages = {path.resolve(): Page(path) for path in site.rglob("*.html") if path.name != "404.html"}
    found = []
    for path, page in pages.items():
        for link in page.links:
            target, anchor = urldefrag(link)
            if "://" in target or target.startswith(("mailto:", "data:")):
                continue
            there = (path.parent / unquote(target)).resolve() if target else path
            there = there / "index.html" if there.is_dir() else there
            if not there.is_file():
                found.append(f"{path.relative_to(site.resolve())}: {link}")
            elif anchor and there in pages and unquote(anchor) not in pages[there].anchors:
                found.append(f"{path.relative_to(site.resolve())}: {link} (no such place)")
        found += [
            f"{path.relative_to(site.resolve())}: loads {link}"
            for link in page.loaded
            if "://" in link or link.startswith("//")
        ]
    return found


if __name__ == "__main__":
    wrong = broken(Path(sys.argv[1]))
    sys.stdout.write("".join(f"{one}\n" for one in wrong))
    sys.exit(bool(wrong))
