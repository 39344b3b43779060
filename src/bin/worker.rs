//! The worker program: answers the page's commands. Everything it does is in the library.

fn main() {
    #[cfg(target_arch = "wasm32")]
    autoencoder_lab::web::worker::start();
}
