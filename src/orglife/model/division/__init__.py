"""Dividing people into groups of a size, a full member in each, with those alike kept together.

    divide(people, Wish(least=3, most=10)) -> Division or Impossible

Whether there is a division into so many groups is counted, not searched for (`counting`); where
there is one, `placing` makes it and can't fail; `weighing` chooses among the possible numbers of
groups. What people have in common decides who goes where as far as the sizes allow, and never
whether there is a division. The same people and wish give the same division.
"""

from __future__ import annotations

from orglife.model.division.explaining import Reason, explain
from orglife.model.division.weighing import divide
from orglife.model.division.wish import Division, Impossible, Part, Person, Wish

__all__ = ["Division", "Impossible", "Part", "Person", "Reason", "Wish", "divide", "explain"]
