//! Moving the focus without moving the page.

use web_sys::{FocusOptions, HtmlElement};

/// Gives an element the focus and leaves the page where it is: the reader may be looking at something else by now.
pub fn focus_in_place(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    // Refused only where the element cannot be seen.
    let _ = element.focus_with_options(&options);
}
