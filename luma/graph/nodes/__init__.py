"""All nodes, one file for each family."""
