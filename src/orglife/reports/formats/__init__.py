"""How a block of a view is laid out: in lines for a terminal, as a drawing for a page.

How a block of a view is laid out: in lines for a terminal, as a drawing for a page.

One module a format: a view as text, JSON, a page, a workbook, a document, a calendar.
"""
