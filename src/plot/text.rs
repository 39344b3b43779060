//! Line wrapping of text.

/// Wraps text to lines of at most `n_letters`, between words or between the settings of an address; a longer word takes
/// its own line. Text beyond `most_lines` is cut off with a visible sign.
#[must_use]
pub fn wrapped(text: &str, n_letters: usize, most_lines: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_inclusive([' ', '&']) {
        let n_before = lines.last().map_or(0, |line| line.chars().count());
        if n_before > 0 && n_before + word.trim_end().chars().count() > n_letters {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(word);
        }
    }
    let is_cut = lines.len() > most_lines;
    lines.truncate(most_lines);
    if let Some(last) = lines.last_mut().filter(|_| is_cut) {
        last.push('…');
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_what_is_cut_off_is_shown_to_be() {
        assert_eq!(wrapped("the mean of all", 8, 3), ["the mean ", "of all"]);
        assert_eq!(wrapped("chapter=pca&data=digits", 14, 3), ["chapter=pca&", "data=digits"]);
        assert_eq!(wrapped("one two three four", 5, 2), ["one ", "two …"]);
        assert_eq!(wrapped("", 5, 2), [""]);
        assert_eq!(wrapped("unbreakable", 3, 2), ["unbreakable"]);
    }
}
