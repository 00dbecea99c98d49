//! Settings: flags over environment over `tenon.toml` over defaults, resolved once at start into typed values.

mod file;
mod networks;
mod resolve;

pub use file::FileSettings;
pub use networks::Network;
pub use resolve::{Flags, HttpSettings, SETTINGS, SettingError, SettingHelp, Settings, StoreSettings, resolve};
