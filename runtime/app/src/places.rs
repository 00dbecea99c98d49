//! Where in a JSON text a value stands: from JSON pointers to lines. The text has been read as JSON before.

use std::collections::HashMap;

/// The line of every value of a JSON text, by JSON pointer; the whole text has the pointer ``.
pub(crate) fn lines(text: &str) -> HashMap<String, usize> {
    let mut scan = Scan { bytes: text.as_bytes(), text, at: 0, line: 1, lines: HashMap::new() };
    scan.value(String::new());
    scan.lines
}

/// The line of a pointer, or of the nearest value around it.
pub(crate) fn line_of(lines: &HashMap<String, usize>, pointer: &str) -> usize {
    let mut place = pointer;
    loop {
        if let Some(line) = lines.get(place) {
            return *line;
        }
        match place.rsplit_once('/') {
            Some((around, _)) => place = around,
            None => return 1,
        }
    }
}

struct Scan<'a> {
    bytes: &'a [u8],
    text: &'a str,
    at: usize,
    line: usize,
    lines: HashMap<String, usize>,
}

impl Scan<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn step(&mut self) {
        if self.peek() == Some(b'\n') {
            self.line += 1;
        }
        self.at += 1;
    }

    fn blank(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.step();
        }
    }

    fn value(&mut self, pointer: String) {
        self.blank();
        self.lines.insert(pointer.clone(), self.line);
        match self.peek() {
            Some(b'{') => self.members(&pointer, b'}', true),
            Some(b'[') => self.members(&pointer, b']', false),
            Some(b'"') => {
                self.word();
            }
            _ => {
                while self.peek().is_some_and(|byte| !matches!(byte, b',' | b'}' | b']') && !byte.is_ascii_whitespace())
                {
                    self.step();
                }
            }
        }
    }

    fn members(&mut self, pointer: &str, end: u8, has_names: bool) {
        self.step();
        for index in 0.. {
            self.blank();
            let start = self.at;
            match self.peek() {
                None => return,
                Some(byte) if byte == end => {
                    self.step();
                    return;
                }
                _ => {}
            }
            let name = if has_names {
                let name = self.word();
                self.blank();
                self.step();
                name
            } else {
                index.to_string()
            };
            self.value(format!("{pointer}/{name}"));
            self.blank();
            // What belongs nowhere, as in `[}`, is passed over, so that every round comes further.
            if self.peek() == Some(b',') || self.at == start {
                self.step();
            }
        }
    }

    /// A text in quotes, as it reads.
    fn word(&mut self) -> String {
        let start = self.at;
        self.step();
        while let Some(byte) = self.peek() {
            self.step();
            match byte {
                b'\\' => self.step(),
                b'"' => break,
                _ => {}
            }
        }
        let source = self.text.get(start..self.at).unwrap_or_default();
        serde_json::from_str(source).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_has_its_line() {
        let text = "{\n  \"name\": \"a\\\"b\",\n  \"fields\": [\n    {\"name\": \"x\"},\n    {\n      \"label\": {\"zh-CN\": \"合\", \"en\": \"\\n\"}\n    }\n  ],\n  \"n\": -1.5e3\n}\n";
        let lines = lines(text);
        for (pointer, line) in [
            ("", 1),
            ("/name", 2),
            ("/fields", 3),
            ("/fields/0/name", 4),
            ("/fields/1", 5),
            ("/fields/1/label/en", 6),
            ("/n", 9),
        ] {
            assert_eq!(lines.get(pointer), Some(&line), "{pointer}");
        }
        assert_eq!(line_of(&lines, "/fields/1/label/fr"), 6, "the nearest value around");
        assert_eq!(line_of(&lines, "/nowhere"), 1);
    }

    #[test]
    fn what_is_no_json_does_not_hang() {
        for text in ["", "{", "[", "{\"a\"", "[1,", "\"", "{]", "[}"] {
            assert!(lines(text).len() < 10, "{text}");
        }
    }
}
