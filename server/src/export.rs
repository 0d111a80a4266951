//! Taking everything out for other programs. What Foyer itself takes back whole is an archive
//! (`crate::archive`); this is for those who move to something else.
//!
//! - [`wxr`] writes a `WordPress` export.

pub(crate) mod wxr;
