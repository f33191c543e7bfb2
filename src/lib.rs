//! jiaokan.
pub mod judge;
