"""The timeline: a track's waveform, beats, chords and the clips of its score."""
