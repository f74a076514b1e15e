"""How a shell spells the words of a command line, and the scripts that make it ask orglife.

The scripts lie in `shells/`. Each keeps to what its shell has had for years (bash 3.2, zsh 5,
fish 3, PowerShell 5.1). Values are data of the branch: nothing of them is ever evaluated.
"""

from __future__ import annotations

from collections.abc import Callable

SCRIPTS = {
    "bash": "orglife.bash",
    "zsh": "orglife.zsh",
    "fish": "orglife.fish",
    "powershell": "orglife.ps1",
}


def script(shell: str) -> str:
    """Return the script for one of `SCRIPTS`."""
    from importlib.resources import files

    folder = files("orglife") / "cli" / "system" / "shells"
    return (folder / SCRIPTS[shell]).read_text(encoding="utf-8")


BREAKS = "=:"
"""Where bash begins a new word for completion, though the shell itself does not."""
PLAIN = "-_./+,@%^#"


def bash_words(line: str, current: str) -> tuple[list[str], Callable[[str], str]]:
    """Return the words of a line up to the cursor, and how a value is spelled in reply.

    bash replaces only `current`, the piece after the last `=` or `:`; what stands before is left
    out of the reply. Within an open quotation mark it wants the value as it is.
    """
    words, raw, quote = split_line(line)
    kept = 0
    if not quote:
        piece = "" if current in tuple(BREAKS) else current
        kept = len(raw) - len(piece) if raw.endswith(piece) else 0

    def spell(value: str) -> str:
        return value if quote else escaped(value)[kept:]

    return words[1:], spell


def split_line(line: str) -> tuple[list[str], str, str]:
    """Return the words of a line, the last one as typed, and the quotation mark still open."""
    words = [""]
    raw = quote = ""
    begun = escape = False
    for one in line:
        if not (quote or escape) and one in " \t":
            if begun:
                words.append("")
            raw, begun = "", False
            continue
        raw, begun = raw + one, True
        if escape:
            words[-1] += one
            escape = False
        elif one == "\\" and quote != "'":
            escape = True
        elif one == quote:
            quote = ""
        elif not quote and one in "\"'":
            quote = one
        else:
            words[-1] += one
    return words, raw, quote


def escaped(value: str) -> str:
    """Return a value as one word of bash."""
    return "".join(
        one if one.isalnum() or one in PLAIN or one in BREAKS or ord(one) > 0x2FFF else f"\\{one}"
        for one in value
    )
