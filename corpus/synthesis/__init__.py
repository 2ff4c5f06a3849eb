"""Plans made for tests: a source (TOML or generated) becomes files in every format and the truth about them."""
