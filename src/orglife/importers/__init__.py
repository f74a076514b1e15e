"""Files to rows, and rows to a branch or to problems that name sheet, row and column."""
