"""What an author does to the course folder: open an item, save it, look into its history. No Flask, no SQL."""
