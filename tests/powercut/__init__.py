"""A disk that loses power: what a program did to its files, and what may be left of it."""
