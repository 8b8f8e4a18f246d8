"""Where events rest: the files that people keep, and the index that answers questions about them."""
