//! Answers of the worker for one part of the page, which alone knows what is in their bytes.

use leptos::prelude::*;

/// Takes an answer; nothing stands for a part of the worker that cannot be fetched.
type Take = Callback<Option<Vec<u8>>>;

/// Who takes them. Copied freely. The number tells one who comes from one who goes.
#[derive(Clone, Copy)]
pub struct Answers(StoredValue<(u32, Option<Take>)>);

impl Default for Answers {
    fn default() -> Self {
        Self(StoredValue::new((0, None)))
    }
}

impl Answers {
    /// Has answers taken by this from now on, until the owner around ends or another one comes.
    pub fn take_by(self, take: impl Fn(Option<Vec<u8>>) + Send + Sync + 'static) {
        let id = self.0.with_value(|(id, _)| id.wrapping_add(1));
        self.0.set_value((id, Some(Callback::new(take))));
        on_cleanup(move || {
            self.0.update_value(|(of, take)| {
                if *of == id {
                    *take = None;
                }
            });
        });
    }

    /// Hands one on.
    pub(super) fn tell(self, bytes: Option<Vec<u8>>) {
        if let (_, Some(take)) = self.0.get_value() {
            take.run(bytes);
        }
    }
}
