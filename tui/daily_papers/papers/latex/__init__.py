"""TeX in titles and abstracts, converted to text that can be read."""
