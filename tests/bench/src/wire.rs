//! HTTP/1.1 over one kept connection: just enough of a client to cost little beside the servers it measures.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::Outcome;

/// Longest answer that is read.
const LIMIT: usize = 64 * 1024 * 1024;

/// A kept connection.
pub(crate) struct Wire {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// An answer.
#[derive(Debug, Default)]
pub(crate) struct Reply {
    /// Status.
    pub(crate) status: u16,
    /// The number in `ETag`.
    pub(crate) revision: Option<i64>,
    /// Body.
    pub(crate) body: Vec<u8>,
}

impl Reply {
    /// The body as JSON; anything but a success is told as an error.
    pub(crate) fn json(&self) -> Outcome<serde_json::Value> {
        if !(200..300).contains(&self.status) {
            return Err(format!("status {}: {}", self.status, String::from_utf8_lossy(&self.body)).into());
        }
        Ok(serde_json::from_slice(&self.body)?)
    }
}

impl Wire {
    /// Connects.
    pub(crate) async fn connect(address: &str) -> Outcome<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(64 * 1024) })
    }

    /// Sends a request and reads the whole answer into `reply`.
    pub(crate) async fn exchange(&mut self, request: &[u8], reply: &mut Reply) -> Outcome<()> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let head = loop {
            self.fill().await?;
            if let Some(end) = self.buffer.windows(4).position(|four| four == b"\r\n\r\n") {
                break end + 4;
            }
        };
        let length = self.head(head, reply)?;
        while self.buffer.len() < head + length {
            self.fill().await?;
        }
        reply.body.clear();
        reply.body.extend_from_slice(self.buffer.get(head..head + length).unwrap_or_default());
        Ok(())
    }

    async fn fill(&mut self) -> Outcome<()> {
        if self.stream.read_buf(&mut self.buffer).await? == 0 || self.buffer.len() > LIMIT {
            return Err("the server ended the connection".into());
        }
        Ok(())
    }

    fn head(&self, end: usize, reply: &mut Reply) -> Outcome<usize> {
        let head = std::str::from_utf8(self.buffer.get(..end).unwrap_or_default())?;
        let mut lines = head.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|word| word.parse().ok());
        reply.status = status.ok_or("no status")?;
        reply.revision = None;
        let mut length = 0;
        for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
            if name.eq_ignore_ascii_case("content-length") {
                length = value.parse()?;
            } else if name.eq_ignore_ascii_case("etag") {
                reply.revision = value.trim_matches('"').parse().ok();
            } else if name.eq_ignore_ascii_case("transfer-encoding") {
                return Err("an answer in chunks".into());
            }
        }
        Ok(length)
    }
}

/// The bytes of a request.
pub(crate) fn request(method: &str, path: &str, token: Option<&str>, revision: Option<i64>, body: &str) -> Vec<u8> {
    let mut text = format!("{method} {path} HTTP/1.1\r\nHost: bench\r\n");
    if let Some(token) = token {
        text.push_str(&format!("Authorization: Bearer {token}\r\n"));
    }
    if let Some(revision) = revision {
        text.push_str(&format!("If-Match: \"{revision}\"\r\n"));
    }
    if !body.is_empty() {
        text.push_str(&format!("Content-Type: application/json\r\nContent-Length: {}\r\n", body.len()));
    }
    text.push_str("\r\n");
    text.push_str(body);
    text.into_bytes()
}

/// One request on a connection of its own.
pub(crate) async fn once(
    address: &str,
    method: &str,
    path: &str,
    token: Option<&str>,
    body: &str,
) -> Outcome<serde_json::Value> {
    let mut reply = Reply::default();
    Wire::connect(address).await?.exchange(&request(method, path, token, None, body), &mut reply).await?;
    reply.json().map_err(|error| format!("{method} {path}: {error}").into())
}

/// Signs in and answers the access token.
pub(crate) async fn sign_in(address: &str, login: &str, password: &str) -> Outcome<String> {
    let body = serde_json::json!({"login": login, "password": password}).to_string();
    let answer = once(address, "POST", "/api/v1/auth/login", None, &body).await?;
    let token = answer.get("access_token").and_then(serde_json::Value::as_str);
    Ok(token.ok_or("no access token")?.to_owned())
}
