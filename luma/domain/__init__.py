"""Values and rules: no files, no threads, no clock, no log."""
