"""Light as numbers on a cable: fixtures, addresses, bytes, and the loop that sends them."""
