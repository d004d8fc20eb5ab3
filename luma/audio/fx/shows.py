"""Where in a meter's state lies what it shows; of two words the first is the left's."""

PEAK, RMS, HELD, CLIPS = 0, 2, 4, 6
MOMENTARY, SHORT_TERM, CORRELATION = 8, 9, 10
END = 11
