"""What answers tell when they are read again: replay, recall, confusion."""
