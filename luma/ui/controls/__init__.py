"""Small controls of the interface, painted by Luma itself."""
