"""What authors wrote: reading it, checking it, writing it back."""
