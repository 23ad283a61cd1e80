"""Sphinx's settings for the site; `website/build.py` writes what it reads."""

project = "coursekit"
author = "the coursekit authors"
html_title = "coursekit: neural networks with Keras"
extensions = ["myst_nb"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_show_sphinx = False
html_copy_source = False
html_show_sourcelink = False

# The notebooks come executed (website/executed.py), so that building the pages takes seconds.
nb_execution_mode = "off"
nb_execution_show_tb = True
nb_merge_streams = True
nb_code_prompt_show = "Show a worked solution"
nb_code_prompt_hide = "Hide it"
nb_mime_priority_overrides = [("html", "application/javascript", None)]
myst_enable_extensions = ["amsmath", "dollarmath"]
myst_heading_anchors = 4
# Guides and notebooks are read elsewhere too, where headings may begin anywhere.
suppress_warnings = ["myst.header", "myst.xref_missing", "mystnb.unknown_mime_type"]


def setup(app):
    """Mends what axe-core reports: the navigation's captions get a level, and code that scrolls can be focused."""

    def accessible(app, pagename, templatename, context, doctree):
        tree = context.get("furo_navigation_tree", "")
        context["furo_navigation_tree"] = tree.replace('role="heading"', 'role="heading" aria-level="2"')
        context["body"] = context.get("body", "").replace("<pre>", '<pre tabindex="0">')

    app.connect("html-page-context", accessible, priority=900)  # after the theme has made it
