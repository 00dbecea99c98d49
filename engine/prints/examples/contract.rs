//! Writes the demo contract and says how long it took: `cargo run --release --example contract -- out.pdf [font.ttf [bold.ttf]]`.
#![expect(clippy::disallowed_methods, reason = "an example reads the template and the fonts itself")]

mod sample;

use std::io::Write;
use std::time::Instant;

use engine_prints::{Caches, FontFace, Fonts, PrintInput, Template, render};
use sample::{Failure, Folder, contract_data, contract_template, system_fonts, template_folder};

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().unwrap_or_else(|| "contract.pdf".to_owned());
    let mut faces = Vec::new();
    for (place, file) in arguments.enumerate() {
        faces.push(FontFace { bytes: std::fs::read(file)?.into(), index: 0, bold: place == 1 });
    }
    let started = Instant::now();
    let fonts = if faces.is_empty() { system_fonts() } else { Fonts::new(faces).ok() };
    let fonts = fonts.ok_or("no font with Chinese was found")?;
    let fonts_ms = started.elapsed();
    let template = Template::parse(&contract_template()?).map_err(|problems| format!("{problems:?}"))?;
    let images = Folder(template_folder().join("assets"));
    let data = contract_data(60);
    let caches = Caches::new();
    let once = || {
        let input = PrintInput {
            data: data.clone(),
            language: "zh-CN",
            utc_offset_minutes: 480,
            created_at: "2026-11-21T02:30:00Z".parse().unwrap_or_default(),
            images: &images,
            conditions: &|_, _| Ok(true),
        };
        render(&template, &input, &fonts, &caches).map_err(|problems| format!("{problems:?}"))
    };
    let started = Instant::now();
    let rendered = once()?;
    let cold = started.elapsed();
    let mut warm: Vec<f64> = Vec::new();
    for _ in 0..20 {
        let started = Instant::now();
        let again = once()?;
        warm.push(started.elapsed().as_secs_f64() * 1000.0);
        if again.pdf != rendered.pdf {
            return Err("the same input gave other bytes".into());
        }
    }
    warm.sort_by(f64::total_cmp);
    std::fs::write(&path, &rendered.pdf)?;
    writeln!(
        std::io::stdout(),
        "{} pages, {:.1} KB; fonts {:.1} ms, cold {:.1} ms, warm median {:.1} ms (best {:.1}, worst {:.1})",
        rendered.pages,
        rendered.pdf.len() as f64 / 1024.0,
        fonts_ms.as_secs_f64() * 1000.0,
        cold.as_secs_f64() * 1000.0,
        warm[warm.len() / 2],
        warm[0],
        warm[warm.len() - 1],
    )?;
    Ok(())
}
