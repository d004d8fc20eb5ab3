"""How the weights that Luma brings along are made: music with truth, and what learns."""
