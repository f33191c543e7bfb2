//! jiaokan.
