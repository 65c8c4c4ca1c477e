"""Thought: what follows from what authors wrote. Pure: text and plain values in, plain values out."""
