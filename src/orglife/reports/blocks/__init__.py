"""How a block of a view is laid out: in lines for a terminal, as a drawing for a page."""
