"""The rooms that know Textual."""
