"""Candidate and verdict to event: what somebody's yes makes of a proposal. Pure functions; ``store`` has the files."""
