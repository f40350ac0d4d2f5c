"""The terminal itself: what it is asked, what it sends, what may reach it, signals."""
