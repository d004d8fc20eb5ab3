"""Playing now: the sound engine behind messages, in a quiet process or in this one."""
