"""What is remembered: one file a noun, functions that take a Connection first; nothing here knows the web."""
