"""Language models that grade pairs of items, at an address that the user names."""
