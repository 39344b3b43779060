//! The sequences are the lecture's, draws are fair, scores count what they say.

use super::*;

fn item(rule: Rule, draw: u32) -> Item {
    Item { rule, draw }
}

#[test]
fn the_three_sequences_are_the_lectures() {
    assert_eq!(item(Rule::Random, 0).values(), [40, 27, 25, 36, 81, 57, 10, 73, 19, 68]);
    let b = [50, 48, 46, 44, 42, 40, 38, 36, 34, 32, 30, 28, 26, 24, 22, 20, 18, 16, 14, 12, 10];
    assert_eq!(item(Rule::Arithmetic, 0).values(), b);
    let c = [50, 25, 76, 38, 19, 58, 29, 88, 44, 22, 11, 34, 17, 52, 26, 13, 40, 20];
    assert_eq!(item(Rule::Hailstone, 0).values(), c);
}

#[test]
fn draws_repeat_by_number_keep_their_rule_and_have_two_digits() {
    for draw in 1..=300 {
        for rule in KINDS {
            let values = item(rule, draw).values();
            assert_eq!(values, item(rule, draw).values());
            assert!(values.iter().all(|value| (10..=99).contains(value)), "{rule:?} {draw}: {values:?}");
        }
        assert_eq!(item(Rule::Random, draw).values().len(), 10);
        let line = item(Rule::Arithmetic, draw).values();
        let step = i64::from(line[1]) - i64::from(line[0]);
        assert!(line.len() == 21 && step != 0, "{line:?}");
        assert!(line.windows(2).all(|pair| i64::from(pair[1]) - i64::from(pair[0]) == step), "{line:?}");
        let stones = item(Rule::Hailstone, draw).values();
        assert!((10..=18).contains(&stones.len()) && stones[0] != 50, "{stones:?}");
        for pair in stones.windows(2) {
            assert_eq!(pair[1], if pair[0] % 2 == 0 { pair[0] / 2 } else { 3 * pair[0] + 1 });
        }
    }
    assert_ne!(item(Rule::Random, 1).values(), item(Rule::Random, 2).values());
}

#[test]
fn names_lead_back_to_kinds() {
    assert_eq!((item(Rule::Random, 0).name(), item(Rule::Hailstone, 12).name()), ("A".into(), "C12".into()));
    assert_eq!(
        ["A", "B", "C", "D", ""].map(Item::rule_of),
        [Some(KINDS[0]), Some(KINDS[1]), Some(KINDS[2]), None, None]
    );
}

#[test]
fn positions_and_prefix_are_scored_apart() {
    use Mark::{Extra, Missing, Right, Wrong};
    let values = [40, 27, 25, 36];
    let typed = |numbers: &[i64]| numbers.iter().map(|&number| Some(number)).collect::<Vec<_>>();
    let cases = [
        (typed(&[40, 27, 25, 36]), vec![Right, Right, Right, Right], 4, 4),
        (typed(&[40, 72, 25, 36]), vec![Right, Wrong, Right, Right], 3, 1),
        (typed(&[27, 25, 36]), vec![Wrong, Wrong, Wrong, Missing], 0, 0),
        (vec![Some(40), None, Some(25)], vec![Right, Missing, Right, Missing], 2, 1),
        (typed(&[40, 27, 25, 36, 81]), vec![Right, Right, Right, Right, Extra], 4, 4),
        (typed(&[-40]), vec![Wrong, Missing, Missing, Missing], 0, 0),
    ];
    for (answer, marks, n_right, prefix) in cases {
        let score = Score::of(&values, &answer);
        assert_eq!((&score.marks, score.n_right, score.prefix), (&marks, n_right, prefix), "{answer:?}");
    }
    assert!((Score::of(&values, &typed(&[40, 27, 0, 36])).share() - 0.75).abs() < 1e-12);
    assert_eq!(Score::of(&[], &[]).share(), 0.0);
}
