"""A world: a folder of feeds' events as Parquet, asked as a file of events is.

``timeline.json`` (``manifest``) is the truth: a file that it does not name is no part of the world. ``event/year=Y/``
has the events that can have begun in a year, ``names/`` the actors that no registry knows.
"""
