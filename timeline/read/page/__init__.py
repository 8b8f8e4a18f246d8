"""The parts of a web page: its letters, what it says of itself, its paragraphs."""
