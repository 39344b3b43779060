//! Lecture mode: the steps by which the arrow keys lead through a chapter, in place of slides.
//!
//! First the idea, and what the class expects, before any answer is given; then every question, a pause to think, its answer; the lab and
//! its run; then the cards in their order, the small labs among them with a run of their own; the theory at the end.

/// A step. Numbers count from 0, in the order of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Title and idea of the chapter.
    Idea,
    /// The prediction of the class, before any results are shown.
    Guess,
    /// A question, its answer folded: time to think.
    Question(usize),
    /// The same with its answer.
    Answer(usize),
    /// The chapter's lab.
    Lab,
    /// Its run, started.
    Run,
    /// A card.
    Card(usize),
    /// The run of a card's small lab, started.
    CardRun(usize),
    /// A piece of theory, unfolded.
    Theory(usize),
}

/// The contents of a chapter, for stepping through it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contents {
    /// Questions with answers.
    pub n_questions: usize,
    /// True if the answers are visible.
    pub has_answers: bool,
    /// True if the chapter asks for a prediction.
    pub has_guess: bool,
    /// True if there is a lab.
    pub has_lab: bool,
    /// True if the lab has a run.
    pub has_run: bool,
    /// For each card, whether it has a run of its own.
    pub cards: Vec<bool>,
    /// Pieces of theory.
    pub n_theories: usize,
}

impl Contents {
    /// All steps in their order; never none.
    #[must_use]
    pub fn steps(&self) -> Vec<Step> {
        let mut steps = vec![Step::Idea];
        if self.has_guess {
            steps.push(Step::Guess);
        }
        for i in 0..self.n_questions {
            steps.push(Step::Question(i));
            if self.has_answers {
                steps.push(Step::Answer(i));
            }
        }
        let of_lab = [(self.has_lab, Step::Lab), (self.has_run, Step::Run)];
        steps.extend(of_lab.into_iter().filter_map(|(is_there, step)| is_there.then_some(step)));
        for (i, &has_run) in self.cards.iter().enumerate() {
            steps.push(Step::Card(i));
            if has_run {
                steps.push(Step::CardRun(i));
            }
        }
        steps.extend((0..self.n_theories).map(Step::Theory));
        steps
    }
}

/// The destination from a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// To another step of the chapter.
    To(Step),
    /// Beyond its last step.
    NextChapter,
    /// Nowhere: it is the first one.
    Stay,
}

/// Returns the destination from a step, forwards or back. A step removed by a change of the page leads to the
/// first.
#[must_use]
pub fn turn(steps: &[Step], from: Step, is_forward: bool) -> Turn {
    let to = |idx: usize| steps.get(idx).map(|&step| Turn::To(step));
    match (steps.iter().position(|&step| step == from), is_forward) {
        (None, _) => to(0).unwrap_or(Turn::Stay),
        (Some(idx), true) => to(idx + 1).unwrap_or(Turn::NextChapter),
        (Some(idx), false) => idx.checked_sub(1).and_then(to).unwrap_or(Turn::Stay),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chapter() -> Contents {
        Contents {
            n_questions: 2,
            has_answers: true,
            has_guess: true,
            has_lab: true,
            has_run: true,
            cards: vec![false, true],
            n_theories: 1,
        }
    }

    #[test]
    fn a_chapter_is_told_from_its_idea_to_its_theory() {
        use Step::*;
        let expected = [
            Idea,
            Guess,
            Question(0),
            Answer(0),
            Question(1),
            Answer(1),
            Lab,
            Run,
            Card(0),
            Card(1),
            CardRun(1),
            Theory(0),
        ];
        assert_eq!(chapter().steps(), expected);
        assert_eq!(Contents::default().steps(), [Idea]);
        let hidden = Contents { n_questions: 2, ..Contents::default() };
        assert_eq!(hidden.steps(), [Idea, Question(0), Question(1)]);
    }

    #[test]
    fn forwards_every_step_is_met_once_and_back_leads_the_same_way() {
        let steps = chapter().steps();
        let mut seen = vec![Step::Idea];
        while let Turn::To(step) = turn(&steps, seen[seen.len() - 1], true) {
            seen.push(step);
        }
        assert_eq!(seen, steps);
        assert_eq!(turn(&steps, seen[seen.len() - 1], true), Turn::NextChapter);
        for pair in steps.windows(2) {
            assert_eq!(turn(&steps, pair[1], false), Turn::To(pair[0]));
        }
        assert_eq!(turn(&steps, Step::Idea, false), Turn::Stay);
        // A card that has gone.
        assert_eq!(turn(&steps, Step::Card(7), true), Turn::To(Step::Idea));
    }
}
