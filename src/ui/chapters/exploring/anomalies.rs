//! Odd images told by their errors: what is normal, what is odd, a threshold, and what it finds.

use super::choices::{Choices, use_choices};
use super::{
    state::{keep_asking, use_exploring},
    thumbs::{ErrandButton, NamedRow},
};
use crate::{
    i18n::{Locale, td_string},
    store::{
        language::use_locale,
        run::{Run, use_run},
    },
    widgets::{
        class_names::{class_name, classes},
        numbers::{Metric, fixed, grouped, percent, significant, three_digits},
        part_view::PartView,
    },
    words::{self, fill, say},
};
use lab::{
    experiments::exploring::{
        choices::other_set,
        question::{AnomalyPlan, Errand, ExploreCommand, Odd},
        report::{AnomalyReport, Cases},
    },
    settings::DataId,
};
use leptos::prelude::*;

/// The threshold, by its place on the curve. Given to the figures, which are fetched by themselves.
#[derive(Clone, Copy)]
pub struct Threshold(Choices, Memo<usize>);

impl Threshold {
    /// The place on this curve: where the share found exceeds that of false alarms most, unless one was chosen.
    pub fn place(self, report: &AnomalyReport) -> usize {
        let best = || {
            let gain = |(_, alarms, found): &(f64, f64, f64)| found - alarms;
            let places = report.curve.iter().enumerate();
            places.max_by(|a, b| gain(a.1).total_cmp(&gain(b.1))).map_or(0, |(place, _)| place)
        };
        self.1.get().checked_sub(1).filter(|place| *place < report.curve.len()).unwrap_or_else(best)
    }

    /// Chooses another place.
    pub fn choose(self, place: usize) {
        self.0.change(|tools| tools.threshold = place + 1);
    }
}

/// The tool.
#[component]
pub fn Anomalies() -> impl IntoView {
    let (run, state, locale) = (use_run(), use_exploring(), use_locale());
    let classes = classes(run);
    let choices = use_choices();
    let chosen = choices.memo(|tools| *tools);
    let data = Memo::new(move |_| run.settings.with(|settings| settings.data));
    let plan = Memo::new(move |_| chosen.with(|tools| tools.plan(&classes.get(), data.get())));
    let threshold = Threshold(choices, choices.memo(|tools| tools.threshold));
    provide_context(threshold);
    keep_asking(move || Some(ExploreCommand::Anomalies(plan.get())));
    let change_plan = move |with: &dyn Fn(&mut AnomalyPlan)| {
        let mut plan = plan.get_untracked();
        with(&mut plan);
        choices.change(|tools| tools.choose_plan(plan));
    };
    let choose_normal = move |event| {
        let normal = event_target_value(&event).parse().ok();
        change_plan(&|plan| {
            plan.normal = normal;
            if normal.is_none() {
                plan.is_of_class = false;
            }
            if !odd_ones(*plan, &classes.get_untracked(), data.get_untracked()).contains(&plan.odd) {
                plan.odd = if normal.is_some() { Odd::OtherClasses } else { Odd::Shuffled };
            }
        });
    };
    let choose_odd = move |event| {
        let place: usize = event_target_value(&event).parse().unwrap_or(0);
        change_plan(&|plan| {
            if let Some(&odd) = odd_ones(*plan, &classes.get_untracked(), data.get_untracked()).get(place) {
                plan.odd = odd;
            }
        });
    };
    let choose_judge = move |event| {
        let is_of_class = event_target_value(&event) == "class";
        change_plan(&|plan| plan.is_of_class = is_of_class);
    };
    let options = move || {
        let now = plan.get();
        let option = |(place, odd): (usize, Odd)| {
            view! { <option value=place.to_string() selected=odd == now.odd>{odd_words(odd, run, locale())}</option> }
        };
        odd_ones(now, &classes.get(), data.get()).into_iter().enumerate().map(option).collect_view()
    };
    let normal_option = move |class: u8| {
        view! { <option value=class.to_string() selected=move || plan.with(|plan| plan.normal == Some(class))>{move || class_name(run, locale(), class)}</option> }
    };
    let has_class = move || plan.with(|plan| plan.normal.is_some());
    let class = Memo::new(move |_| state.untrained.get());
    let errand = Signal::derive(move || Errand::OneClass(class.get().unwrap_or(0)));
    let train = Signal::derive(move || {
        let name = class.get().map(|class| class_name(run, locale(), class)).unwrap_or_default();
        fill(td_string!(locale(), exploring.train_class), &[("class", &name)])
    });
    let is_known = Memo::new(move |_| state.anomalies.with(Option::is_some));
    view! {
        <section data-instrument="anomalies" class="tool-part" data-tool="anomalies">
            <p class="hint">{say!(exploring.anomalies_hint)}</p>
            <div class="tool-form">
                <label>{say!(exploring.normal)}" "
                    <select name="normal" on:change=choose_normal>
                        <option value="all" selected=move || !has_class()>{say!(exploring.all_images)}</option>
                        {move || classes.get().into_iter().filter(|_| { classes.with(|classes| classes.len() > 1) }).map(normal_option).collect_view()}
                    </select></label>
                <label>{say!(exploring.odd)}" "<select name="odd" on:change=choose_odd>{options}</select></label>
                <label>{say!(exploring.judge)}" "
                    <select name="judge" on:change=choose_judge disabled=move || !has_class()>
                        <option value="all" selected=move || plan.with(|plan| !plan.is_of_class)>{say!(exploring.judge_all)}</option>
                        <option value="class" selected=move || plan.with(|plan| plan.is_of_class)>{say!(exploring.judge_class)}</option>
                    </select></label>
            </div>
            <Show when=move || class.get().is_some()>
                <p>{say!(exploring.class_why)}</p>
                <ErrandButton errand label=train/>
            </Show>
            <Show when=move || is_known.get()><Outcome threshold/></Show>
        </section>
    }
}

/// What can be odd.
fn odd_ones(plan: AnomalyPlan, classes: &[u8], data: DataId) -> Vec<Odd> {
    let mut all = Vec::new();
    if plan.normal.is_some() {
        all.push(Odd::OtherClasses);
        all.extend(classes.iter().copied().filter(|class| Some(*class) != plan.normal).map(Odd::Class));
    }
    all.extend(other_set(data).map(Odd::Set));
    all.extend([Odd::UpsideDown, Odd::Shuffled, Odd::Faint]);
    all
}

fn odd_words(odd: Odd, run: Run, locale: Locale) -> String {
    match odd {
        Odd::Class(class) => class_name(run, locale, class),
        Odd::OtherClasses => td_string!(locale, exploring.odd_others).to_owned(),
        Odd::Set(data) => words::data(locale, data).to_owned(),
        Odd::UpsideDown => td_string!(locale, exploring.odd_upside_down).to_owned(),
        Odd::Shuffled => td_string!(locale, exploring.odd_shuffled).to_owned(),
        Odd::Faint => td_string!(locale, exploring.odd_faint).to_owned(),
    }
}

#[component]
fn Outcome(threshold: Threshold) -> impl IntoView {
    let (run, state, locale) = (use_run(), use_exploring(), use_locale());
    let is_untrained = move || run.of_snapshot(|snapshot| snapshot.epoch == 0);
    let of = move |get: &dyn Fn(&AnomalyReport) -> Option<f64>| {
        state.anomalies.with(|report| report.as_ref().and_then(|report| get(report)))
    };
    let auc = Signal::derive(move || of(&|report| Some(report.auc)));
    let point = move |get: fn(&(f64, f64, f64)) -> f64| {
        Signal::derive(move || of(&|report| report.curve.get(threshold.place(report)).map(get)))
    };
    let verdict = move || {
        let auc = auc.get().unwrap_or(0.5);
        match auc {
            _ if is_untrained() => td_string!(locale(), exploring.verdict_untrained),
            _ if auc < 0.45 => td_string!(locale(), exploring.verdict_worse),
            _ if auc < 0.6 => td_string!(locale(), exploring.verdict_guess),
            _ if auc < 0.9 => td_string!(locale(), exploring.verdict_some),
            _ => td_string!(locale(), exploring.verdict_good),
        }
    };
    let n = move || {
        state.anomalies.with(|report| {
            let [normal, odd] = report.as_ref().map(|report| report.n).unwrap_or_default();
            fill(
                td_string!(locale(), exploring.n_each),
                &[("normal", &grouped(normal as u64, locale())), ("odd", &grouped(odd as u64, locale()))],
            )
        })
    };
    let n_curve = move || state.anomalies.with(|report| report.as_ref().map_or(1, |report| report.curve.len()));
    let place = move || state.anomalies.with(|report| report.as_ref().map_or(0, |report| threshold.place(report)));
    let slide = move |event| {
        if let Ok(place) = event_target_value(&event).parse() {
            threshold.choose(place);
        }
    };
    let level = move || {
        point(|(threshold, ..)| *threshold).get().map_or_else(String::new, |level| {
            if level.is_finite() { significant(level, 3, locale()) } else { "∞".to_owned() }
        })
    };
    view! {
        <dl class="numbers row">
            <div><dt>{say!(exploring.auc)}</dt><dd><Metric name="anomaly_auc" value=auc format=|value, locale| fixed(value, 3, locale)/></dd></div>
            <div><dt>{say!(exploring.found)}</dt><dd><Metric name="anomaly_found" value=point(|(_, _, found)| *found) format=percent/></dd></div>
            <div><dt>{say!(exploring.false_alarms)}</dt><dd><Metric name="anomaly_false_alarms" value=point(|(_, alarms, _)| *alarms) format=percent/></dd></div>
        </dl>
        <p role="status" data-part="verdict">{verdict}" "{n}</p>
        <div class="two-plots">
            <PartView part=super::ERRORS/>
            <PartView part=super::ROC/>
        </div>
        <label class="slider"><span>{say!(exploring.threshold)}" "<output>{level}</output></span>
            <input type="range" name="threshold" min="0" max=move || (n_curve() - 1).to_string() prop:value=move || {
                    let _ = n_curve();
                    place().to_string()
                } on:input=slide/></label>
        <p class="hint">{say!(exploring.threshold_hint)}</p>
        <CaseRows title=|l| td_string!(l, exploring.missed) get=|report| &report.missed/>
        <CaseRows title=|l| td_string!(l, exploring.caught) get=|report| &report.found/>
        <CaseRows title=|l| td_string!(l, exploring.alarms) get=|report| &report.alarms/>
    }
}

/// Some images with what becomes of them and how far that is off.
#[component]
fn CaseRows(title: fn(Locale) -> &'static str, get: fn(&AnomalyReport) -> &Cases) -> impl IntoView {
    let (state, locale) = (use_exploring(), use_locale());
    let images = move |of: fn(&Cases) -> &Vec<u8>| {
        Signal::derive(move || {
            state.anomalies.with(|report| report.as_ref().map(|report| of(get(report)).clone()).unwrap_or_default())
        })
    };
    let errors = move || {
        state.anomalies.with(|report| {
            let errors = report.as_ref().map(|report| get(report).errors.clone()).unwrap_or_default();
            let ends = errors.first().zip(errors.last());
            ends.map(|(&a, &b)| {
                let (low, high) = (a.min(b), a.max(b));
                fill(
                    td_string!(locale(), exploring.errors_between),
                    &[("low", &three_digits(low, locale())), ("high", &three_digits(high, locale()))],
                )
            })
        })
    };
    let text = move |get: fn(Locale) -> &'static str| Signal::derive(move || get(locale()).to_owned());
    view! {
        <h4>{move || title(locale())}</h4>
        <p class="hint">{errors}</p>
        <div class="image-rows">
            <NamedRow label=text(|l| td_string!(l, stacked.original)) pixels=images(|cases| &cases.originals)/>
            <NamedRow class="w-ae" label=text(|l| td_string!(l, stacked.ae_row)) pixels=images(|cases| &cases.rebuilt)/>
        </div>
    }
}
