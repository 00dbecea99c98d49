//! Three layers of text into one typed value.

use std::net::SocketAddr;
use std::path::PathBuf;

use crate::{FileSettings, Network};

/// A setting as `tenon help settings` shows it.
#[derive(Debug, Clone, Copy)]
pub struct SettingHelp {
    /// Key in `tenon.toml`; the flag is `--key`, the variable `TENON_KEY`.
    pub key: &'static str,
    /// Value when nothing is said.
    pub default: &'static str,
    /// What it does.
    pub help: &'static str,
}

/// Every setting.
pub const SETTINGS: &[SettingHelp] = &[
    SettingHelp {
        key: "data",
        default: "data",
        help: "Data folder: database, files, keys, fonts. Not in tenon.toml, which lies in it.",
    },
    SettingHelp { key: "listen", default: "127.0.0.1:8400", help: "Address and port of the HTTP server." },
    SettingHelp {
        key: "database",
        default: "",
        help: "PostgreSQL URL; without one, the embedded database in the data folder.",
    },
    SettingHelp { key: "workers", default: "one per core", help: "Threads that answer requests, 1 to 256." },
    SettingHelp { key: "connections", default: "16", help: "Connections to PostgreSQL, 2 to 1000." },
    SettingHelp {
        key: "secure-cookies",
        default: "false",
        help: "true behind https: the session cookie is then never sent in the clear.",
    },
    SettingHelp {
        key: "trusted-proxies",
        default: "",
        help: "Addresses or networks of proxies, by commas, whose X-Forwarded-For tells who asks.",
    },
];

/// Values given as flags or environment variables, as text.
#[derive(Debug, Clone, Default)]
pub struct Flags {
    /// `--data`.
    pub data: Option<PathBuf>,
    /// The others, named as in the file.
    pub values: FileSettings,
}

/// Every setting, typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Data folder.
    pub data: PathBuf,
    /// The HTTP server.
    pub http: HttpSettings,
    /// The database.
    pub store: StoreSettings,
}

/// The HTTP server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpSettings {
    /// Address and port.
    pub listen: SocketAddr,
    /// Threads that answer requests.
    pub workers: usize,
    /// Cookies only over https.
    pub secure_cookies: bool,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<Network>,
}

/// The database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreSettings {
    /// `tenon.db` in the data folder.
    Embedded,
    /// A PostgreSQL server.
    Postgres {
        /// Its URL, with the password: never shown.
        url: String,
        /// Connections at most.
        connections: usize,
    },
}

/// A value without meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingError {
    /// The setting.
    pub key: String,
    /// What is wanted.
    pub wanted: String,
}

/// Resolves the settings: a flag or variable wins over the file.
///
/// # Errors
/// Every value without meaning.
pub fn resolve(flags: &Flags, file: &FileSettings, cores: usize) -> Result<Settings, Vec<SettingError>> {
    let mut errors = Vec::new();
    let pick = |one: &Option<String>, other: &Option<String>| one.clone().or_else(|| other.clone());
    let listen = pick(&flags.values.listen, &file.listen).unwrap_or_else(|| "127.0.0.1:8400".to_owned());
    let listen = parsed(&listen, "listen", "an address and port such as 127.0.0.1:8400", &mut errors);
    let workers = number(pick(&flags.values.workers, &file.workers), "workers", cores.max(1), 1, 256, &mut errors);
    let connections =
        number(pick(&flags.values.connections, &file.connections), "connections", 16, 2, 1000, &mut errors);
    let secure = pick(&flags.values.secure_cookies, &file.secure_cookies).unwrap_or_else(|| "false".to_owned());
    let secure = parsed(&secure, "secure-cookies", "true or false", &mut errors);
    let proxies = pick(&flags.values.trusted_proxies, &file.trusted_proxies).unwrap_or_default();
    let named: Vec<&str> = proxies.split(',').map(str::trim).filter(|text| !text.is_empty()).collect();
    let trusted_proxies: Vec<Network> = named.iter().filter_map(|text| Network::parse(text)).collect();
    if trusted_proxies.len() != named.len() {
        errors.push(SettingError {
            key: "trusted-proxies".to_owned(),
            wanted: "addresses or networks such as 127.0.0.1, 10.0.0.0/8".to_owned(),
        });
    }
    let store = match pick(&flags.values.database, &file.database).filter(|url| !url.is_empty()) {
        Some(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
            StoreSettings::Postgres { url, connections }
        }
        Some(_) => {
            errors.push(SettingError {
                key: "database".to_owned(),
                wanted: "a URL that begins with postgres://".to_owned(),
            });
            StoreSettings::Embedded
        }
        None => StoreSettings::Embedded,
    };
    let (Some(listen), Some(secure_cookies)) = (listen, secure) else { return Err(errors) };
    if !errors.is_empty() {
        return Err(errors);
    }
    let data = flags.data.clone().unwrap_or_else(|| PathBuf::from("data"));
    Ok(Settings { data, http: HttpSettings { listen, workers, secure_cookies, trusted_proxies }, store })
}

fn parsed<T: std::str::FromStr>(text: &str, key: &str, wanted: &str, errors: &mut Vec<SettingError>) -> Option<T> {
    let value = text.trim().parse().ok();
    if value.is_none() {
        errors.push(SettingError { key: key.to_owned(), wanted: wanted.to_owned() });
    }
    value
}

fn number(
    text: Option<String>,
    key: &str,
    usual: usize,
    min: usize,
    max: usize,
    errors: &mut Vec<SettingError>,
) -> usize {
    let Some(text) = text else { return usual };
    match text.trim().parse() {
        Ok(value) if (min..=max).contains(&value) => value,
        _ => {
            errors.push(SettingError { key: key.to_owned(), wanted: format!("{min} to {max}") });
            usual
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flag_wins_over_the_file_and_the_file_over_the_default() {
        let file = FileSettings::parse("listen = \"127.0.0.1:9000\"\nworkers = \"3\"").unwrap();
        let flags = Flags {
            values: FileSettings { listen: Some("127.0.0.1:9001".to_owned()), ..FileSettings::default() },
            ..Flags::default()
        };
        let settings = resolve(&flags, &file, 8).unwrap();
        assert_eq!(settings.http.listen.port(), 9001);
        assert_eq!(settings.http.workers, 3);
        assert_eq!(settings.store, StoreSettings::Embedded);
    }

    #[test]
    fn every_value_without_meaning_is_told() {
        let file = FileSettings::parse(
            "listen = \"here\"\nworkers = \"0\"\ndatabase = \"mysql://x\"\ntrusted_proxies = \"10.0.0.1, proxy\"",
        )
        .unwrap();
        let errors = resolve(&Flags::default(), &file, 2).unwrap_err();
        let keys: Vec<&str> = errors.iter().map(|error| error.key.as_str()).collect();
        assert_eq!(keys, ["listen", "workers", "trusted-proxies", "database"]);
        assert!(FileSettings::parse("lisen = 1").is_err());
    }
}
