"""Sphinx's settings for the site; `website/build.py` writes what it reads."""

import re

project = "coursekit"
author = "the coursekit authors"
html_title = "coursekit: neural networks with Keras"
extensions = ["myst_nb", "sphinx-mathjax-offline"]  # the second ships MathJax with the pages
exclude_patterns = ["_build"]
html_theme = "furo"
pygments_dark_style = "github-dark"  # furo's own underlines the names of modules, as if they were links
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


# What rich writes for each word of a Keras summary: its colours are for a dark terminal.
_COLOURS = re.compile(r'(?<=<span style=")color: #\w{6}; text-decoration-color: #\w{6}(; )?')


def setup(app):
    """Mends what axe-core reports.

    The navigation's captions get a level, code and tables that scroll can be focused, and Keras's summaries have the
    colour of the page's text.
    """

    def accessible(app, pagename, templatename, context, doctree):
        tree = context.get("furo_navigation_tree", "")
        context["furo_navigation_tree"] = tree.replace('role="heading"', 'role="heading" aria-level="2"')
        body = _COLOURS.sub("", context.get("body", ""))
        context["body"] = re.sub(r'<(pre\b|div(?= class="table-wrapper))', r'<\1 tabindex="0"', body)

    app.connect("html-page-context", accessible, priority=900)  # after the theme has made it
