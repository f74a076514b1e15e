"""The process itself: environment, clock, streams, pager, editor."""
