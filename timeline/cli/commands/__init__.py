"""The commands: the file's name is the command's, ``run`` is what it does."""
