"""The public page: a static site that asks for no server and nothing from outside."""
