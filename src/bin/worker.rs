//! The worker program: answers the page's commands. Everything it does is in the library.

fn main() {
    #[cfg(all(target_arch = "wasm32", feature = "worker"))]
    worker::start(env!("BUILD_STAMP"));
}
