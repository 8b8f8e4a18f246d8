"""What a person asks: a question as a value, read from options and text, compiled once."""
