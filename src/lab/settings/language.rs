//! The languages of the page, as far as links, numbers and keys go by them. Their texts stand in `locales/`.
//!
//! Another language is a file of texts there, its code in the list of `src/ui/Cargo.toml`, and a row of [`LANGUAGES`].

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Language {
    /// Its code, in links and as the name of its file of texts.
    pub code: &'static str,
    /// Its name in itself.
    pub name: &'static str,
    /// The sign before decimals.
    pub decimal_sign: char,
    /// The sign between groups of three digits.
    pub group_sign: char,
    /// Digits of the longest whole number that is written without groups.
    pub n_ungrouped: usize,
    /// The letters of the chess pieces in its notation, small.
    pub piece_letters: PieceLetters,
}

/// The small letters by which a chess notation names the pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PieceLetters {
    /// King.
    pub king: char,
    /// Queen.
    pub queen: char,
    /// Rook.
    pub rook: char,
    /// Bishop.
    pub bishop: char,
    /// Knight.
    pub knight: char,
    /// Pawn.
    pub pawn: char,
}

/// All languages; the first one is the lecture's own, in which the page opens.
pub const LANGUAGES: [Language; 2] = [
    Language {
        code: "es",
        name: "Español",
        decimal_sign: ',',
        group_sign: '\u{202f}',
        n_ungrouped: 4,
        piece_letters: PieceLetters { king: 'r', queen: 'd', rook: 't', bishop: 'a', knight: 'c', pawn: 'p' },
    },
    Language {
        code: "en",
        name: "English",
        decimal_sign: '.',
        group_sign: ',',
        n_ungrouped: 3,
        piece_letters: PieceLetters { king: 'k', queen: 'q', rook: 'r', bishop: 'b', knight: 'n', pawn: 'p' },
    },
];

/// The codes of all languages, as links write them.
pub const LANGUAGE_CODES: [&str; LANGUAGES.len()] = {
    let mut codes = [""; LANGUAGES.len()];
    let mut idx = 0;
    while idx < codes.len() {
        codes[idx] = LANGUAGES[idx].code;
        idx += 1;
    }
    codes
};

/// Returns the language of a code; the first one for a code that is none.
#[must_use]
pub fn language(code: &str) -> &'static Language {
    const ALL: &[Language] = &LANGUAGES;
    ALL.iter().find(|language| language.code == code).unwrap_or(&ALL[0])
}

impl Language {
    /// Writes the decimals of a number, given with a point, in the way of this language.
    #[must_use]
    pub fn localised(&self, number: &str) -> String {
        number.replace('.', self.decimal_sign.encode_utf8(&mut [0; 4]))
    }

    /// Writes a whole number in groups of three digits.
    #[must_use]
    pub fn grouped(&self, value: u64) -> String {
        let digits = value.to_string();
        let mut text = String::new();
        for (idx, digit) in digits.chars().enumerate() {
            if idx > 0 && (digits.len() - idx).is_multiple_of(3) && digits.len() > self.n_ungrouped {
                text.push(self.group_sign);
            }
            text.push(digit);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_the_way_of_the_language() {
        let written = |code: &str| {
            let language = language(code);
            (language.localised("-1.25"), language.grouped(1797), language.grouped(60_000), language.grouped(1_234_567))
        };
        let of = |texts: [&str; 4]| (texts[0].into(), texts[1].into(), texts[2].into(), texts[3].into());
        assert_eq!(written("es"), of(["-1,25", "1797", "60\u{202f}000", "1\u{202f}234\u{202f}567"]));
        assert_eq!(written("en"), of(["-1.25", "1,797", "60,000", "1,234,567"]));
        assert_eq!(language("xx"), &LANGUAGES[0]);
        assert_eq!(LANGUAGE_CODES, ["es", "en"]);
    }
}
