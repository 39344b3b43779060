//! Reading numbers as people type them: any separators, digits of other scripts, signs, places left open.
//!
//! Nothing is guessed: what cannot be read is named, so that it can be corrected before anything is scored.

/// Digits that are read as one number; longer runs are pairs typed without a separator, as everything has two digits.
const MAX_DIGITS: usize = 3;
/// More numbers than any sequence has would be a pasted text.
pub const MAX_NUMBERS: usize = 200;

/// Why something typed cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadFault {
    /// Nothing was typed.
    Nothing,
    /// A word that is no number.
    NoNumber(String),
    /// An odd run of digits, which cannot be cut into pairs.
    Uncut(String),
    /// More numbers than can be meant.
    TooMany,
}

/// Numbers in the order typed; `None` where a place was left open by `?`, `_` or `x`.
///
/// # Errors
/// The first thing that cannot be read.
pub fn read_numbers(text: &str) -> Result<Vec<Option<i64>>, ReadFault> {
    let mut numbers = Vec::new();
    for word in words(text) {
        read_word(&word, &mut numbers)?;
        if numbers.len() > MAX_NUMBERS {
            return Err(ReadFault::TooMany);
        }
    }
    if numbers.is_empty() { Err(ReadFault::Nothing) } else { Ok(numbers) }
}

/// Words between separators, in plain characters. A minus right behind a number separates: `40-27` is two numbers.
fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for c in text.chars().map(plain) {
        let is_sign = c == '-' && !before.is_alphanumeric() && !matches!(before, '-' | '?');
        let continues = c.is_alphanumeric() && before != '?';
        let starts_anew = c == '?' || (c.is_alphanumeric() && before == '?');
        if starts_anew || !(is_sign || continues) {
            words.push(String::new());
        }
        if (is_sign || c.is_alphanumeric() || c == '?')
            && let Some(word) = words.last_mut()
        {
            word.push(c);
        }
        before = c;
    }
    // A minus with nothing behind it was a dash between blanks.
    words.into_iter().filter(|word| !word.is_empty() && word != "-").collect()
}

/// Digits of other scripts as ours, dashes as minus, all marks of an open place as one.
fn plain(c: char) -> char {
    match c {
        '?' | '_' | '？' => '?',
        '−' | '－' | '–' | '—' => '-',
        c if c.is_whitespace() => ' ',
        c => digit(c).and_then(|value| char::from_digit(value, 10)).unwrap_or(c),
    }
}

/// The value of a decimal digit: ours, full-width, Arabic-Indic, extended Arabic-Indic, Devanagari.
fn digit(c: char) -> Option<u32> {
    const ZEROS: [char; 5] = ['0', '０', '٠', '۰', '०'];
    let of = |zero: char| u32::from(c).checked_sub(u32::from(zero)).filter(|&value| value < 10);
    ZEROS.into_iter().find_map(of)
}

fn read_word(word: &str, numbers: &mut Vec<Option<i64>>) -> Result<(), ReadFault> {
    if matches!(word, "?" | "x" | "X") {
        numbers.push(None);
        return Ok(());
    }
    let digits = word.strip_prefix('-').unwrap_or(word);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(ReadFault::NoNumber(word.to_owned()));
    }
    let is_negative = digits.len() < word.len();
    let significant = digits.trim_start_matches('0');
    if digits.len() <= MAX_DIGITS || significant.len() <= 1 {
        let value: i64 = significant.parse().unwrap_or(0);
        numbers.push(Some(if is_negative { -value } else { value }));
        return Ok(());
    }
    if !digits.len().is_multiple_of(2) || is_negative {
        return Err(ReadFault::Uncut(word.to_owned()));
    }
    // All bytes are digits of ours: two bytes are two of them.
    let pairs = (0..digits.len()).step_by(2).map(|start| digits[start..start + 2].parse().ok());
    numbers.extend(pairs);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<i64> {
        let numbers = read_numbers(text).unwrap_or_else(|fault| panic!("{text}: {fault:?}"));
        numbers.into_iter().map(|number| number.expect("no place was left open")).collect()
    }

    #[test]
    fn any_separator_will_do() {
        let texts = [
            "40,27,25",
            "40 27 25",
            " 40; 27 ;25. ",
            "40-27-25",
            "40.27.25",
            "40\n27\t25\r\n",
            "40/27*25#",
            "40、27，25",
            "(40) [27] {25}",
            "402725",
            "+40 +27 +25",
            "40 - 27 – 25",
            "４０　２７　２５",
            "٤٠ ٢٧ ٢٥",
            "040 027 025",
        ];
        for text in texts {
            assert_eq!(read(text), [40, 27, 25], "{text:?}");
        }
    }

    #[test]
    fn signs_and_single_digits_are_kept() {
        assert_eq!(read("-5,−3 ７ 0 00 100"), [-5, -3, 7, 0, 0, 100]);
        assert_eq!(read("4 0"), [4, 0]);
    }

    #[test]
    fn places_may_be_left_open() {
        assert_eq!(read_numbers("40 ? 25 _ x"), Ok(vec![Some(40), None, Some(25), None, None]));
        assert_eq!(read_numbers("40,,25"), Ok(vec![Some(40), Some(25)]));
        assert_eq!(read_numbers("40??25"), Ok(vec![Some(40), None, None, Some(25)]));
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        assert_eq!(read_numbers(" , ;\n- "), Err(ReadFault::Nothing));
        assert_eq!(read_numbers(""), Err(ReadFault::Nothing));
        assert_eq!(read_numbers("40 veinte 25"), Err(ReadFault::NoNumber("veinte".into())));
        assert_eq!(read_numbers("4o 27"), Err(ReadFault::NoNumber("4o".into())));
        assert_eq!(read_numbers("40272"), Err(ReadFault::Uncut("40272".into())));
        assert_eq!(read_numbers(&"12 ".repeat(MAX_NUMBERS + 1)), Err(ReadFault::TooMany));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused_and_never_a_panic(text in ".{0,120}") {
            if let Ok(numbers) = read_numbers(&text) {
                prop_assert!(!numbers.is_empty());
            }
        }

        #[test]
        fn numbers_of_two_digits_survive_any_separator(
            numbers in proptest::collection::vec(10..100_i64, 1..30),
            separator in "[ ,;./*#|-]",
        ) {
            let text = numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(&separator);
            prop_assert_eq!(read(&text), numbers);
        }
    }
}
