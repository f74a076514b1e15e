"""The records of a branch, its calendar and its arithmetic: pure, and knowing no clock."""
