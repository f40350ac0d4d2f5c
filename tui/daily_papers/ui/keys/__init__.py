"""Keys: the registry of actions, sequences and counts, presets, and how keys are dispatched."""
