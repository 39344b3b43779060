//! "Turn the code": an invertible matrix on the code of the run and its inverse in the decoder.

use crate::{
    i18n::{Locale, td_string},
    store::{language::use_locale, link_keys::use_link_keys, questions::use_questions, run::use_run},
    widgets::{
        drawing::{Area, Points},
        figure::Figure,
        numbers::{Metric, fixed, four_digits, three_digits},
    },
    words::{fill, say},
};
use lab::{
    protocol::questions::Matter,
    run::turn::{IDENTITY, MAX_ENTRY, Matrix2, Turned, inverse},
    settings::Activation,
};
use leptos::prelude::*;
use plot::{
    axes::{AxisWords, Zoom},
    codes::CodesFigure,
    marks::Shape,
    style::Style,
};

/// Up to so many features the code is turned without being asked for: it costs next to nothing.
const MAX_FEATURES_AT_ONCE: usize = 256;
/// A press of the rotation's button.
const ROTATION_DEGREES: f64 = 30.0;

/// The card.
#[component]
pub fn TurnCard() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let keys = use_link_keys();
    let questions = use_questions();
    let matrix = Memo::new(move |_| keys.small.with(|labs| labs.turn));
    let is_touched = RwSignal::new(matrix.get_untracked() != IDENTITY);
    // A new run has to be asked anew; a large one only when somebody turns its code.
    Effect::new(move |_| {
        let n_features = run.of_info(|info| info.layer_sizes.first().copied());
        let matrix = matrix.get();
        if n_features.is_some_and(|n| is_touched.get() || n <= MAX_FEATURES_AT_ONCE) {
            questions.ask_about_run("turn", Matter::Turn(Some(matrix)), |_| ());
        }
    });
    on_cleanup(move || questions.ask_about_run("turn", Matter::Turn(None), |_| ()));
    // Before there is a run there is nothing to complain of.
    let can_turn = move || {
        run.info.with(|info| {
            info.as_ref().is_none_or(|info| {
                info.settings.code_size() == 2 && info.settings.code_activation == Activation::Linear
            })
        })
    };
    let is_singular = move || inverse(matrix.get()).is_none();
    let problem = move || {
        if !can_turn() {
            Some(td_string!(locale(), turn.needs_two))
        } else if is_singular() {
            Some(td_string!(locale(), turn.singular))
        } else {
            None
        }
    };
    let waits = move || can_turn() && run.turned.with(Option::is_none) && !is_touched.get();
    let change = Callback::new(move |now: Matrix2| {
        is_touched.set(true);
        keys.small.update(|labs| labs.turn = now);
    });
    view! {
        <section data-instrument="turn" class="card" data-card="turn" aria-label=say!(turn.title)>
            <div class="card-head"><h2>{say!(turn.title)}</h2></div>
            <p>{say!(turn.look_for)}</p>
            <div class="small-lab">
                <div class="small-controls">
                    <MatrixControls matrix change/>
                    {move || problem().map(|words| view! { <p class="field-fault" role="alert">{words}</p> })}
                </div>
                <div>
                    <p class="hint" hidden=move || !waits()>{say!(turn.press)}</p>
                    <TurnPlot/>
                    <Numbers/>
                </div>
            </div>
            <details class="why"><summary>{say!(turn.why)}</summary><p>{say!(turn.why_text)}</p></details>
        </section>
    }
}

/// The four numbers of A, and what is often wanted of it at one press.
#[component]
fn MatrixControls(matrix: Memo<Matrix2>, change: Callback<Matrix2>) -> impl IntoView {
    let locale = use_locale();
    let slider = move |(row, column): (usize, usize)| {
        let value = move || matrix.get()[row][column];
        let slide = move |event| {
            if let Ok(value) = event_target_value(&event).parse() {
                let mut now = matrix.get_untracked();
                now[row][column] = value;
                change.run(now);
            }
        };
        let name = format!("a{}{}", row + 1, column + 1);
        view! {
            <label class="field slider">
                <span><i>"a"</i><sub>{format!("{}{}", row + 1, column + 1)}</sub>" "<output>{move || fixed(value(), 2, locale())}</output></span>
                <input type="range" min=-MAX_ENTRY max=MAX_ENTRY step="0.05" name=name prop:value=move || value().to_string() on:input=slide/>
            </label>
        }
    };
    let (sin, cos) = ROTATION_DEGREES.to_radians().sin_cos();
    let button = move |name: fn(Locale) -> &'static str, key: &'static str, first: Matrix2| {
        let next = move |now: Matrix2| rounded(product(first, now));
        // Beyond the sliders' ends nothing could be taken back by them.
        let is_too_far = move || next(matrix.get()).iter().flatten().any(|x| x.abs() > MAX_ENTRY);
        let press = move |_| change.run(next(matrix.get_untracked()));
        view! {
            <button type="button" class="ghost" data-turn=key disabled=is_too_far on:click=press>{move || name(locale())}</button>
        }
    };
    let undone = move || inverse(matrix.get());
    let cell = move |row: usize, column: usize| {
        // Adding 0 makes of −0 a 0.
        let shown = move |x: f64| fixed((x * 100.0).round() / 100.0 + 0.0, 2, locale());
        move || undone().map_or_else(|| "–".to_owned(), |undone| shown(undone[row][column]))
    };
    view! {
        <div class="quick">
            {button(|l| td_string!(l, turn.rotate), "rotate", [[cos, -sin], [sin, cos]])}
            {button(|l| td_string!(l, turn.stretch), "stretch", [[1.5, 0.0], [0.0, 1.0]])}
            {button(|l| td_string!(l, turn.shear), "shear", [[1.0, 0.5], [0.0, 1.0]])}
            {button(|l| td_string!(l, turn.mirror), "mirror", [[-1.0, 0.0], [0.0, 1.0]])}
            <button type="button" class="ghost" data-turn="identity" on:click=move |_| change.run(IDENTITY)>{say!(turn.identity)}</button>
        </div>
        <fieldset><legend>{say!(turn.matrix)}</legend>
            <div class="matrix-sliders">{[(0, 0), (0, 1), (1, 0), (1, 1)].map(slider).collect_view()}</div></fieldset>
        <p class="hint">{say!(turn.undone)}</p>
        <table class="matrix"><tbody>
            <tr><td>{cell(0, 0)}</td><td>{cell(0, 1)}</td></tr>
            <tr><td>{cell(1, 0)}</td><td>{cell(1, 1)}</td></tr>
        </tbody></table>
    }
}

/// `a·b`.
fn product(a: Matrix2, b: Matrix2) -> Matrix2 {
    [0, 1].map(|i| [0, 1].map(|j| a[i][0] * b[0][j] + a[i][1] * b[1][j]))
}

/// Without the dust of many products.
fn rounded(matrix: Matrix2) -> Matrix2 {
    matrix.map(|row| row.map(|x| (x * 1e4).round() / 1e4))
}

/// The code as it was trained, in grey, and as it is turned.
#[component]
fn TurnPlot() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let draw = move |area: &Area, style: &Style| {
        let turned = run.turned.get()?;
        let figure = CodesFigure::Both { pca: &turned.plain, ae: &turned.codes, shows: [true; 2] };
        let words = AxisWords { x: td_string!(locale(), turn.x), y: td_string!(locale(), turn.y) };
        let frame = figure.draw_axes(area, Zoom::HOME, words, style).ok()?;
        let mut marks = figure.marks(&frame, style);
        // What stands in PCA's place here is the autoencoder too, before it was turned.
        marks.iter_mut().filter(|mark| mark.shape == Shape::Disk).for_each(|mark| mark.colour = style.palette.ink_2);
        Some(Points { marks, stamping: figure.stamping(style) })
    };
    let label = Signal::derive(move || td_string!(locale(), turn.plot_label).to_owned());
    view! {
        <ul class="legend"><li class="key-plain">{say!(turn.plain)}</li><li class="key-ae">{say!(turn.turned)}</li></ul>
        <div data-instrument="turned-codes" class="plot square"><Figure label draw/></div>
    }
}

/// What changes and what does not.
#[component]
fn Numbers() -> impl IntoView {
    let run = use_run();
    let number = move |get: fn(&Turned) -> f64| {
        Signal::derive(move || run.turned.with(|turned| turned.as_ref().map(|turned| get(turned))))
    };
    let locale = use_locale();
    let over = move || {
        let n = run.turned.with(|turned| turned.as_ref().map(|turned| turned.codes.len()));
        n.map(|n| fill(td_string!(locale(), turn.over), &[("n", &n)]))
    };
    view! {
        <dl class="numbers row">
            <div><dt>{say!(turn.mse_before)}</dt><dd class="w-ae"><Metric name="turn_mse_before" value=number(|t| t.mse[0]) format=four_digits/></dd></div>
            <div><dt>{say!(turn.mse_after)}</dt><dd class="w-ae"><Metric name="turn_mse_after" value=number(|t| t.mse[1]) format=four_digits/></dd></div>
            <div><dt>{say!(turn.largest_change)}</dt><dd><Metric name="turn_largest_change" value=number(|t| t.largest_change) format=three_digits/></dd></div>
            <div class="minor"><dt>{say!(turn.weights)}</dt><dd>
                <Metric name="turn_squares_before" value=number(|t| t.squared_weights[0]) format=three_digits/>" → "
                <Metric name="turn_squares_after" value=number(|t| t.squared_weights[1]) format=three_digits/></dd></div>
        </dl>
        <p class="hint">{over}</p>
    }
}
