"""The street door: one module per verb, imported only when it is asked for."""
