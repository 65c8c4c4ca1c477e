"""What stands between study and the exam: the diagnostic, and what to do first about the gaps it finds."""
