//! `cargo dev serve`: the server, and the web app from its sources with hot reload in front of it.

use std::process::Child;
use std::thread::sleep;
use std::time::Duration;

use crate::outcome::{Failure, Outcome, While as _};
use crate::places::Places;
use crate::program::Program;
use crate::{fonts, node, say, web};

const ADDRESS: &str = "127.0.0.1:8400";

/// Runs both until one of them ends or the terminal says stop.
pub(crate) fn run(places: &Places) -> Outcome {
    node::compiler()?;
    fonts::ensure(places);
    web::packages(places, &places.designer())?;
    Program::cargo(places).words(&["build", "--package", "runtime-app"]).run()?;
    let tenon = places.target.join("debug/tenon");
    let server = Program::new(&tenon.to_string_lossy())
        .inside(&places.root)
        .words(&["--data", &places.demo_data().to_string_lossy(), "--listen", ADDRESS, "demo"])
        .start()?;
    let mut both = Both(vec![server]);
    let vite = Program::npm(&places.designer())
        .words(&["run", "--silent", "dev"])
        .with("TENON_SERVER", &format!("http://{ADDRESS}"))
        .start()?;
    both.0.push(vite);
    say::line("The web app is at the address that Vite prints; the server's own page shows the last build.");
    both.wait()
}

/// Two programs that are of use only together.
struct Both(Vec<Child>);

impl Both {
    fn wait(&mut self) -> Outcome {
        loop {
            for child in &mut self.0 {
                if let Some(status) = child.try_wait().while_doing("waiting")? {
                    return if status.success() { Ok(()) } else { Err(Failure::Shown) };
                }
            }
            sleep(Duration::from_millis(200));
        }
    }
}

impl Drop for Both {
    fn drop(&mut self) {
        for child in &mut self.0 {
            // It may have ended by itself.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
