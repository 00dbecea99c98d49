//! `tenon.toml` in the data folder.

use serde::Deserialize;

/// What the file may say; unknown keys are errors.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FileSettings {
    /// Address and port.
    pub listen: Option<String>,
    /// PostgreSQL URL instead of the embedded database.
    pub database: Option<String>,
    /// Threads that answer requests.
    pub workers: Option<String>,
    /// Connections to PostgreSQL.
    pub connections: Option<String>,
    /// Cookies only over https.
    pub secure_cookies: Option<String>,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Option<String>,
}

impl FileSettings {
    /// Reads the text of the file.
    ///
    /// # Errors
    /// One sentence with the place of the mistake.
    pub fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }
}
