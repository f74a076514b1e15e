"""Files to rows, rows to a branch or to problems.

`readers` turns bytes into `Sheet`s (one module a file format), `header` finds out what a sheet is,
and `roster`, `register`, `restore` make records of it. All problems are listed, never the first.
"""
