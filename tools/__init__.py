"""Programs for maintainers of the course; learners never need them."""
