"""What leaves the building: the sheet for the Head, on screen and on paper, and tables as files."""
