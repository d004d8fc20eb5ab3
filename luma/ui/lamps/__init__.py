"""Kinds of lamps on screen: their list, and one of them being described."""
