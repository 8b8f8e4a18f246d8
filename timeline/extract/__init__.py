"""From an article to candidates, step by step: each step a function in a file of its own."""
