"""Commands for who and where: members, groups, the committee, admission."""
