"""The site: executed lessons and guides as static pages. `make site` builds it in build/site."""
