"""What a secretary does, one function per verb: a branch and plain values to a changed one."""
