//! Runs that are kept: what they were asked for and what became of them, to be compared and repeated.
//!
//! A run follows from its link to the last digit; its weights are kept apart ([`super::weights`]), so that it can be looked at
//! without being repeated. Measures are kept by their names: a later
//! version of the page, which knows more of them, still reads what an earlier one kept.

use super::link;
use crate::{
    geometry::ImageSize,
    run::history::{EpochMetrics, METRICS},
    settings::{Settings, fields::FIELDS},
};
use serde::{Deserialize, Serialize};

/// First byte of a kept run; another one when its form changes.
const FORM: u8 = 1;

/// A run that is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeptRun {
    /// When it was kept, milliseconds since 1970; no two have the same.
    pub id: u64,
    /// The name given by the reader.
    pub name: String,
    /// The link that repeats it.
    pub query: String,
    /// Units from input to reconstruction.
    pub layer_sizes: Vec<usize>,
    /// Numbers that training changed.
    pub n_parameters: usize,
    /// Epochs done, record by record.
    pub epochs: Vec<usize>,
    /// Measures by name, each as long as the epochs.
    pub measures: Vec<(String, Vec<Option<f64>>)>,
    /// Size of the images, where samples are images.
    pub image_size: Option<ImageSize>,
    /// Some images as bytes.
    pub originals: Vec<u8>,
    /// The reconstructions of the original images, as bytes.
    pub images: Vec<u8>,
}

/// A command to the store of kept runs, which treats the runs as bytes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum KeptCommand {
    /// Say which there are.
    List,
    /// Keep a run, in place of the one of the same number.
    Put(u64, Vec<u8>),
    /// Forget one.
    Forget(u64),
}

/// The kept runs as they are now.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct KeptBytes {
    /// Their numbers and their bytes, oldest first.
    pub runs: Vec<(u64, Vec<u8>)>,
    /// True if the browser refuses to store data, so that the runs are lost when the page is closed.
    pub is_refused: bool,
}

impl KeptBytes {
    /// The runs that can be read; others were kept by another version of the page.
    #[must_use]
    pub fn runs(&self) -> Vec<KeptRun> {
        self.runs.iter().filter_map(|(_, bytes)| KeptRun::from_bytes(bytes)).collect()
    }

    /// Does what is asked.
    pub fn change(&mut self, command: KeptCommand) {
        match command {
            KeptCommand::List => {}
            KeptCommand::Put(id, bytes) => match self.runs.iter_mut().find(|(of, _)| *of == id) {
                Some((_, before)) => *before = bytes,
                None => self.runs.push((id, bytes)),
            },
            KeptCommand::Forget(id) => self.runs.retain(|(of, _)| *of != id),
        }
    }
}

impl KeptRun {
    /// Creates the stored form of a run: its link and its history, without the network and the images.
    #[must_use]
    pub fn new(id: u64, name: String, query: String, history: &[EpochMetrics]) -> Self {
        let measure = |metric: &crate::run::history::Metric| {
            let values: Vec<_> = history.iter().map(metric.get).collect();
            values.iter().any(Option::is_some).then(|| (metric.name.to_owned(), values))
        };
        Self {
            id,
            name,
            query,
            layer_sizes: Vec::new(),
            n_parameters: 0,
            epochs: history.iter().map(|metrics| metrics.epoch).collect(),
            measures: METRICS.iter().filter_map(measure).collect(),
            image_size: None,
            originals: Vec::new(),
            images: Vec::new(),
        }
    }

    /// A measure after each epoch that has it.
    #[must_use]
    pub fn curve(&self, name: &str) -> Vec<(f64, f64)> {
        let Some((_, values)) = self.measures.iter().find(|(of, _)| of == name) else { return Vec::new() };
        self.epochs.iter().zip(values).filter_map(|(&epoch, value)| Some((epoch as f64, (*value)?))).collect()
    }

    /// A measure after the last epoch that has it.
    #[must_use]
    pub fn last(&self, name: &str) -> Option<f64> {
        self.curve(name).last().map(|&(_, value)| value)
    }

    /// The settings that repeat it.
    #[must_use]
    pub fn settings(&self) -> Settings {
        link::parse(&self.query).settings
    }

    /// Its bytes, to be kept.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![FORM];
        // Only memory could run out.
        bytes.extend(postcard::to_allocvec(self).unwrap_or_default());
        bytes
    }

    /// A run from its bytes; `None` where they have another form.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (&form, bytes) = bytes.split_first()?;
        if form == FORM { postcard::from_bytes(bytes).ok() } else { None }
    }
}

/// The settings in which runs differ: the key, and what each run has.
#[must_use]
pub fn differences(runs: &[&KeptRun]) -> Vec<(&'static str, Vec<String>)> {
    let settings: Vec<_> = runs.iter().map(|run| run.settings()).collect();
    let data = ("data", settings.iter().map(|settings| settings.data.name().to_owned()).collect::<Vec<_>>());
    let of_field = FIELDS.iter().filter(|field| !field.is_view());
    let fields = of_field.map(|field| (field.key, settings.iter().map(|settings| field.read(settings)).collect()));
    std::iter::once(data).chain(fields).filter(|(_, values)| values.iter().any(|value| *value != values[0])).collect()
}

/// A table of everything measured, one row for each run, epoch and measure; numbers as they are, with a point.
#[must_use]
pub fn csv(runs: &[&KeptRun]) -> String {
    let mut text = "run,link,epoch,measure,value\n".to_owned();
    for run in runs {
        for (name, values) in &run.measures {
            for (epoch, value) in run.epochs.iter().zip(values) {
                if let Some(value) = value {
                    text += &format!("{},{},{epoch},{name},{value}\n", quoted(&run.name), quoted(&run.query));
                }
            }
        }
    }
    text
}

/// A field of a CSV file that may hold anything.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// A name that none of the runs has: the same, or with the first number that is free.
#[must_use]
pub fn free_name(name: &str, runs: &[KeptRun]) -> String {
    let is_free = |name: &String| runs.iter().all(|run| run.name != *name);
    let numbered = (2..).map(|n| format!("{name} ({n})"));
    std::iter::once(name.to_owned()).chain(numbered).find(is_free).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(id: u64, query: &str) -> KeptRun {
        let history = [
            EpochMetrics { epoch: 0, val_loss: Some(0.7), ..Default::default() },
            EpochMetrics { epoch: 1, val_loss: Some(0.3), train_loss: Some(0.4), ..Default::default() },
        ];
        KeptRun::new(id, format!("run \"{id}\""), query.to_owned(), &history)
    }

    #[test]
    fn a_run_is_read_as_it_was_kept() {
        let run = run(7, "chapter=stacked&lr=0.5&seed=3");
        assert_eq!(KeptRun::from_bytes(&run.to_bytes()).as_ref(), Some(&run));
        assert_eq!((run.curve("val_loss"), run.last("train_loss")), (vec![(0.0, 0.7), (1.0, 0.3)], Some(0.4)));
        assert_eq!((run.curve("ae_mse"), run.last("nonsense")), (vec![], None));
        assert_eq!(run.settings().learning_rate, 0.5);
    }

    #[test]
    fn other_bytes_are_no_run() {
        let mut bytes = run(7, "chapter=stacked").to_bytes();
        bytes.truncate(bytes.len() / 2);
        assert_eq!(KeptRun::from_bytes(&bytes), None);
        assert_eq!(KeptRun::from_bytes(&[]), None);
        assert_eq!(KeptRun::from_bytes(&[9, 1, 2]), None);
    }

    #[test]
    fn a_list_takes_in_replaces_and_forgets() {
        let mut list = KeptBytes::default();
        for (id, query) in [(1, "chapter=stacked"), (2, "chapter=stacked&seed=2")] {
            list.change(KeptCommand::Put(id, run(id, query).to_bytes()));
        }
        let renamed = KeptRun { name: "other".to_owned(), ..run(1, "chapter=stacked") };
        list.change(KeptCommand::Put(1, renamed.to_bytes()));
        assert_eq!(list.runs().iter().map(|run| run.name.as_str()).collect::<Vec<_>>(), ["other", "run \"2\""]);
        // What another version kept stays where it is, unread.
        list.change(KeptCommand::Put(3, vec![200, 1]));
        assert_eq!((list.runs.len(), list.runs().len()), (3, 2));
        list.change(KeptCommand::Forget(1));
        list.change(KeptCommand::List);
        assert_eq!(list.runs().len(), 1);
    }

    #[test]
    fn no_two_runs_are_named_alike() {
        let named = |name: &str| KeptRun { name: name.to_owned(), ..run(1, "chapter=stacked") };
        assert_eq!(free_name("a", &[]), "a");
        assert_eq!(free_name("a", &[named("a"), named("b"), named("a (3)")]), "a (2)");
        assert_eq!(free_name("a", &[named("a"), named("a (2)")]), "a (3)");
    }

    #[test]
    fn what_differs_is_told_and_nothing_else() {
        let runs =
            [run(1, "chapter=stacked&preset=depth-1"), run(2, "chapter=stacked&preset=depth-3&seed=5&scale=linear")];
        let differences = differences(&runs.iter().collect::<Vec<_>>());
        let expected = [("layers", ["12", "56-32-12"]), ("seed", ["42", "5"])];
        assert_eq!(differences, expected.map(|(key, values)| (key, values.map(String::from).to_vec())));
    }

    #[test]
    fn tables_quote_what_people_write() {
        let run = run(1, "chapter=stacked");
        let csv = csv(&[&run]);
        assert_eq!(csv.lines().count(), 4);
        assert!(csv.contains("\"run \"\"1\"\"\",\"chapter=stacked\",1,val_loss,0.3\n"), "{csv}");
    }
}
