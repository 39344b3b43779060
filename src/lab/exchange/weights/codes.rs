//! Codes as a table: a row for each sample, with its class where it is known.

use ndarray::ArrayView2;
use std::fmt::Write;

/// CSV with the columns `sample`, `label` (where known) and `code_1` to `code_k`; decimal points in every language.
/// Shape: `codes (n, k)`.
#[must_use]
pub fn to_csv(codes: &ArrayView2<f32>, labels: Option<&[u8]>) -> String {
    let mut text = "sample".to_owned();
    if labels.is_some() {
        text += ",label";
    }
    for i in 1..=codes.ncols() {
        // Writing to a string cannot fail.
        let _ = write!(text, ",code_{i}");
    }
    text.push('\n');
    for (i, code) in codes.rows().into_iter().enumerate() {
        let _ = write!(text, "{i}");
        if let Some(label) = labels.and_then(|labels| labels.get(i)) {
            let _ = write!(text, ",{label}");
        }
        for value in code {
            let _ = write!(text, ",{value}");
        }
        text.push('\n');
    }
    text
}
