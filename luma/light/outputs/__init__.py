"""Ways out for light, one file each."""
