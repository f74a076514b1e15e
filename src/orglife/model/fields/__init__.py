"""What people call the fields of each record, how they are typed, shown and kept in sheets."""
