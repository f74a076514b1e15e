"""The frame that every command stands in: its session, its questions, its help, its errors."""
