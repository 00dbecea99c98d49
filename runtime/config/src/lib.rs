//! Settings: flags over environment over `tenon.toml` over defaults, resolved once at start into typed values.

mod file;
mod resolve;

pub use file::FileSettings;
pub use resolve::{Flags, HttpSettings, SETTINGS, SettingError, SettingHelp, Settings, StoreSettings, resolve};
