//! The `tenon` program: reads flags, runs one verb, and says in plain words when it cannot.

mod arguments;
mod audit;
mod boot;
mod console;
mod demo;
mod doctor;
mod places;
mod release;
mod release_set;
mod template_check;
mod templates;
mod verbs;

use std::process::ExitCode;

use clap::Parser as _;

use arguments::Arguments;

/// Many small allocations per request: this allocator keeps them cheap and the memory steady.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    console::start_log();
    let system = actix_web::rt::System::new();
    match system.block_on(verbs::run(arguments)) {
        Ok(code) => code,
        Err(failure) => {
            console::refused(&failure);
            ExitCode::FAILURE
        }
    }
}
