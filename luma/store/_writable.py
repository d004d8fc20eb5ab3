"""Words that a database can hold."""


def writable(words: str) -> str:
    """The same words, with a mark for what no UTF-8 can hold; old file names have such."""
    return words.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")
