"""Members, groups and the committee: who they are, where they are, what applies to them."""
