"""Report folders: runs as files, tables as Markdown, plots as PNG and SVG."""
