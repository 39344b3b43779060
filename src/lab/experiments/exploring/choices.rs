//! What is chosen inside the tools for a trained network, as a link holds it.
//!
//! Places of images and classes are counted from 1, and 0 leaves the choice to the tool: what can be chosen depends on the network.

use super::question::{AnomalyPlan, Noise, NoiseKind, Odd};
use data::catalog::DataId;

/// The densest grid over the plane of codes.
pub const MAX_DENSITY: u64 = 24;

/// The choices of all tools.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ToolChoices {
    /// Images a side of the grid over the plane of codes; 0 is no grid.
    pub density: usize,
    /// The image from which the way leads.
    pub way_from: usize,
    /// The image to which it leads.
    pub way_to: usize,
    /// The step of the way that is looked at.
    pub way_step: usize,
    /// The image whose code is changed.
    pub bent: usize,
    /// The number of that code that is looked at, from 1.
    pub bent_unit: usize,
    /// How images are damaged.
    pub noise: Noise,
    /// The class that is normal; 0 where all images are.
    pub normal: usize,
    /// The kind of anomalies, unless they are a class.
    pub odd: OddKind,
    /// The class that is odd; 0 where none is.
    pub odd_class: usize,
    /// True if a network trained on the normal class alone is used.
    pub is_of_class: bool,
    /// The threshold by its place on the curve; 0 is the best.
    pub threshold: usize,
    /// The image that others are compared with.
    pub sought: usize,
    /// Which draw of codes is decoded.
    pub draw: u64,
}

impl Default for ToolChoices {
    /// As they stand when nobody has touched them.
    fn default() -> Self {
        Self {
            density: 0,
            way_from: 0,
            way_to: 0,
            way_step: 20,
            bent: 0,
            bent_unit: 1,
            noise: Noise { kind: NoiseKind::Dropped, strength: NoiseKind::Dropped.usual(), seed: 1 },
            normal: 1,
            odd: OddKind::Others,
            odd_class: 0,
            is_of_class: false,
            threshold: 0,
            sought: 0,
            draw: 1,
        }
    }
}

/// The kinds of anomalies other than a single class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OddKind {
    /// All other classes.
    Others,
    /// The other published data set.
    Set,
    /// [`Odd::UpsideDown`].
    UpsideDown,
    /// [`Odd::Shuffled`].
    Shuffled,
    /// [`Odd::Faint`].
    Faint,
}

impl OddKind {
    /// All of them, in the order of their words in links.
    pub const ALL: [Self; 5] = [Self::Others, Self::Set, Self::UpsideDown, Self::Shuffled, Self::Faint];

    /// Returns the name in links.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Others => "others",
            Self::Set => "set",
            Self::UpsideDown => "upside-down",
            Self::Shuffled => "shuffled",
            Self::Faint => "faint",
        }
    }
}

impl ToolChoices {
    /// The plan of odd images, for a network of these classes and this data set: what cannot be had is replaced by what is tried
    /// first, zeros among the other digits.
    #[must_use]
    pub fn plan(&self, classes: &[u8], data: DataId) -> AnomalyPlan {
        let class_at = |place: usize| place.checked_sub(1).and_then(|class| u8::try_from(class).ok());
        let is_there = |class: &u8| classes.len() > 1 && classes.contains(class);
        let first = classes.first().copied().filter(is_there);
        let normal = if self.normal == 0 { None } else { class_at(self.normal).filter(is_there).or(first) };
        let other = normal.and(class_at(self.odd_class)).filter(is_there).filter(|class| Some(*class) != normal);
        let odd = match (other, self.odd) {
            (Some(class), _) => Odd::Class(class),
            (None, OddKind::Set) => other_set(data).map_or(Odd::Shuffled, Odd::Set),
            (None, OddKind::UpsideDown) => Odd::UpsideDown,
            (None, OddKind::Others) if normal.is_some() => Odd::OtherClasses,
            (None, OddKind::Others | OddKind::Shuffled) => Odd::Shuffled,
            (None, OddKind::Faint) => Odd::Faint,
        };
        AnomalyPlan { normal, odd, is_of_class: self.is_of_class && normal.is_some() }
    }

    /// Chooses a plan, with the threshold that tells best.
    pub fn choose_plan(&mut self, plan: AnomalyPlan) {
        let place = |class: u8| usize::from(class) + 1;
        self.normal = plan.normal.map_or(0, place);
        self.is_of_class = plan.is_of_class;
        self.threshold = 0;
        (self.odd, self.odd_class) = match plan.odd {
            Odd::Class(class) => (OddKind::Others, place(class)),
            Odd::OtherClasses => (OddKind::Others, 0),
            Odd::Set(_) => (OddKind::Set, 0),
            Odd::UpsideDown => (OddKind::UpsideDown, 0),
            Odd::Shuffled => (OddKind::Shuffled, 0),
            Odd::Faint => (OddKind::Faint, 0),
        };
    }
}

/// The published set whose images are odd among those of `data`.
#[must_use]
pub fn other_set(data: DataId) -> Option<DataId> {
    match data {
        DataId::Mnist => Some(DataId::FashionMnist),
        DataId::FashionMnist => Some(DataId::Mnist),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_plan_survives_being_chosen() {
        let classes = [0, 1, 7];
        for normal in [None, Some(0), Some(7)] {
            let others = [Odd::OtherClasses, Odd::Class(1), Odd::Class(0), Odd::Set(DataId::Mnist), Odd::UpsideDown];
            for odd in others.into_iter().chain([Odd::Shuffled, Odd::Faint]) {
                if normal.is_none() && matches!(odd, Odd::OtherClasses | Odd::Class(_))
                    || odd == Odd::Class(0) && normal == Some(0)
                {
                    continue;
                }
                let plan = AnomalyPlan { normal, odd, is_of_class: normal == Some(7) };
                let mut choices = ToolChoices { threshold: 9, ..ToolChoices::default() };
                choices.choose_plan(plan);
                assert_eq!((choices.plan(&classes, DataId::FashionMnist), choices.threshold), (plan, 0));
            }
        }
    }

    #[test]
    fn what_cannot_be_had_is_replaced_by_what_can() {
        let chosen = |normal, odd_class| ToolChoices { normal, odd_class, is_of_class: true, ..ToolChoices::default() };
        let plan = |choices: ToolChoices, classes: &[u8]| choices.plan(classes, DataId::Digits);
        // A class that is not there, the normal one as the odd one, a label beyond all labels.
        let first = AnomalyPlan { normal: Some(3), odd: Odd::OtherClasses, is_of_class: true };
        for choices in [chosen(1, 0), chosen(9, 4), chosen(4, 99), chosen(256, 257)] {
            assert_eq!(plan(choices, &[3, 5]), first);
        }
        // Without classes, or with a single one, the images themselves are shuffled.
        for classes in [&[][..], &[3]] {
            let shuffled = AnomalyPlan { normal: None, odd: Odd::Shuffled, is_of_class: false };
            assert_eq!(plan(chosen(4, 5), classes), shuffled);
        }
        let set = ToolChoices { normal: 0, odd: OddKind::Set, ..ToolChoices::default() };
        assert_eq!(plan(set, &[3, 5]).odd, Odd::Shuffled);
    }
}
