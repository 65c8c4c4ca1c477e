"""Banks of items in the files of other programs: one file a format, bytes in and out."""
