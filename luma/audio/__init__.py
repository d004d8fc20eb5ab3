"""Sound as numbers: decoding it, making it in machine code, and sending it out."""
