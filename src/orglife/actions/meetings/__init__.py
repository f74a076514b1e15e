"""What is planned, held, voted on, said and agreed: activities, yearly sessions, minutes, tasks."""
