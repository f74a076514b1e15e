"""The branch file: its format, lock, atomic write and history. The only importer of tinydb."""
