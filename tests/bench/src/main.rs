//! Measures Tenon against the figures it has to reach, section by section.

mod computed;
mod demo;
mod documents;
mod expressions;
mod figures;
mod floor;
mod load;
mod machine;
mod million;
mod model;
mod place;
mod print;
mod process;
mod publish;
mod records;
mod report;
mod start;
mod wire;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// The floor is measured with the allocator that Tenon has.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What can go wrong in a bench is told as text.
pub(crate) type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// Measures Tenon.
#[derive(Debug, Parser)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
struct Arguments {
    /// What is measured, in this order.
    #[arg(value_enum, required = true)]
    sections: Vec<Section>,
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    inner: Option<Inner>,
}

/// What holds for every measurement.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Shorter blocks and fewer rows; for trying, not for the table.
    #[arg(long, global = true)]
    pub(crate) quick: bool,
    /// How many: customers with two contacts each, crates and items, rows of formulas.
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

/// A part of docs/benchmarks.md.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Section {
    /// Start, memory, size.
    Start,
    /// A new object to its first stored record.
    Publish,
    /// The contract as PDF.
    Print,
    /// A model of 500 objects: check, publish, start, memory, one more field.
    Model,
    /// A million records: a new field, another filter of a roll-up.
    Million,
    /// Writes through the graph of computed fields.
    Computed,
    /// A formula of thirty nodes in memory and in SQL.
    Expressions,
    /// Records beside the floor.
    Records,
    /// Everything.
    All,
}

/// What the bench starts itself.
#[derive(Debug, Subcommand)]
enum Inner {
    /// The hand-written server (started by `records`).
    #[command(hide = true)]
    Floor(floor::FloorArguments),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match &arguments.inner {
        Some(Inner::Floor(floor)) => {
            floor::serve(floor, arguments.options.postgres.as_deref().filter(|url| !url.is_empty()))
        }
        None => measure(&arguments.sections, &arguments.options),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report::complain(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

fn measure(sections: &[Section], options: &Options) -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let every = || Section::value_variants().iter().copied().filter(|section| *section != Section::All);
    let sections = sections.iter().flat_map(|section| match section {
        Section::All => every().collect(),
        one => vec![*one],
    });
    let mut program = None;
    runtime.block_on(async {
        for section in sections {
            if program.is_none() && !matches!(section, Section::Computed | Section::Expressions) {
                program = Some(process::program(options)?);
            }
            let tenon = program.as_deref().unwrap_or(Path::new(""));
            let started = Instant::now();
            let (name, text) = match section {
                Section::Start => ("start", start::measure(tenon).await?),
                Section::Publish => ("publish", publish::measure(tenon, options).await?),
                Section::Print => ("print", print::measure(tenon, options).await?),
                Section::Model => ("model", model::measure(tenon, options).await?),
                Section::Million => ("million", million::measure(tenon, options).await?),
                Section::Computed => ("computed", computed::measure(options).await?),
                Section::Expressions => ("expressions", expressions::measure(options).await?),
                Section::Records => ("records", records::measure(tenon, options).await?),
                Section::All => continue,
            };
            report::tell(&format!("{name} took {:.0} s", started.elapsed().as_secs_f64()));
            report::give(name, &text, options)?;
        }
        Ok(())
    })
}
