"""Reports to Rich renderables and plain lines. No console, no data access."""
