"""The branch file itself: its past, its backups, what an import would do, its handover."""
