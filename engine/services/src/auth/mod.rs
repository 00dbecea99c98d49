//! Sign-in: passwords, short access tokens, rotating refresh tokens, and what slows down guessing.

mod brake;
mod change_password;
mod device;
mod ended;
mod login;
mod one_time;
mod opening;
mod own_sessions;
mod password;
mod password_rules;
mod reset_password;
mod rules;
mod second_factor;
mod second_step;
mod session;
mod setup;
mod token;
mod totp;

pub use change_password::{PasswordBody, change_password};
pub use login::{Credentials, login};
pub use opening::{Caller, Session};
pub use own_sessions::{end_other_sessions, end_own_session, end_sessions_of, own_sessions, sessions_of};
pub use reset_password::{ResetBody, reset_password, start_reset};
pub use rules::{SignInRules, put_sign_in_rules, sign_in_rules};
pub use second_factor::{
    CodeBody, ProofBody, confirm_second_factor, new_recovery_codes, own_second_factor, remove_second_factor,
    remove_second_factor_of, start_second_factor,
};
pub use second_step::{SecondStepBody, SignIn, enrol, second_step};
pub use session::{logout, refresh};
pub use setup::{SetupBody, new_setup_token, set_up, setup_wanted};
pub use token::{Access, access};
pub use totp::totp_code;

pub(crate) use brake::LONGEST_MEMORY;
pub(crate) use ended::Ended;
pub(crate) use opening::fresh_token;
pub(crate) use own_sessions::end_all_of;
pub(crate) use password::hash;
pub(crate) use password_rules::check as check_password;
pub(crate) use reset_password::{invite, told as told_invitation};
