//! The command line of jiaokan.
fn main() {}
