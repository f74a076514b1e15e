"""What the system refused, in the words of a user."""

from __future__ import annotations

import errno

from orglife.messages import Message, say


def reason(error: OSError) -> Message:
    """Return why a call failed."""
    known = {
        errno.ENOSPC: say("the disk is full"),
        errno.EDQUOT: say("the disk quota is used up"),
        errno.EFBIG: say("it would be larger than files may be here"),
        errno.EACCES: say("no permission"),
        errno.EPERM: say("no permission"),
        errno.EROFS: say("the file system is read-only"),
        errno.EIO: say("the disk reports an error"),
        errno.ENOENT: say("its folder does not exist"),
        errno.ENOTDIR: say("its folder does not exist"),
        errno.ELOOP: say("its symbolic links lead in a circle"),
        errno.ENAMETOOLONG: say("its name is too long"),
        errno.EMFILE: say("too many files are open"),
        errno.ENFILE: say("too many files are open"),
        errno.EBUSY: say("something else is using it"),
    }
    return known.get(error.errno or 0) or say("{error}", error=error.strerror or str(error))
