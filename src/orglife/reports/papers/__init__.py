"""The sheets that are printed, signed and handed in: values that every format draws alike."""
