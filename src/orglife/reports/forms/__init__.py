"""The sheets that are printed and signed: one module a form."""
