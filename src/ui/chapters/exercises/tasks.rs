//! What is asked: the lecture's exercises and questions in its order, each with the link that opens its lab.

use crate::i18n::{Locale, td_string};
use std::sync::Arc;
use teaching::exercise_set::TeacherTask;

/// A task.
pub struct TaskWords {
    /// Its key in workbooks; it never changes, or answers would be lost.
    pub key: &'static str,
    /// The query string of its lab.
    pub link: &'static str,
    /// Its heading.
    pub title: fn(Locale) -> &'static str,
    /// The text of the task.
    pub text: fn(Locale) -> &'static str,
}

/// A row of the list: key, link, and the two names of its words.
macro_rules! task {
    ($key:literal, $link:literal, $title:ident, $text:ident) => {
        TaskWords {
            key: $key,
            link: $link,
            title: |locale| td_string!(locale, exercises.$title),
            text: |locale| td_string!(locale, exercises.$text),
        }
    };
}

/// All of them.
pub static TASKS: &[TaskWords] = &[
    task!("sequences", "chapter=memory", sequences_title, sequences_text),
    task!("machine", "chapter=memory&at=machine", machine_title, machine_text),
    task!("chess", "chapter=memory&at=chess", chess_title, chess_text),
    task!("copying", "chapter=anatomy&at=copying", copying_title, copying_text),
    task!("canvas", "chapter=pca", canvas_title, canvas_text),
    task!("becomes-pca", "chapter=pca&preset=exact", becomes_title, becomes_text),
    task!("plane", "chapter=pca&data=digits&preset=nonlinear", plane_title, plane_text),
    task!("epochs-mnist", "chapter=stacked&data=mnist&preset=epochs&at=epochs", mnist_title, mnist_text),
    task!("epochs-fashion", "chapter=stacked&data=fashion-mnist&preset=epochs&at=epochs", fashion_title, fashion_text),
    task!("depth", "chapter=stacked&preset=depth-2&at=runs", depth_title, depth_text),
    task!("uses", "chapter=stacked&tool=denoising&at=exploring", uses_title, uses_text),
    task!("make-up", "chapter=stacked&preset=variational&tool=generation&at=exploring", make_up_title, make_up_text),
    task!("pretraining", "chapter=pretraining", pretraining_title, pretraining_text),
];

/// A task that is shown: one of the lecture's, or one that a teacher wrote.
#[derive(Clone)]
pub enum ShownTask {
    /// One of [`TASKS`].
    Lecture(&'static TaskWords),
    /// One of a set that was opened.
    Teacher(Arc<TeacherTask>),
}

impl ShownTask {
    /// Its key in workbooks.
    pub fn key(&self) -> &str {
        match self {
            Self::Lecture(task) => task.key,
            Self::Teacher(task) => &task.key,
        }
    }

    /// The query string of its lab; empty for none.
    pub fn query(&self) -> &str {
        match self {
            Self::Lecture(task) => task.link,
            Self::Teacher(task) => &task.query,
        }
    }

    /// Its heading.
    pub fn title(&self, locale: Locale) -> String {
        match self {
            Self::Lecture(task) => (task.title)(locale).to_owned(),
            Self::Teacher(task) => task.title.clone(),
        }
    }

    /// Returns the text of the task, in Markdown.
    pub fn text(&self, locale: Locale) -> String {
        match self {
            Self::Lecture(task) => (task.text)(locale).to_owned(),
            Self::Teacher(task) => task.text.clone(),
        }
    }
}
