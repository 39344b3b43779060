//! Data sets that a site offers for download: folders of them, and the command `data`. The table of them is the page's own, so that
//! who hosts the files and who opens the page check them by the same sums ([`data::published`]).

pub(crate) mod sets;

mod fetch;
mod store;
