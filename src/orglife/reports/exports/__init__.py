"""What leaves for other programs: one module a table, each a view with its sheet.

The columns of roster and register are named as the import finds them, so that they come back.
"""
