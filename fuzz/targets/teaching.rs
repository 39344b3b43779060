//! Any bytes as a teacher's exercises (file and link), as codes of a class and as Markdown: an answer, never a panic; what is taken
//! comes back as it left, and no markup of its own comes out.
#![no_main]

use autoencoder_lab::teaching::{class_code::{ClassResult, read_all}, exercise_set::ExerciseSet, markdown::to_html};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(set) = ExerciseSet::from_json(bytes) {
        assert_eq!(ExerciseSet::from_json(set.to_json().as_bytes()).map(|again| again.tasks), Ok(set.tasks.clone()));
        if let Some(link) = set.to_link() {
            assert_eq!(ExerciseSet::from_link(&link).map(|again| again.tasks), Ok(set.tasks));
        }
    }
    let text = String::from_utf8_lossy(bytes);
    let _ = ExerciseSet::from_link(&text);
    assert!(!to_html(&text).to_lowercase().contains("<script"));
    for (_, result) in read_all(&text) {
        if let Ok(result) = result {
            assert_eq!(ClassResult::of_code(&result.to_code()), Ok(result));
        }
    }
});
