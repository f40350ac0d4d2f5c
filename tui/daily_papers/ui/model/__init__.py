"""What the reader shows, as plain data with change notifications. Knows no Textual."""
