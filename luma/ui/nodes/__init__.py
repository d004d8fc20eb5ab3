"""The editor of pattern graphs."""
