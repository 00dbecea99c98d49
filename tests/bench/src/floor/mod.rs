//! The floor: what somebody would write by hand for exactly these two tables: fixed structs, fixed SQL, the same token
//! check, the same rows for the same reader, the same indexes, the same answers.

mod answers;
mod postgres;
mod server;
mod sqlite;
mod tables;
mod token;

use std::path::PathBuf;

use clap::Args;

use crate::Outcome;

pub(crate) use tables::{fill_postgres, fill_sqlite};

/// How the floor is started.
#[derive(Debug, Args)]
pub(crate) struct FloorArguments {
    /// The data folder of the installation: the token key, and `floor.db` on SQLite.
    #[arg(long)]
    folder: PathBuf,
}

/// Serves until told to stop.
pub(crate) fn serve(arguments: &FloorArguments, postgres: Option<&str>) -> Outcome<()> {
    actix_web::rt::System::new().block_on(server::serve(&arguments.folder, postgres))
}
