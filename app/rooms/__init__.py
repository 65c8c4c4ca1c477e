"""What the rooms show and hear, as values: the thinking that views ask and templates draw."""
