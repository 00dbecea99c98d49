//! Where in a JSON text a value stands: from JSON pointers to lines and columns. The text has been read as JSON before.

use std::collections::HashMap;

/// Line and column, both from 1; columns count characters.
pub(crate) type Place = (usize, usize);

/// The place of every value of a JSON text, by JSON pointer; the whole text has the pointer ``.
pub(crate) fn places(text: &str) -> HashMap<String, Place> {
    let mut scan = Scan { bytes: text.as_bytes(), text, at: 0, line: 1, start: 0, places: HashMap::new() };
    scan.value(String::new());
    scan.places
}

/// The place of a pointer, or of the nearest value around it.
pub(crate) fn place_of(places: &HashMap<String, Place>, pointer: &str) -> Place {
    let mut place = pointer;
    loop {
        if let Some(found) = places.get(place) {
            return *found;
        }
        match place.rsplit_once('/') {
            Some((around, _)) => place = around,
            None => return (1, 1),
        }
    }
}

struct Scan<'a> {
    bytes: &'a [u8],
    text: &'a str,
    at: usize,
    line: usize,
    /// Where the line begins.
    start: usize,
    places: HashMap<String, Place>,
}

impl Scan<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn step(&mut self) {
        let ends_line = self.peek() == Some(b'\n');
        self.at += 1;
        if ends_line {
            self.line += 1;
            self.start = self.at;
        }
    }

    fn blank(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.step();
        }
    }

    fn value(&mut self, pointer: String) {
        self.blank();
        let column = self.text.get(self.start..self.at).map_or(0, |before| before.chars().count()) + 1;
        self.places.insert(pointer.clone(), (self.line, column));
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
            self.value(format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1")));
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
    fn every_value_has_its_place() {
        let text = "{\n  \"name\": \"a\\\"b\",\n  \"fields\": [\n    {\"name\": \"x\"},\n    {\n      \"label\": {\"zh-CN\": \"合\", \"en\": \"\\n\"}\n    }\n  ],\n  \"a/b\": -1.5e3\n}\n";
        let places = places(text);
        for (pointer, place) in [
            ("", (1, 1)),
            ("/name", (2, 11)),
            ("/fields", (3, 13)),
            ("/fields/0/name", (4, 14)),
            ("/fields/1", (5, 5)),
            ("/fields/1/label/zh-CN", (6, 26)),
            // Characters, not bytes.
            ("/fields/1/label/en", (6, 37)),
            ("/a~1b", (9, 10)),
        ] {
            assert_eq!(places.get(pointer), Some(&place), "{pointer}");
        }
        assert_eq!(place_of(&places, "/fields/1/label/fr"), (6, 16), "the nearest value around");
        assert_eq!(place_of(&places, "/nowhere"), (1, 1));
    }

    #[test]
    fn what_is_no_json_does_not_hang() {
        for text in ["", "{", "[", "{\"a\"", "[1,", "\"", "{]", "[}"] {
            assert!(places(text).len() < 10, "{text}");
        }
    }
}
