//! The page program: mounts the interface. Everything it does is in the library.

fn main() {
    #[cfg(all(target_arch = "wasm32", feature = "page"))]
    ui::mount(env!("BUILD_STAMP"));
}
