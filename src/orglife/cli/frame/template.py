"""`--template`: the user's own Word document, read and made sure of before it is opened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orglife.cli.frame.run import Run


def template_of(session: Run, form: str) -> bytes | None:
    """Return the bytes of the template that was named, or None.

    Raises:
        UsageError: the format is not DOCX.
        StoreError: the file can't be read.
        RefusedError: it is no Word document, or unpacks to more than any form needs.
    """
    path = session.options.get("template")
    if not path:
        return None
    from orglife.errors import MissingFileError, RefusedError, StoreError, UsageError
    from orglife.importers.archive import check_archive
    from orglife.messages import say

    if form != "docx":
        raise UsageError(
            say("--template is for Word documents, not for {format}", format=form),
            hint=say("name the output with -o, as in: -o minutes.docx"),
        )
    try:
        data = Path(path).read_bytes()
    except FileNotFoundError:
        raise MissingFileError(say("there is no {path}", path=str(path))) from None
    except OSError as error:
        raise StoreError(
            say("can't read {path}: {why}", path=str(path), why=error.strerror or str(error))
        ) from error
    try:
        check_archive(data, str(path), part="word/document.xml")
    except RefusedError as error:
        raise RefusedError(
            error.message, hint=say("open it in Word and save it anew as DOCX")
        ) from None
    return data
