//! Parsers of what policy documents are built of: enumerators, titles, document numbers, dates, issuers. Shared by furniture, lines and metadata.
