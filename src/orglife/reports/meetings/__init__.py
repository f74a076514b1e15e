"""What is planned, held, voted on, said and agreed, as views."""
