"""Pictures as SVG without styles of their own: classes only, so that one style sheet serves all."""
