"""What pages are drawn with: text to HTML, signs, charts, figures, and the frame around them."""
