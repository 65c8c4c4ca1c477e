"""The author's desk: the course by chapter and item, the editor, its source, history and statistics."""
