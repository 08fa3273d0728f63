"""The beginning of a page of its own with tables in it, for a mail or a browser."""

from html import escape

from zuofeng_cli.words import CATALOGUES, language

STYLE = (
    "body{margin:1.5em;font:14px/1.5 sans-serif}table{border-collapse:collapse;margin:1em 0}"
    "thead{display:table-header-group}th{background:#ddebf7}@page{size:A4 landscape}"
    "th,td{border:1px solid #999;padding:3px 6px;vertical-align:top;text-align:left;white-space:pre-line}"
)


def page_head(title: str) -> str:
    """Return what stands before the contents of a page called *title*, in the language now spoken."""
    tag = CATALOGUES[language()].replace("_", "-")
    return (
        f'<!doctype html>\n<html lang="{tag}">\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n"
    )
