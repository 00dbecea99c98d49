//! The Markdown table of the records bench.

use std::fmt::Write as _;

use super::Result;

/// One table with a heading.
pub(crate) fn write(title: &str, rows: usize, results: &[Result]) -> String {
    let mut text = format!("### {title}\n\n{rows} customers, {} contacts.\n\n", 2 * rows);
    text.push_str("| case | connections | floor CPU ms | Tenon CPU ms | ratio | goal | floor req/s | Tenon req/s | floor p50 / p99 ms | Tenon p50 / p99 ms |\n");
    text.push_str("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
    for result in results {
        let (floor, tenon) = (&result.floor, &result.tenon);
        let ratio = tenon.processor / floor.processor;
        let mark = if ratio <= result.goal { "" } else { " **missed**" };
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "| {} | {} | {:.4} | {:.4} | {ratio:.2}{mark} | {} | {:.0} | {:.0} | {:.2} / {:.2} | {:.2} / {:.2} |",
            result.title,
            result.connections,
            floor.processor,
            tenon.processor,
            result.goal,
            floor.seen.rate,
            tenon.seen.rate,
            floor.seen.p50,
            floor.seen.p99,
            tenon.seen.p50,
            tenon.seen.p99,
        );
    }
    text.push('\n');
    text
}
