"""One module a format: a view as text, JSON, a page, a workbook, a document, a calendar."""
