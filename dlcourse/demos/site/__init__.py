"""The demos as a web site: a gallery, and a page for each; Voila serves it."""
