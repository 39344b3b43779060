//! Programs that builds and tests take: their versions, their installation, and the browser.

pub(crate) mod browser;
pub(crate) mod catalogue;
pub(crate) mod install;
pub(crate) mod toolbox;
