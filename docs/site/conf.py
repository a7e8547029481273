"""Settings of Sphinx for the site; `make_site.py` copies them to the gathered pages. See docs/site.md."""

project = "On Record"
html_title = "On Record"
language = "en"
extensions = ["myst_nb"]

# Notebooks come executed, and nothing is asked of another machine.
nb_execution_mode = "off"
nb_ipywidgets_js = {}
nb_merge_streams = True
nb_code_prompt_show = "Code"
nb_code_prompt_hide = "Code"
myst_heading_anchors = 6
highlight_language = "none"  # commands in the docs are no Python
smartquotes = False

html_theme = "furo"
templates_path = ["_templates"]
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_copyright = False
html_show_sphinx = False
html_use_index = False
# The lines that a search shows of each page are fetched, and a page that is opened from a folder may not do that.
html_show_search_summary = False
html_theme_options = {
    "top_of_page_buttons": [],
    "light_css_variables": {
        "color-brand-primary": "#00517f",
        "color-brand-content": "#00517f",
        "color-link": "#00517f",
    },
}
