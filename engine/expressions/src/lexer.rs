//! Text to tokens. Full-width signs and Chinese quotes mean the same as their plain forms, because that is what
//! an input method for Chinese types.

use rust_decimal::Decimal;

use crate::error::{ErrorCode, ExpressionError, Span};
use crate::{BinaryOperator, Limits, exact};

/// The smallest meaningful piece of text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Token {
    Number(Decimal),
    Text(String),
    Word(String),
    Operator(BinaryOperator),
    Open,
    Close,
    Comma,
    Point,
}

impl Token {
    /// How a message names it.
    pub(crate) fn describe(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Text(text) => format!("\"{text}\""),
            Self::Word(word) => word.clone(),
            Self::Operator(operator) => operator.sign().to_owned(),
            Self::Open => "(".to_owned(),
            Self::Close => ")".to_owned(),
            Self::Comma => ",".to_owned(),
            Self::Point => ".".to_owned(),
        }
    }
}

/// Reads all tokens.
pub(crate) fn tokens(text: &str) -> Result<Vec<(Token, Span)>, ExpressionError> {
    let characters: Vec<char> = text.chars().take(Limits::SOURCE_CHARS + 1).collect();
    if characters.len() > Limits::SOURCE_CHARS {
        let span = Span::new(0, Limits::SOURCE_CHARS);
        return Err(ExpressionError::new(ErrorCode::SourceTooLong, span).with("max", Limits::SOURCE_CHARS));
    }
    let mut lexer = Lexer { characters, at: 0 };
    let mut found = Vec::new();
    loop {
        while lexer.peek(0).is_some_and(char::is_whitespace) {
            lexer.at += 1;
        }
        let start = lexer.at;
        match lexer.next()? {
            Some(token) => found.push((token, Span::new(start, lexer.at))),
            None => return Ok(found),
        }
    }
}

struct Lexer {
    characters: Vec<char>,
    at: usize,
}

impl Lexer {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.characters.get(self.at + ahead).copied().map(half_width)
    }

    fn next(&mut self) -> Result<Option<Token>, ExpressionError> {
        use BinaryOperator as B;
        let Some(first) = self.peek(0) else { return Ok(None) };
        let second = self.peek(1);
        let (token, length) = match (first, second) {
            ('0'..='9', _) => return self.number().map(Some),
            ('.', Some('0'..='9')) if !self.after_name() => return self.number().map(Some),
            ('"' | '“' | '”', _) => return self.text().map(Some),
            ('a'..='z' | 'A'..='Z' | '_', _) => return Ok(Some(self.word())),
            ('<', Some('>')) | ('!', Some('=')) => (Token::Operator(B::NotEqual), 2),
            ('≠', _) => (Token::Operator(B::NotEqual), 1),
            ('<', Some('=')) => (Token::Operator(B::LessOrEqual), 2),
            ('≤', _) => (Token::Operator(B::LessOrEqual), 1),
            ('>', Some('=')) => (Token::Operator(B::GreaterOrEqual), 2),
            ('≥', _) => (Token::Operator(B::GreaterOrEqual), 1),
            ('<', _) => (Token::Operator(B::Less), 1),
            ('>', _) => (Token::Operator(B::Greater), 1),
            ('=', _) => (Token::Operator(B::Equal), 1),
            ('&', _) => (Token::Operator(B::Join), 1),
            ('+', _) => (Token::Operator(B::Add), 1),
            ('-' | '−', _) => (Token::Operator(B::Subtract), 1),
            ('*' | '×', _) => (Token::Operator(B::Multiply), 1),
            ('/' | '÷', _) => (Token::Operator(B::Divide), 1),
            ('(', _) => (Token::Open, 1),
            (')', _) => (Token::Close, 1),
            (',' | '、', _) => (Token::Comma, 1),
            ('.', _) => (Token::Point, 1),
            _ => {
                let span = Span::new(self.at, self.at + 1);
                let shown = self.characters[self.at].to_string();
                return Err(ExpressionError::new(ErrorCode::CharacterUnexpected, span).with("character", shown));
            }
        };
        self.at += length;
        Ok(Some(token))
    }

    /// Whether the character before is part of a word: then a point belongs to a path, not to a number.
    fn after_name(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|at| self.characters.get(at));
        before.is_some_and(|character| character.is_ascii_alphanumeric() || *character == '_')
    }

    fn word(&mut self) -> Token {
        let mut word = String::new();
        while let Some(character @ ('a'..='z' | 'A'..='Z' | '0'..='9' | '_')) = self.peek(0) {
            word.push(character);
            self.at += 1;
        }
        Token::Word(word)
    }

    fn number(&mut self) -> Result<Token, ExpressionError> {
        let start = self.at;
        let mut digits = String::new();
        let mut point = false;
        loop {
            match self.peek(0) {
                Some(digit @ '0'..='9') => digits.push(digit),
                Some('.') if !point && matches!(self.peek(1), Some('0'..='9')) => {
                    point = true;
                    if digits.is_empty() {
                        digits.push('0');
                    }
                    digits.push('.');
                }
                _ => break,
            }
            self.at += 1;
        }
        // The exact reader refuses what the ordinary one would quietly round.
        let number = Decimal::from_str_exact(&digits).ok().filter(|number| exact::admitted(*number) == Some(*number));
        let refused = || ExpressionError::new(ErrorCode::NumberTooLarge, Span::new(start, self.at));
        number.map(Token::Number).ok_or_else(refused)
    }

    fn text(&mut self) -> Result<Token, ExpressionError> {
        let start = self.at;
        // Inside a text the characters count as they are; only the quote that closes it is special.
        let (closing, doubles) = match self.characters[start] {
            '“' | '”' => ('”', false),
            same => (same, true),
        };
        self.at += 1;
        let mut text = String::new();
        while let Some(&character) = self.characters.get(self.at) {
            self.at += 1;
            if character != closing {
                text.push(character);
            } else if doubles && self.characters.get(self.at) == Some(&closing) {
                text.push(closing);
                self.at += 1;
            } else {
                return Ok(Token::Text(text));
            }
        }
        Err(ExpressionError::new(ErrorCode::TextNotClosed, Span::new(start, self.at)))
    }
}

/// The plain form of a full-width sign (U+FF01 to U+FF5E); everything else stays.
pub(crate) fn half_width(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
        '。' => '.',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokens(text).expect("tokens").iter().map(|(token, _)| token.describe()).collect()
    }

    #[test]
    fn full_width_signs_are_the_plain_ones() {
        assert_eq!(words("ＩＦ（a＝1，“主管”　，2）"), words("IF(a=1,\"主管\",2)"));
        assert_eq!(words("a≥1 ＜＞ ２．５"), ["a", ">=", "1", "<>", "2.5"]);
    }

    #[test]
    fn signs_inside_a_text_stay_as_they_are() {
        assert_eq!(tokens("\"（甲，乙）\"").expect("tokens")[0].0, Token::Text("（甲，乙）".to_owned()));
        assert_eq!(tokens("\"say \"\"hi\"\"\"").expect("tokens")[0].0, Token::Text("say \"hi\"".to_owned()));
    }

    #[test]
    fn positions_count_characters_not_bytes() {
        let error = tokens("\"主管\" # 1").expect_err("a stray sign");
        assert_eq!((error.code, error.position), (ErrorCode::CharacterUnexpected, Span::new(5, 6)));
    }

    #[test]
    fn a_number_is_never_rounded() {
        for text in ["1.00000000000000000000000000000001", "0.0000000000001", "10000000000000000000000000000"] {
            let error = tokens(text).expect_err("too many digits");
            assert_eq!(error.code, ErrorCode::NumberTooLarge, "{text}");
        }
        assert_eq!(words("9999999999999999999999999999 0.000000000001 1.5000000000000").len(), 3);
    }
}
