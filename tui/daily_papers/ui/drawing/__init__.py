"""How lines are drawn: strips, styles, glyphs, and the bridge from themes to Textual."""
