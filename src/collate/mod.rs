//! Copies of one text found and aligned, and the edition and apparatus that they give. A room prepared, with nothing in it yet: it takes documents,
//! knows no files and starts no threads, so that the corpus layer, Python and an engine can all call it.
