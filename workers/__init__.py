"""The workshop: one file per kind of result; heavy libraries load where they are used."""
