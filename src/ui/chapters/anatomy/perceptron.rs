//! The lecture's note: with one hidden layer the architecture is a perceptron's. Drawn unit by unit.

use crate::{
    i18n::td_string,
    store::{language::use_locale, run::use_run},
    words::{fill, say},
};
use lab::settings::{Chapter, Settings, preset::Preset};
use leptos::prelude::*;

/// Units of a layer that are drawn one by one; of more, the first of them and the last.
const MAX_DRAWN: usize = 7;
const WIDTH: f64 = 360.0;
const HEIGHT: f64 = 210.0;
const RADIUS: f64 = 9.0;

/// The card: drawing, sentence, and a button that trains it so.
#[component]
pub fn PerceptronCard() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let sizes = Memo::new(move |_| {
        run.of_info(|info| (info.layer_sizes.first().copied().unwrap_or(0), info.settings.code_size()))
    });
    let words = move |sentence: &'static str| {
        let (d, k) = sizes.get();
        fill(sentence, &[("d", &d), ("k", &k)])
    };
    let is_one = move || run.settings.with(|settings| settings.layers.len() == 1);
    let train = move |_| {
        let data = run.settings.with_untracked(|settings| settings.data);
        run.change(Settings::base(Chapter::Anatomy, data, Preset::Perceptron));
        run.configure(true);
        // What trains now is above.
        if let Some(diagram) = document().get_element_by_id("lab") {
            diagram.scroll_into_view();
        }
    };
    view! {
        <section data-instrument="perceptron" class="card">
            <h3>{say!(anatomy.perceptron)}</h3>
            <svg class="perceptron" viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="img"
                aria-label=move || words(td_string!(locale(), anatomy.perceptron_label))>
                {move || drawing(sizes.get())}
            </svg>
            <p class="hint">{move || words(td_string!(locale(), anatomy.perceptron_text))}</p>
            <Show when=move || !is_one()>
                <button type="button" class="ghost" data-action="perceptron" on:click=train>{say!(anatomy.perceptron_button)}</button>
            </Show>
        </section>
    }
}

/// Three layers with every connection between the units that are drawn.
fn drawing((d, k): (usize, usize)) -> impl IntoView {
    let layers = [(40.0, d, "unit-ae"), (WIDTH / 2.0, k, "unit-code"), (WIDTH - 40.0, d, "unit-ae")];
    let lines = layers.windows(2).flat_map(|pair| {
        let ((x1, n1, _), (x2, n2, _)) = (pair[0], pair[1]);
        let to = heights(n2);
        heights(n1).into_iter().flat_map(move |y1| {
            let to = to.clone();
            to.into_iter().map(move |y2| view! { <line x1=x1 y1=y1 x2=x2 y2=y2></line> })
        })
    });
    let units = layers.into_iter().flat_map(|(x, n, class)| {
        heights(n).into_iter().map(move |y| view! { <circle class=class cx=x cy=y r=RADIUS></circle> })
    });
    let gaps = layers.into_iter().filter(|layer| layer.1 > MAX_DRAWN).map(|(x, n, _)| {
        let y = heights(n);
        let middle = (y[MAX_DRAWN - 2] + y[MAX_DRAWN - 1]) / 2.0;
        view! { <text x=x y=middle dominant-baseline="central" text-anchor="middle">"⋮"</text> }
    });
    let counts = layers.into_iter().map(|(x, n, _)| view! { <text x=x y=HEIGHT - 6.0 text-anchor="middle">{n}</text> });
    (lines.collect::<Vec<_>>(), units.collect::<Vec<_>>(), gaps.collect::<Vec<_>>(), counts.collect::<Vec<_>>())
}

/// Heights of the units that are drawn of a layer; of many, the last one stands apart.
fn heights(n_units: usize) -> Vec<f64> {
    let n_drawn = n_units.min(MAX_DRAWN);
    let n_places = if n_units > MAX_DRAWN { n_drawn + 1 } else { n_drawn };
    let step = 25.0_f64.min((HEIGHT - 40.0) / n_places.max(1) as f64);
    let top = (HEIGHT - 26.0) / 2.0 - step * (n_places as f64 - 1.0) / 2.0;
    let place = |i: usize| if n_units > MAX_DRAWN && i == n_drawn - 1 { i + 1 } else { i };
    (0..n_drawn).map(|i| top + step * place(i) as f64).collect()
}
