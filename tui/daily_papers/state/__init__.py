"""What one user did with papers: journal, merge, undo."""
