//! A blocking client: one request, one connection, nothing hidden.

use std::collections::HashMap;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::{Value as Json, json};

/// Longest wait for an answer; a request that takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(40);

/// Somebody who sends requests.
#[derive(Debug, Clone)]
pub struct Client {
    pub address: SocketAddr,
    pub token: Option<String>,
    pub language: &'static str,
}

/// What came back.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    pub status: u16,
    pub headers: HashMap<String, String>,
    pub body: Vec<u8>,
}

impl Client {
    /// Sends one request as it is.
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Option<&[u8]>) -> Answer {
        self.try_send(method, path, headers, body).unwrap_or_else(|error| panic!("{method} {path}: {error}"))
    }

    /// Sends one request; an error when the server closes the connection.
    pub fn try_send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&[u8]>,
    ) -> std::io::Result<Answer> {
        let mut stream = TcpStream::connect(self.address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let mut head = format!("{method} {path} HTTP/1.1\r\nHost: it\r\nConnection: close\r\n");
        if !self.language.is_empty() {
            head.push_str(&format!("Accept-Language: {}\r\n", self.language));
        }
        if let Some(token) = &self.token {
            head.push_str(&format!("Authorization: Bearer {token}\r\n"));
        }
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!("Content-Length: {}\r\n\r\n", body.map_or(0, <[u8]>::len)));
        // A server that refuses early may not read everything; its answer counts.
        let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.unwrap_or_default()));
        let mut bytes = Vec::new();
        let outcome = stream.read_to_end(&mut bytes);
        Answer::parse(&bytes).ok_or_else(|| outcome.err().unwrap_or(std::io::ErrorKind::UnexpectedEof.into()))
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], None)
    }

    pub fn post(&self, path: &str, body: Json) -> Answer {
        self.post_with(path, &[], body)
    }

    pub fn post_with(&self, path: &str, headers: &[(&str, &str)], body: Json) -> Answer {
        self.send("POST", path, headers, Some(body.to_string().as_bytes()))
    }

    pub fn patch(&self, object: &str, id: &str, revision: i64, body: Json) -> Answer {
        let headers = [("If-Match", format!("\"{revision}\""))];
        let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.send("PATCH", &format!("/api/v1/records/{object}/{id}"), &headers, Some(body.to_string().as_bytes()))
    }

    pub fn delete(&self, object: &str, id: &str, revision: i64) -> Answer {
        let revision = format!("\"{revision}\"");
        self.send("DELETE", &format!("/api/v1/records/{object}/{id}"), &[("If-Match", &revision)], None)
    }

    /// Tries to create a record.
    pub fn try_create(&self, object: &str, body: Json) -> Answer {
        self.post(&format!("/api/v1/records/{object}"), body)
    }

    /// Creates a record.
    pub fn create(&self, object: &str, body: Json) -> Json {
        self.try_create(object, body).expect(201)
    }

    /// Reads a record that is there.
    pub fn read(&self, object: &str, id: &str) -> Json {
        self.try_read(object, id).expect(200)
    }

    pub fn try_read(&self, object: &str, id: &str) -> Answer {
        self.get(&format!("/api/v1/records/{object}/{id}"))
    }

    /// Lists with a query string.
    pub fn list(&self, object: &str, parameters: &[(&str, &str)]) -> Answer {
        let pairs: Vec<String> = parameters.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        self.get(&format!("/api/v1/records/{object}?{}", pairs.join("&")))
    }

    /// Lists with a filter.
    pub fn find(&self, object: &str, filter: Json) -> Answer {
        self.post(&format!("/api/v1/records/{object}/query"), json!({"filter": filter, "limit": 200, "count": "exact"}))
    }
}

impl Answer {
    fn parse(bytes: &[u8]) -> Option<Self> {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
        let head = std::str::from_utf8(&bytes[..end]).ok()?;
        let mut lines = head.split("\r\n");
        let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
        let mut headers: HashMap<String, String> = HashMap::new();
        for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
            // Several cookies come as several headers; here they are lines of one.
            let before = headers.remove(&name.to_ascii_lowercase());
            let value = before.map_or_else(|| value.to_owned(), |before| format!("{before}\n{value}"));
            headers.insert(name.to_ascii_lowercase(), value);
        }
        let mut body = bytes[end + 4..].to_vec();
        if headers.get("transfer-encoding").is_some_and(|value| value == "chunked") {
            body = unchunked(&body)?;
        }
        let length = headers.get("content-length").and_then(|length| length.parse::<usize>().ok());
        if length.is_some_and(|length| body.len() < length) {
            return None;
        }
        Some(Self { status, headers, body })
    }

    /// The body as JSON.
    pub fn json(&self) -> Json {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("not JSON: {}", self.text()))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The JSON body of an answer with this status.
    pub fn expect(&self, status: u16) -> Json {
        assert_eq!(self.status, status, "{}", self.text());
        if self.body.is_empty() { Json::Null } else { self.json() }
    }

    /// The code of a refusal.
    pub fn code(&self) -> String {
        assert!(self.status >= 400, "not a refusal: {} {}", self.status, self.text());
        self.json()["error"]["code"].as_str().unwrap_or_default().to_owned()
    }

    /// A refusal with this status and code; its text is never empty.
    pub fn refused(&self, status: u16, code: &str) -> &Self {
        assert_eq!((self.status, self.code().as_str()), (status, code), "{}", self.text());
        let error = &self.json()["error"];
        assert!(!error["message"].as_str().unwrap().is_empty(), "no message: {error}");
        assert!(!error["request_id"].as_str().unwrap().is_empty(), "no request id: {error}");
        self
    }

    /// Codes and paths of the problems, sorted.
    pub fn problems(&self) -> Vec<(String, String)> {
        let json = self.json();
        let problems = json["error"]["problems"].as_array().or(json["problems"].as_array()).unwrap();
        let text = |problem: &Json, key: &str| problem[key].as_str().unwrap_or_default().to_owned();
        let mut found: Vec<_> = problems.iter().map(|problem| (text(problem, "code"), text(problem, "path"))).collect();
        for problem in problems {
            assert!(!text(problem, "message").is_empty(), "a problem without text: {problem}");
        }
        found.sort();
        found
    }

    /// Has exactly these problems.
    pub fn tells(&self, wanted: &[(&str, &str)]) -> &Self {
        let mut wanted: Vec<(String, String)> =
            wanted.iter().map(|(code, path)| ((*code).to_owned(), (*path).to_owned())).collect();
        wanted.sort();
        assert_eq!(self.problems(), wanted, "{}", self.text());
        self
    }

    /// The value of the refresh cookie that the answer sets.
    pub fn cookie(&self) -> String {
        self.cookie_named("tenon_refresh")
    }

    /// A cookie that the answer sets, as the browser sends it back.
    pub fn cookie_named(&self, name: &str) -> String {
        let cookies = self.headers.get("set-cookie").expect("no cookie was set");
        let cookie = cookies.lines().find(|cookie| cookie.starts_with(&format!("{name}=")));
        cookie.expect("no such cookie").split(';').next().unwrap().to_owned()
    }

    /// The body without what differs between two equal refusals: request id and the given words.
    pub fn without(&self, words: &[&str]) -> String {
        let mut json = self.json();
        if let Some(error) = json["error"].as_object_mut() {
            error.remove("request_id");
        }
        words.iter().fold(json.to_string(), |text, word| text.replace(word, "•"))
    }
}

fn unchunked(bytes: &[u8]) -> Option<Vec<u8>> {
    let (mut body, mut rest) = (Vec::new(), bytes);
    loop {
        let end = rest.windows(2).position(|window| window == b"\r\n")?;
        let size = usize::from_str_radix(std::str::from_utf8(&rest[..end]).ok()?, 16).ok()?;
        rest = &rest[end + 2..];
        if size == 0 {
            return Some(body);
        }
        body.extend_from_slice(rest.get(..size)?);
        rest = rest.get(size + 2..)?;
    }
}

/// Percent-encoded for a query string.
pub fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
