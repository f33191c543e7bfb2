//! Misread characters, conservatively. A room prepared, with nothing in it yet: the stage comes after lines, with the letter O.
