"""The grammar of item files and lessons: reading them line by line, and writing them back."""
