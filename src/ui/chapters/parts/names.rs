//! The parts by name.

use lab::settings::Chapter;
use teaching::prediction::Prediction;

/// What can be fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A chapter.
    Chapter(Chapter),
    /// The machine's turn of chapter 1.
    Machine,
    /// Of chapter 1: the tries as a plot.
    RecallPlot,
    /// The second half of chapter 1, large enough to be fetched after the first.
    Chess,
    /// The second half of chapter 2, likewise.
    Copying,
    /// Of chapter 3: the points and planes.
    PcaCloud,
    /// Of chapter 3: PCA as an instrument.
    PcaSpectrum,
    /// Of chapter 3: the small labs.
    PcaLabs,
    /// Of chapter 3: why all this is so.
    PcaTheory,
    /// The plots of chapter 2: what draws is fetched while the text is read.
    AnatomyCurves,
    /// Of chapter 3: codes on one canvas.
    PcaCodes,
    /// Of chapter 3: the curves.
    PcaCurves,
    /// Of chapter 4: the latent space.
    StackedLatent,
    /// Of chapter 4: the curves.
    StackedCurves,
    /// Of chapter 5: accuracy against updates.
    PretrainingUpdates,
    /// Of chapter 5: accuracy against the number of labels.
    PretrainingSweep,
    /// Of chapter 4: the epochs exercise.
    StackedEpochs,
    /// Of chapter 4: what a trained network is good for.
    Exploring,
    /// Its plane of codes.
    ExplorePlane,
    /// Its histogram of errors.
    ExploreErrors,
    /// Its curve of thresholds.
    ExploreRoc,
    /// Of chapter 4: the curves of compared runs.
    RunCurves,
    /// Of chapter 4: kept runs and their comparison.
    StackedRuns,
    /// What was found in the user's own files.
    OwnFiles,
    /// The menu by which a figure is taken away.
    TakeAway,
    /// The same of rows of images.
    TakeRows,
    /// What is expected of a lab before it runs.
    Guess(Prediction),
    /// The link of the page for a class.
    Share,
    /// Of chapter 6: the report and the workbook as files.
    BookFiles,
    /// Of chapter 6: exercises that teachers wrote.
    TeacherSets,
    /// Where teachers write exercises.
    Editor,
    /// The student's result as a code.
    MyCode,
    /// The codes of a class.
    ClassCollection,
    /// Of chapter 4: the network as files, the run as a Keras notebook.
    NetworkFiles,
    /// The numbers behind the curves.
    History,
    /// The bar of the lecture mode.
    Lecture,
}
