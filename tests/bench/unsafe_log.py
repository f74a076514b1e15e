"""`log` without what keeps a file trustworthy, to know what that costs: no history, no chain, no
seal, no backup. All else is orglife itself, the lock and the durable write too.

    python unsafe_log.py log volunteering --on 2025-11-20 -f branch.json
"""

from orglife.cli.start import main
from orglife.storage import backup, commit
from orglife.storage import format as file_format
from orglife.storage.format import TAIL


def without_history(_fs, envelope, branch, **_entry):
    """Return the bytes of a file without an entry more and without a checksum."""
    history = envelope.history if envelope else file_format.NO_HISTORY
    return file_format.encode_file(branch, history, sequence=envelope.seal.sequence + 1)


def unsealed(file, *, sequence, schema):
    """Return the bytes of a file of which the checksum was not computed."""
    file += b'"seal":{"1":{"schema":%d,"sequence":%d,"crc32":"00000000' % (schema, sequence) + TAIL
    return bytes(file)


commit.compose_file = without_history
backup.keep_backup = backup.rotate = lambda *_: None
file_format.write_seal = unsealed

main()
