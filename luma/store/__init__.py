"""The library on disk: SQLite, and files named by their recipe; nothing else knows."""
