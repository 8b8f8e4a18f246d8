"""Notations as they stand in a file: text to plain values with their places. Nothing here knows of events."""
