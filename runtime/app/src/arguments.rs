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
    /// Proxies whose X-Forwarded-For is believed, by commas.
    #[arg(long, global = true, env = "TENON_TRUSTED_PROXIES")]
    trusted_proxies: Option<String>,
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
                trusted_proxies: self.trusted_proxies.clone(),
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
    /// The audit trail of sign-in.
    Audit {
        #[command(subcommand)]
        verb: AuditVerb,
    },
    /// Releases: look at them, plan, publish, go back.
    Release {
        #[command(subcommand)]
        verb: ReleaseVerb,
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

/// Verbs over the audit trail.
#[derive(Debug, Subcommand)]
pub(crate) enum AuditVerb {
    /// Check every entry against its seal; fails when one was changed, removed or added by hand.
    Verify,
}

/// Verbs over templates.
#[derive(Debug, Subcommand)]
pub(crate) enum TemplateVerb {
    /// Install a built-in template, or a folder of documents, as one release.
    Install {
        /// `crm`, or the path of a folder.
        template: String,
    },
    /// Tell every problem of a folder of documents as file:line: message; no database is needed.
    Check {
        /// The path of the folder.
        folder: String,
    },
}

/// What a publication from the terminal says and accepts.
#[derive(Debug, Args)]
pub(crate) struct PublishArguments {
    /// What the release is about.
    #[arg(long, default_value = "")]
    pub(crate) note: String,
    /// Key of a step whose loss is accepted, as the plan shows it; may be repeated.
    #[arg(long)]
    pub(crate) accept: Vec<String>,
}

/// Verbs over change sets: drafts of releases.
#[derive(Debug, Subcommand)]
pub(crate) enum SetVerb {
    /// Those that are open.
    List,
    /// Begin one with the documents of a folder.
    Begin {
        /// The path of the folder.
        folder: String,
        /// What it is about.
        #[arg(long, default_value = "")]
        title: String,
    },
    /// Put the documents of a folder into one.
    Put {
        /// The change set.
        id: String,
        /// The path of the folder.
        folder: String,
    },
    /// Its documents, and what they change.
    Show {
        /// The change set.
        id: String,
    },
    /// Rename a document, a field or an option as part of it; whatever names it follows.
    Rename {
        /// The change set.
        id: String,
        /// The document as kind/name.
        document: String,
        /// A field of it.
        #[arg(long)]
        field: Option<String>,
        /// The key of an option of the field, or of the option set.
        #[arg(long)]
        option: Option<String>,
        /// The new name.
        #[arg(long)]
        to: String,
    },
    /// The places that it and a later release have both changed.
    Conflicts {
        /// The change set.
        id: String,
    },
    /// Put it on the running release.
    Rebase {
        /// The change set.
        id: String,
        /// Whose version counts, as kind/name#path=mine or =theirs; without #path for the whole document.
        #[arg(long)]
        take: Vec<String>,
    },
    /// What publishing it would do and lose.
    Plan {
        /// The change set.
        id: String,
    },
    /// Publish it as a release.
    Publish {
        /// The change set.
        id: String,
        /// A loss to accept, by the key that the plan tells; may be repeated.
        #[arg(long)]
        accept: Vec<String>,
    },
    /// Give it up.
    Discard {
        /// The change set.
        id: String,
    },
}

/// Verbs over releases.
#[derive(Debug, Subcommand)]
pub(crate) enum ReleaseVerb {
    /// Change sets: drafts of releases.
    Set {
        #[command(subcommand)]
        verb: SetVerb,
    },
    /// The newest releases.
    List,
    /// What a release changed.
    Show {
        /// Its number.
        number: i64,
    },
    /// What differs between two releases.
    Diff {
        /// The number of the older one; 0 is before the first.
        from: i64,
        /// The number of the newer one.
        to: i64,
    },
    /// Go back to a release, or to some documents of it, by a new release.
    Restore {
        /// Its number.
        number: i64,
        /// A document as kind/name; may be repeated. All when left out.
        #[arg(long = "document")]
        documents: Vec<String>,
        #[command(flatten)]
        publish: PublishArguments,
    },
    /// Write the documents of the running release into a folder.
    Export {
        /// The path of the folder.
        folder: String,
    },
    /// What publishing a folder of documents would do and lose.
    Plan {
        /// The path of the folder.
        folder: String,
        /// Documents that the folder does not have are taken out.
        #[arg(long)]
        exact: bool,
    },
    /// Publish a folder of documents as one release.
    Publish {
        /// The path of the folder.
        folder: String,
        /// Documents that the folder does not have are taken out.
        #[arg(long)]
        exact: bool,
        #[command(flatten)]
        publish: PublishArguments,
    },
}
