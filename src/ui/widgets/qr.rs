//! A text as a QR code, drawn as one path: black on white in every theme, as cameras want it.

use leptos::prelude::*;
use qrcode::{Color, QrCode};
use std::fmt::Write;

/// Quiet modules around the code, as its standard asks for.
const QUIET: usize = 4;
/// Letters at most: longer ones make codes that no camera reads from the back row.
pub const MAX_LETTERS: usize = 1200;

/// The code; nothing for a text that is too long.
#[component]
pub fn Qr(
    /// The text.
    #[prop(into)]
    text: Signal<String>,
    /// The description of the code.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let drawing = move || {
        let (path, side) = text.with(|text| path_of(text))?;
        Some(view! {
            <svg class="qr" role="img" aria-label=label viewBox=format!("0 0 {side} {side}") shape-rendering="crispEdges">
                <rect width=side.to_string() height=side.to_string() class="qr-paper"/>
                <path d=path class="qr-ink"/>
            </svg>
        })
    };
    view! { {drawing} }
}

/// The dark modules as a path, and the side of the square in modules.
fn path_of(text: &str) -> Option<(String, usize)> {
    if text.is_empty() || text.len() > MAX_LETTERS {
        return None;
    }
    let code = QrCode::with_error_correction_level(text, qrcode::EcLevel::L).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (place, colour) in code.to_colors().into_iter().enumerate() {
        if colour == Color::Dark {
            // Writing to a string cannot fail.
            let _ = write!(path, "M{} {}h1v1h-1z", QUIET + place % width, QUIET + place / width);
        }
    }
    Some((path, width + 2 * QUIET))
}
