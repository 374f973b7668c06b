"""Drawing on Axes, the selection of what is shown, and the style of all figures. No file is read or written."""
