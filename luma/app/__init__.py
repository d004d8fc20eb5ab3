"""The desk: decides, remembers, announces."""
