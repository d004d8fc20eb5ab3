"""How work on sound is asked for, planned and run; no heavy library is here."""
