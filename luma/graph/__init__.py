"""Patterns as typed graphs: the nodes there are, what is wrong with a graph, what it gives."""
