"""What was heard in a track, and put right, written for people and for other programs."""
