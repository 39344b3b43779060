//! A page and a worker on a network that delays, reorders and repeats; runs come and go, parts are late, a worker is replaced.

use super::*;
use rand::{RngExt, SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;
use std::collections::HashMap;

const N_PLACES: u8 = 5;

/// A message to the worker, with the generation of the worker that it is meant for.
#[derive(Clone)]
enum Order {
    Configure(u32),
    Ask(Question),
}

/// A message to the page.
#[derive(Clone)]
enum News {
    Announced(u32),
    Answer(Answer),
}

#[derive(Default)]
struct Worker {
    desk: Desk,
    runs: RunsAtHand,
    /// Questions that wait for their part of the program.
    at_parts: Vec<Question>,
    /// How often each question was finally answered.
    n_answers: HashMap<u32, usize>,
}

struct World {
    rng: ChaCha8Rng,
    generation: u32,
    orders: Vec<(u32, Order)>,
    news: Vec<(u32, News)>,
    worker: Worker,
    page: Correspondence<u8>,
    /// The run at hand as the page knows it, and the last one that it asked for.
    run_id: Option<u32>,
    last_run_id: u32,
    answered: HashMap<u8, (Vec<u8>, u32)>,
}

impl World {
    fn new(seed: u64) -> Self {
        Self {
            rng: ChaCha8Rng::seed_from_u64(seed),
            generation: 0,
            orders: Vec::new(),
            news: Vec::new(),
            worker: Worker::default(),
            page: Correspondence::default(),
            run_id: None,
            last_run_id: 0,
            answered: HashMap::new(),
        }
    }

    fn configure(&mut self) {
        self.last_run_id += 1;
        self.orders.push((self.generation, Order::Configure(self.last_run_id)));
    }

    fn ask(&mut self, place: u8, text: u8) {
        self.answered.remove(&place);
        if let Some(question) = self.page.ask(place, Matter::Explore(vec![text]), self.run_id, true) {
            self.orders.push((self.generation, Order::Ask(question)));
        }
    }

    fn replace_worker(&mut self) {
        self.generation += 1;
        self.worker = Worker::default();
        self.run_id = None;
        self.page.renew_all();
        self.configure();
    }

    fn carry_out(&mut self, steps: Vec<Step>) {
        for step in steps {
            let answer = |number, reply| (self.generation, News::Answer(Answer { number, reply }));
            match step {
                Step::Answer(question) => self.worker.at_parts.push(question),
                Step::NotYet(number) => self.news.push(answer(number, Reply::NotYet)),
                Step::Refuse(number, refusal) => {
                    *self.worker.n_answers.entry(number).or_default() += 1;
                    self.news.push(answer(number, Reply::Refused(refusal)));
                }
            }
        }
    }

    /// The part of a question is here: it is looked at once more, since its run may be over by now.
    fn deliver_part(&mut self, idx: usize) {
        let question = self.worker.at_parts.swap_remove(idx);
        match self.worker.desk.place(question, self.worker.runs) {
            Step::Answer(Question { number, run_id, matter: Matter::Explore(mut text) }) => {
                *self.worker.n_answers.entry(number).or_default() += 1;
                text.extend(run_id.unwrap_or(0).to_le_bytes());
                let reply = Reply::Given(Given::Explored(text));
                self.news.push((self.generation, News::Answer(Answer { number, reply })));
            }
            step => self.carry_out(vec![step]),
        }
    }

    fn deliver_order(&mut self, idx: usize, is_repeated: bool) {
        let (generation, order) = self.orders[idx].clone();
        if !is_repeated {
            self.orders.swap_remove(idx);
        }
        if generation != self.generation {
            return;
        }
        match order {
            Order::Configure(run_id) if run_id > self.worker.runs.greatest => {
                self.worker.runs = RunsAtHand { at_hand: Some((run_id, false)), awaited: None, greatest: run_id };
                let steps = self.worker.desk.settle(self.worker.runs);
                self.carry_out(steps);
            }
            Order::Configure(_) => {}
            Order::Ask(question) => {
                let step = self.worker.desk.take(question, self.worker.runs);
                self.carry_out(step.into_iter().collect());
            }
        }
    }

    fn announce(&mut self) {
        if let Some((run_id, false)) = self.worker.runs.at_hand {
            self.worker.runs.at_hand = Some((run_id, true));
            self.news.push((self.generation, News::Announced(run_id)));
            let steps = self.worker.desk.settle(self.worker.runs);
            self.carry_out(steps);
        }
    }

    fn deliver_news(&mut self, idx: usize, is_repeated: bool) {
        let (generation, news) = self.news[idx].clone();
        if !is_repeated {
            self.news.swap_remove(idx);
        }
        if generation != self.generation {
            return;
        }
        match news {
            News::Announced(run_id) if run_id == self.last_run_id => {
                self.run_id = Some(run_id);
                for question in self.page.renew(run_id) {
                    self.orders.push((generation, Order::Ask(question)));
                }
                // A panel whose answer is about another run asks anew by itself, as its view does.
                let stale: Vec<_> = self.answered.iter().map(|(place, (text, _))| (*place, text[0])).collect();
                for (place, text) in stale {
                    self.ask(place, text);
                }
            }
            News::Announced(_) => {}
            News::Answer(answer) => match self.page.take(answer, self.run_id) {
                Taken::Given(place, Given::Explored(bytes)) => {
                    let run_id = u32::from_le_bytes(bytes[1..5].try_into().expect("four bytes"));
                    assert!(self.answered.insert(place, (bytes[..1].to_vec(), run_id)).is_none(), "answered twice");
                }
                Taken::AskAgain(question) => self.orders.push((generation, Order::Ask(question))),
                Taken::Nothing | Taken::NotYet(_) => {}
                other => panic!("{other:?}"),
            },
        }
    }

    fn step(&mut self, is_quiet: bool) {
        let dice = self.rng.random_range(0..if is_quiet { 6 } else { 10 });
        let is_repeated = !is_quiet && self.rng.random_range(0..5) == 0;
        match dice {
            0 | 1 if !self.orders.is_empty() => {
                let idx = self.rng.random_range(0..self.orders.len());
                self.deliver_order(idx, is_repeated);
            }
            2 | 3 if !self.news.is_empty() => {
                let idx = self.rng.random_range(0..self.news.len());
                self.deliver_news(idx, is_repeated);
            }
            4 if !self.worker.at_parts.is_empty() => {
                let idx = self.rng.random_range(0..self.worker.at_parts.len());
                self.deliver_part(idx);
            }
            5 => self.announce(),
            6 | 7 => {
                let (place, text) = (self.rng.random_range(0..N_PLACES), self.rng.random_range(0..200));
                self.ask(place, text);
            }
            8 => self.configure(),
            9 if self.rng.random_range(0..20) == 0 => self.replace_worker(),
            _ => {}
        }
    }
}

#[test]
fn every_place_is_answered_about_the_run_at_hand() {
    for seed in 0..400 {
        let mut world = World::new(seed);
        world.configure();
        (0..300).for_each(|_| world.step(false));
        // From here on nothing new happens; only what is under way arrives, in any order.
        let mut places: Vec<u8> = (0..N_PLACES).collect();
        places.shuffle(&mut world.rng);
        for place in places {
            world.ask(place, 200 + place);
        }
        (0..4000).for_each(|_| world.step(true));
        assert_eq!(world.run_id, Some(world.last_run_id), "seed {seed}");
        for place in 0..N_PLACES {
            let expected = (vec![200 + place], world.last_run_id);
            assert_eq!(world.answered.get(&place), Some(&expected), "place {place} of seed {seed}");
            assert!(!world.page.is_waiting(&place));
        }
        let most = world.worker.n_answers.values().max().copied().unwrap_or(0);
        assert_eq!(most, 1, "a question was answered more than once in seed {seed}");
    }
}

#[test]
fn a_question_without_a_run_waits_for_one() {
    let mut page = Correspondence::default();
    assert_eq!(page.ask("plane", Matter::Pick(None), None, true), None);
    let sent = page.renew(7);
    assert_eq!(sent.iter().map(|question| question.run_id).collect::<Vec<_>>(), [Some(7)]);
    // What is kept by the browser needs no run.
    assert!(page.ask("list", Matter::Kept(KeptCommand::List), None, false).is_some());
}

#[test]
fn only_the_last_question_of_a_place_counts() {
    let mut page = Correspondence::default();
    let first = page.ask("plane", Matter::Pick(None), Some(1), true).expect("there is a run");
    let second = page.ask("plane", Matter::Pick(Some(3)), Some(1), true).expect("there is a run");
    let done = |number| Answer { number, reply: Reply::Given(Given::Done) };
    assert_eq!(page.take(done(first.number), Some(1)), Taken::Nothing);
    assert_eq!(page.take(done(second.number), Some(1)), Taken::Given("plane", Given::Done));
    assert_eq!(page.take(done(second.number), Some(1)), Taken::Nothing);
}
