"""The machine code that makes sound, and the memory that it shares with Python."""
