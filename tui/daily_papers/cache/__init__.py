"""The folder of digest files, the formats that are read, the index, search."""
