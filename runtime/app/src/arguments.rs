//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use runtime_config::{FileSettings, Flags};

/// Tenon (榫卯): business applications joined from metadata, without code.
#[derive(Debug, Parser)]
#[command(name = "tenon", version, about)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) settings: SettingArguments,
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

/// Settings; `tenon settings` explains each.
#[derive(Debug, Args)]
pub(crate) struct SettingArguments {
    /// Data folder.
    #[arg(long, global = true, env = "TENON_DATA")]
    data: Option<PathBuf>,
    /// Address and port of the HTTP server.
    #[arg(long, global = true, env = "TENON_LISTEN")]
    listen: Option<String>,
    /// PostgreSQL URL instead of the embedded database.
    #[arg(long, global = true, env = "TENON_DATABASE", hide_env_values = true)]
    database: Option<String>,
    /// Threads that answer requests.
    #[arg(long, global = true, env = "TENON_WORKERS")]
    workers: Option<String>,
    /// Connections to PostgreSQL.
    #[arg(long, global = true, env = "TENON_CONNECTIONS")]
    connections: Option<String>,
    /// Cookies only over https: true or false.
    #[arg(long, global = true, env = "TENON_SECURE_COOKIES")]
    secure_cookies: Option<String>,
}

impl SettingArguments {
    pub(crate) fn flags(&self) -> Flags {
        Flags {
            data: self.data.clone(),
            values: FileSettings {
                listen: self.listen.clone(),
                database: self.database.clone(),
                workers: self.workers.clone(),
                connections: self.connections.clone(),
                secure_cookies: self.secure_cookies.clone(),
            },
        }
    }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Serve HTTP and do the background work.
    Serve,
    /// Make a data folder with the CRM template and sample data if there is none, then serve it.
    Demo,
    /// Make an empty installation with a first administrator, whose password is printed once.
    Init {
        /// Login of the administrator.
        #[arg(long, default_value = "admin")]
        login: String,
    },
    /// People.
    User {
        #[command(subcommand)]
        verb: UserVerb,
    },
    /// Templates.
    Template {
        #[command(subcommand)]
        verb: TemplateVerb,
    },
    /// Compare what is stored with what should be; fails when something is wrong.
    Doctor {
        /// Mend what can be mended without losing anything.
        #[arg(long)]
        repair: bool,
    },
    /// Explain every setting.
    Settings,
}

/// Verbs over people.
#[derive(Debug, Subcommand)]
pub(crate) enum UserVerb {
    /// Add a person; the password is generated and printed once.
    Add {
        /// What the person signs in with.
        login: String,
        /// What people call the person.
        #[arg(long)]
        name: String,
        /// A role by name; may be repeated.
        #[arg(long = "role")]
        roles: Vec<String>,
    },
    /// Set a new generated password, print it once, and end all sessions.
    Password {
        /// The login.
        login: String,
    },
}

/// Verbs over templates.
#[derive(Debug, Subcommand)]
pub(crate) enum TemplateVerb {
    /// Install a built-in template, or a folder of documents, as one release.
    Install {
        /// `crm`, or the path of a folder.
        template: String,
    },
}
