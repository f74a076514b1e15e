"""Members, groups, the committee and those on the way into the Party, as views."""
