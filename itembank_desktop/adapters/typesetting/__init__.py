"""LaTeX to MathML to Typst to pictures."""
