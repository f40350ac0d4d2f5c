"""What the reader does, one job a module. Each takes a `Context`, never a screen."""
