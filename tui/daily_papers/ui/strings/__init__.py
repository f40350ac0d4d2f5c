"""Every text that the reader shows, in one place for each kind."""
