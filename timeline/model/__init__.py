"""Nouns: frozen values without input, output or a clock."""
