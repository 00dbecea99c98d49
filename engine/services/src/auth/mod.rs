//! Sign-in: passwords, short access tokens, rotating refresh tokens.

mod login;
mod password;
mod session;
mod throttle;
mod token;

pub use login::{Credentials, Session, login};
pub use session::{logout, refresh};
pub use token::{Access, access};

pub(crate) use password::hash;
pub(crate) use throttle::Throttle;
