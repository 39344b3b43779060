//! Data sets that a site offers for download: the published table, folders of them, and the command `data`.

pub(crate) mod sets;

mod fetch;
mod store;

// The page's own table, not a copy: who hosts the files and who opens the page check them by the same sums.
#[allow(unreachable_pub, dead_code, reason = "the library's own file, which says and uses more than is needed here")]
#[path = "../../../src/data/published.rs"]
pub(crate) mod published;
