//! The theory of chapter 3 in two notes that unfold: the minima of a linear autoencoder (Baldi and Hornik 1989), and why PCA's
//! error is a floor (Eckart and Young 1936).

use crate::words::say;
use leptos::prelude::*;

/// Both notes.
#[component]
pub fn Theory() -> impl IntoView {
    view! {
        <details class="theory">
            <summary>{say!(pca.theory_minimum)}</summary>
            <p>{say!(pca.theory_minimum_1)}</p>
            <div class="equation"><math display="block">
                <mi>"E"</mi><mo>"="</mo><mfrac><mn>"1"</mn><mrow><mi>"n"</mi><mi>"d"</mi></mrow></mfrac>
                <munder><mo>"∑"</mo><mi>"i"</mi></munder>
                <msup><mrow><mo>"‖"</mo><msub><mi>"x"</mi><mi>"i"</mi></msub><mo>"−"</mo><mi>"D"</mi><mi>"C"</mi><msub><mi>"x"</mi><mi>"i"</mi></msub><mo>"‖"</mo></mrow><mn>"2"</mn></msup>
            </math></div>
            <p>{say!(pca.theory_minimum_2)}</p>
            <div class="equation"><math display="block">
                <mi>"C"</mi><mo>"="</mo><mi>"A"</mi><msubsup><mi>"U"</mi><mi>"k"</mi><mo>"⊤"</mo></msubsup><mo>","</mo><mspace width="1em"></mspace>
                <mi>"D"</mi><mo>"="</mo><msub><mi>"U"</mi><mi>"k"</mi></msub><msup><mi>"A"</mi><mrow><mo>"−"</mo><mn>"1"</mn></mrow></msup>
            </math></div>
            <p>{say!(pca.theory_minimum_3)}</p>
        </details>
        <details class="theory">
            <summary>{say!(pca.theory_floor)}</summary>
            <p>{say!(pca.theory_floor_1)}</p>
            <div class="equation"><math display="block">
                <msub><mi>"E"</mi><mi>"PCA"</mi></msub><mo>"="</mo>
                <mfrac><mrow><mi>"n"</mi><mo>"−"</mo><mn>"1"</mn></mrow><mi>"n"</mi></mfrac><mo>"·"</mo>
                <mfrac><mn>"1"</mn><mi>"d"</mi></mfrac>
                <munder><mo>"∑"</mo><mrow><mi>"i"</mi><mo>">"</mo><mi>"k"</mi></mrow></munder><msub><mi>"λ"</mi><mi>"i"</mi></msub>
            </math></div>
            <p>{say!(pca.theory_floor_2)}</p>
        </details>
    }
}
