//! Measures Tenon against the figures it has to reach: records beside a hand-written server, publishing, start, print.

mod computed;
mod demo;
mod floor;
mod load;
mod machine;
mod print;
mod process;
mod publish;
mod records;
mod report;
mod start;
mod wire;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

/// The floor is measured with the allocator that Tenon has.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What can go wrong in a bench is told as text.
pub(crate) type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// Measures Tenon.
#[derive(Debug, Parser)]
struct Arguments {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    what: What,
}

/// What holds for every measurement.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Shorter blocks and fewer rows; for trying, not for the table.
    #[arg(long, global = true)]
    pub(crate) quick: bool,
    /// Customers; each has two contacts.
    #[arg(long, global = true)]
    pub(crate) rows: Option<usize>,
    /// The program; built when left out.
    #[arg(long, global = true)]
    pub(crate) tenon: Option<PathBuf>,
    /// A PostgreSQL server where a database may be made.
    #[arg(long, global = true, env = "TENON_TEST_POSTGRES")]
    pub(crate) postgres: Option<String>,
    /// Put the results into docs/benchmarks.md.
    #[arg(long, global = true)]
    pub(crate) write: bool,
    /// Only cases whose title contains this.
    #[arg(long, global = true)]
    pub(crate) only: Option<String>,
    /// Only this database: sqlite or postgres.
    #[arg(long, global = true)]
    pub(crate) on: Option<String>,
    /// Keep and use again the filled installations of an earlier run.
    #[arg(long, global = true)]
    pub(crate) keep: bool,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Records beside the floor.
    Records,
    /// A new object to its first stored record.
    Publish,
    /// Start, memory, size.
    Start,
    /// The contract as PDF.
    Print,
    /// Writes through the graph of computed fields, and a back-fill.
    Computed,
    /// Everything.
    All,
    /// The hand-written server (started by `records`).
    #[command(hide = true)]
    Floor(floor::FloorArguments),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match &arguments.what {
        What::Floor(floor) => floor::serve(floor, arguments.options.postgres.as_deref().filter(|url| !url.is_empty())),
        what => measure(what, &arguments.options),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report::complain(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

fn measure(what: &What, options: &Options) -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        if matches!(what, What::Computed) {
            return report::give("computed", &computed::measure(options).await?, options);
        }
        let tenon = process::program(options)?;
        let every = matches!(what, What::All);
        if every || matches!(what, What::Start) {
            report::give("start", &start::measure(&tenon).await?, options)?;
        }
        if every || matches!(what, What::Publish) {
            report::give("publish", &publish::measure(&tenon, options).await?, options)?;
        }
        if every || matches!(what, What::Print) {
            report::give("print", &print::measure(&tenon, options).await?, options)?;
        }
        if every {
            report::give("computed", &computed::measure(options).await?, options)?;
        }
        if every || matches!(what, What::Records) {
            report::give("records", &records::measure(&tenon, options).await?, options)?;
        }
        Ok(())
    })
}
