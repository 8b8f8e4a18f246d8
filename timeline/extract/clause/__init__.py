"""Taking a sentence apart: words, what each does, phrases, and who does what in each clause."""
