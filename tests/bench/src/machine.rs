//! The machine that a table was measured on: without it no figure means anything.

use std::io::{Seek as _, Write as _};
use std::time::Instant;

use crate::Outcome;

/// Processor, cores, memory, what one fsync costs, and the date.
pub(crate) fn describe() -> Outcome<String> {
    let processor = std::fs::read_to_string("/proc/cpuinfo")?;
    let model = field(&processor, "model name").unwrap_or("unknown").to_owned();
    let memory = std::fs::read_to_string("/proc/meminfo")?;
    let memory: f64 = field(&memory, "MemTotal").and_then(|text| text.split(' ').next()).unwrap_or("0").parse()?;
    let cores = std::thread::available_parallelism()?;
    let date = engine_values::Clock::now(&engine_values::SystemClock).to_string();
    let date = date.get(..10).unwrap_or_default();
    Ok(format!(
        "{model}, {cores} cores, {:.0} GB memory, fsync of 4 KB {:.2} ms (median of 50), {date}.",
        memory / 1024.0 / 1024.0,
        fsync()?
    ))
}

fn field<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let line = text.lines().find(|line| line.starts_with(name))?;
    line.split_once(':').map(|(_, value)| value.trim())
}

/// Median milliseconds of writing a page over and making it safe, where the benches keep their data.
#[expect(clippy::disallowed_methods, reason = "the bench measures the disk itself")]
fn fsync() -> Outcome<f64> {
    let path = std::env::temp_dir().join(format!("tenon-bench-fsync-{}", std::process::id()));
    let mut file = std::fs::OpenOptions::new().create(true).truncate(true).write(true).open(&path)?;
    let mut times = Vec::new();
    for _ in 0..50 {
        let started = Instant::now();
        file.rewind()?;
        file.write_all(&[7; 4096])?;
        file.sync_data()?;
        times.push(started.elapsed().as_secs_f64() * 1000.0);
    }
    std::fs::remove_file(&path)?;
    times.sort_by(f64::total_cmp);
    Ok(times.get(times.len() / 2).copied().unwrap_or_default())
}
