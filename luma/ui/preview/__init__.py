"""The room as a picture, from the frame that the lamps were sent."""
