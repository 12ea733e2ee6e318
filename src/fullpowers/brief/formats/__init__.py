"""The ways out: each draws the same document."""
