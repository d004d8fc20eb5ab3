"""Where sound goes: a device, the passing of time, a file."""
