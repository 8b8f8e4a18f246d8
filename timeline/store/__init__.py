"""Where events rest: the files that people keep, and the index that answers questions about them."""

MANIFEST = "timeline.json"
"""The file in a folder that makes it a world (``timeline.store.world``)."""
