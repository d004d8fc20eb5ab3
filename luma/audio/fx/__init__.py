"""Effects: one file each, declared by one decorator, run by the kernel as machine code."""
