//! Chapter 7: works cited. Titles stay in the language in which they were published.

use super::ChapterHead;
use crate::{
    lab::settings::Chapter,
    ui::{i18n::td_string, language::use_locale},
};
use leptos::prelude::*;

/// Authors and year, title, where it appeared, and its address where it has a lasting one.
const WORKS: &[(&str, &str, &str, Option<&str>)] = &[
    (
        "Alpaydin, E., Kaynak, C. (1998).",
        "Optical Recognition of Handwritten Digits.",
        "UCI Machine Learning Repository, CC BY 4.0.",
        Some("https://doi.org/10.24432/C50P49"),
    ),
    (
        "Baldi, P., Hornik, K. (1989).",
        "Neural networks and principal component analysis: Learning from examples without local minima.",
        "Neural Networks 2, 53–58.",
        Some("https://doi.org/10.1016/0893-6080(89)90014-2"),
    ),
    (
        "Björck, Å., Golub, G. H. (1973).",
        "Numerical methods for computing angles between linear subspaces.",
        "Mathematics of Computation 27, 579–594.",
        Some("https://doi.org/10.1090/S0025-5718-1973-0348991-3"),
    ),
    (
        "Chase, W. G., Simon, H. A. (1973).",
        "Perception in chess.",
        "Cognitive Psychology 4, 55–81.",
        Some("https://doi.org/10.1016/0010-0285(73)90004-2"),
    ),
    (
        "Eckart, C., Young, G. (1936).",
        "The approximation of one matrix by another of lower rank.",
        "Psychometrika 1, 211–218.",
        Some("https://doi.org/10.1007/BF02288367"),
    ),
    (
        "Géron, A. (2019).",
        "Hands-On Machine Learning with Scikit-Learn, Keras, and TensorFlow.",
        "2nd edition, O'Reilly, chapter 17.",
        None,
    ),
    (
        "Gobet, F., Simon, H. A. (1996).",
        "Recall of rapidly presented random chess positions is a function of skill.",
        "Psychonomic Bulletin & Review 3, 159–163.",
        Some("https://doi.org/10.3758/BF03212414"),
    ),
    (
        "Goodfellow, I., Bengio, Y., Courville, A. (2016).",
        "Deep Learning.",
        "MIT Press, chapters 14 and 15.",
        Some("https://www.deeplearningbook.org/"),
    ),
    (
        "Hinton, G. E., Salakhutdinov, R. R. (2006).",
        "Reducing the dimensionality of data with neural networks.",
        "Science 313, 504–507.",
        Some("https://doi.org/10.1126/science.1127647"),
    ),
    (
        "Klambauer, G., Unterthiner, T., Mayr, A., Hochreiter, S. (2017).",
        "Self-normalizing neural networks.",
        "Advances in Neural Information Processing Systems 30.",
        None,
    ),
    (
        "LeCun, Y., Bottou, L., Bengio, Y., Haffner, P. (1998).",
        "Gradient-based learning applied to document recognition.",
        "Proceedings of the IEEE 86, 2278–2324 (MNIST).",
        Some("https://doi.org/10.1109/5.726791"),
    ),
    (
        "Petroff, M. A. (2021).",
        "Accessible color sequences for data visualization.",
        "arXiv:2107.02270.",
        Some("https://arxiv.org/abs/2107.02270"),
    ),
    (
        "Schönemann, P. H. (1966).",
        "A generalized solution of the orthogonal Procrustes problem.",
        "Psychometrika 31, 1–10.",
        Some("https://doi.org/10.1007/BF02289451"),
    ),
    (
        "Xiao, H., Rasul, K., Vollgraf, R. (2017).",
        "Fashion-MNIST: a novel image dataset for benchmarking machine learning algorithms.",
        "arXiv:1708.07747.",
        Some("https://arxiv.org/abs/1708.07747"),
    ),
];

/// The list.
#[component]
pub fn Bibliography() -> impl IntoView {
    let locale = use_locale();
    let work = |&(authors, title, place, link): &(&'static str, &'static str, &'static str, Option<&'static str>)| {
        let title = match link {
            Some(link) => view! { <a href=link><cite>{title}</cite></a> }.into_any(),
            None => view! { <cite>{title}</cite> }.into_any(),
        };
        view! { <li>{authors}" "{title}" "{place}</li> }
    };
    view! {
        <ChapterHead chapter=Chapter::Bibliography strong=Signal::derive(|| "")
            title=Signal::derive(move || td_string!(locale(), bibliography.title))
            lead=Signal::derive(move || td_string!(locale(), bibliography.lead))/>
        <ul class="works" id="lab" lang="en">{WORKS.iter().map(work).collect_view()}</ul>
    }
}
