"""Browsing on a full screen: the program's answers, the panes that they stand in, and the keys."""
