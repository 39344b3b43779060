//! A button that opens one file, for those who read it themselves.

use js_sys::Uint8Array;
use leptos::{html::Input, prelude::*};
use wasm_bindgen_futures::JsFuture;
use web::dropped::files_of;
use web_sys::File;

/// The button.
#[component]
pub fn FileButton(
    /// The name of the action, for tests and styles.
    action: &'static str,
    /// The text of the button.
    #[prop(into)]
    label: Signal<&'static str>,
    /// Which files are offered, by their endings and media types.
    accept: &'static str,
    /// Takes the file that was chosen.
    #[prop(into)]
    take: Callback<File>,
) -> impl IntoView {
    let input = NodeRef::<Input>::new();
    let choose = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let chosen = move |_| {
        let Some(input) = input.get_untracked() else { return };
        let file = files_of(input.files()).into_iter().next();
        // The same file may be chosen again.
        input.set_value("");
        if let Some(file) = file {
            take.run(file);
        }
    };
    view! {
        <button type="button" class="ghost" data-action=action on:click=choose>{label}</button>
        <input node_ref=input type="file" accept=accept hidden data-input=action on:change=chosen/>
    }
}

/// The bytes of a file, which is read only where it has no more than so many; `None` where it is larger. Empty where the
/// browser cannot read it.
pub async fn bytes_within(file: &File, n_most: usize) -> Option<Vec<u8>> {
    if file.size() > n_most as f64 {
        return None;
    }
    let buffer = JsFuture::from(file.array_buffer()).await;
    Some(buffer.map(|buffer| Uint8Array::new(&buffer).to_vec()).unwrap_or_default())
}
