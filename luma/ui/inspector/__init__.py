"""What is chosen, with everything that can be said about it."""
