//! `cargo dev new field-type <name>`: the two files, the golden case, and the lines that make them known.

use std::path::Path;

use crate::outcome::{Failure, Outcome, While as _, refuse};

const RUST: &str = include_str!("../templates/sample_kind.rs");
const TYPESCRIPT: &str = include_str!("../templates/sample_kind.tsx");
const GOLDEN: &str = include_str!("../templates/sample_kind.json");

/// Words that one of the two languages keeps for itself.
const KEYWORDS: &str = "abstract any as async await become box break case catch class const continue crate debugger default delete do dyn else \
    enum export extends extern false final finally fn for from function gen get if impl implements import in instanceof \
    interface let loop macro match mod move mut new null number object of override package priv private protected pub \
    public ref return self set static string struct super switch symbol this throw trait true try type typeof unsafe \
    unsized use var virtual void where while with yield";

/// Type names that the template uses itself.
const TAKEN: [&str; 12] = [
    "Code",
    "Problem",
    "Problems",
    "ColumnType",
    "Value",
    "Json",
    "FieldType",
    "OptionSets",
    "Options",
    "Operator",
    "Option",
    "Result",
];

/// Writes and changes the files below `root`; answers what to tell.
pub(crate) fn create(root: &Path, name: &str) -> Outcome<Vec<String>> {
    check_name(name)?;
    let rust = format!("engine/fields/src/types/{name}.rs");
    if root.join(&rust).exists() {
        return refuse(format!("{rust} exists already"));
    }
    let (pascal, camel) = (pascal(name), camel(name));
    let fill = |template: &str| {
        template.replace("SampleKind", &pascal).replace("sampleKind", &camel).replace("sample_kind", name)
    };
    // Everything that can go wrong is computed before the first byte is written.
    let changes = [
        change(root, "engine/fields/src/types/mod.rs", &|text| {
            insert(text, "pub(crate) mod ", "pub(crate) mod ", ";", &format!("pub(crate) mod {name};"))
        })?,
        change(root, "engine/fields/src/registry.rs", &|text| {
            let text = import(text, &format!("{name}::{pascal}"))?;
            insert_in_order_of(
                &text,
                "    FieldEntry::of::<",
                &format!("    FieldEntry::of::<{pascal}>(),"),
                &text,
                name,
            )
        })?,
        change(root, "designer/kinds/src/fields/registry.ts", &|text| {
            let text = insert(text, "import { ", "from './", "'", &format!("import {{ {camel} }} from './{name}'"))?;
            insert_in_order_of(&text, "  ", &format!("  {camel},"), &text, name)
        })?,
        change(root, "designer/kinds/src/fields/registry.test.tsx", &|text| {
            insert_between(text, "const SAMPLES", "}", &format!("  {name}: {{ value: 'word', shows: 'word' }},"))
        })?,
        change(root, "designer/kinds/kinds.json", &|text| listed(text, name))?,
        (rust, fill(RUST)),
        (format!("engine/fields/golden/{name}/plain.json"), fill(GOLDEN)),
        (format!("designer/kinds/src/fields/{name}.tsx"), fill(TYPESCRIPT)),
    ];
    let mut told = vec![format!("The field type {name}:")];
    for (path, text) in changes {
        let place = root.join(&path);
        let folder = place.parent().unwrap_or(root);
        std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&place, text)).while_doing(&path)?;
        told.push(format!("  {path}"));
    }
    told.push(format!(
        "Now say what a {name} is in the two new files, then: cargo test -p engine-fields && cargo dev check web"
    ));
    Ok(told)
}

fn check_name(name: &str) -> Outcome {
    let is_word = name.len() <= 30
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && !name.ends_with('_')
        && !name.contains("__")
        && name.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_');
    if !is_word {
        return refuse(format!("{name}: a field type is named like `long_text`: a-z, 0-9 and single _, at most 30"));
    }
    if KEYWORDS.split_whitespace().any(|word| word == name) {
        return refuse(format!("{name} is a word of Rust or TypeScript; take another"));
    }
    Ok(())
}

fn pascal(name: &str) -> String {
    let joined: String = name.split('_').map(capital).collect();
    if TAKEN.contains(&joined.as_str()) { format!("{joined}Field") } else { joined }
}

fn camel(name: &str) -> String {
    let (first, rest) = name.split_once('_').unwrap_or((name, ""));
    format!("{first}{}", rest.split('_').map(capital).collect::<String>())
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
}

fn change(root: &Path, path: &str, edit: &dyn Fn(&str) -> Option<String>) -> Outcome<(String, String)> {
    let text = std::fs::read_to_string(root.join(path)).while_doing(path)?;
    match edit(&text) {
        Some(edited) => Ok((path.to_owned(), edited)),
        None => Err(Failure::Told(format!(
            "{path} has another form than this tool knows: mend tests/devtool/src/new_field_type.rs"
        ))),
    }
}

/// Inserts a line among the lines that begin with `prefix`, by the word that stands between `from` and `to` in each.
fn insert(text: &str, prefix: &str, from: &str, to: &str, line: &str) -> Option<String> {
    let key = |line: &str| line.split_once(from)?.1.split_once(to).map(|(key, _)| key.to_owned());
    let own = key(line)?;
    let mut lines: Vec<&str> = text.lines().collect();
    let among: Vec<usize> =
        (0..lines.len()).filter(|at| lines[*at].starts_with(prefix) && key(lines[*at]).is_some()).collect();
    let before = among.iter().find(|at| key(lines[**at]).is_some_and(|key| key > own)).copied();
    lines.insert(before.or_else(|| among.last().map(|last| last + 1))?, line);
    Some(lines.join("\n") + "\n")
}

/// Inserts a line of a list at the place that `name` has among the registered words. The list shows types or variables
/// and is in the order of the words, so the place is found by counting the smaller words in `words`.
fn insert_in_order_of(text: &str, prefix: &str, line: &str, words: &str, name: &str) -> Option<String> {
    let mut registered = modules(words);
    registered.retain(|word| word != name);
    let smaller = registered.iter().filter(|word| word.as_str() < name).count();
    let mut lines: Vec<&str> = text.lines().collect();
    let first = lines.iter().position(|line| line.contains("[FieldEntry] =") || line.contains("FieldKind[] ="))? + 1;
    let entries = lines[first..].iter().take_while(|line| line.starts_with(prefix)).count();
    if entries != registered.len() {
        return None;
    }
    lines.insert(first + smaller, line);
    Some(lines.join("\n") + "\n")
}

/// The words of the imports of a registry, in Rust or in TypeScript.
fn modules(text: &str) -> Vec<String> {
    if let Some((_, rest)) = text.split_once("use crate::types::{") {
        let list = rest.split_once("};").map_or("", |(list, _)| list);
        return list.split(',').filter_map(|item| Some(item.trim().split_once("::")?.0.to_owned())).collect();
    }
    let of_line =
        |line: &str| Some(line.strip_prefix("import { ")?.split_once("from './")?.1.trim_end_matches('\'').to_owned());
    text.lines().filter_map(of_line).collect()
}

/// Adds an item to the import of the Rust registry, set as rustfmt sets it.
fn import(text: &str, item: &str) -> Option<String> {
    let (before, rest) = text.split_once("use crate::types::{")?;
    let (list, after) = rest.split_once("};")?;
    let mut items: Vec<&str> = list.split(',').map(str::trim).filter(|item| !item.is_empty()).collect();
    items.push(item);
    items.sort_unstable();
    let mut set = String::from("use crate::types::{\n   ");
    let mut width = 3;
    for item in items {
        if width + item.len() + 2 > 120 {
            set.push_str("\n   ");
            width = 3;
        }
        set.push_str(&format!(" {item},"));
        width += item.len() + 2;
    }
    Some(format!("{before}{set}\n}};{after}"))
}

/// Inserts a line, by the order of the text, in the block that begins with `start`.
fn insert_between(text: &str, start: &str, end: &str, line: &str) -> Option<String> {
    let mut lines: Vec<&str> = text.lines().collect();
    let first = lines.iter().position(|line| line.starts_with(start))? + 1;
    let length = lines[first..].iter().position(|line| line.starts_with(end))?;
    let place = lines[first..first + length].iter().position(|other| *other > line).unwrap_or(length);
    lines.insert(first + place, line);
    Some(lines.join("\n") + "\n")
}

/// Adds a word to the list of field types in `kinds.json`.
fn listed(text: &str, name: &str) -> Option<String> {
    let (before, rest) = text.split_once("\"fields\": [")?;
    let (list, after) = rest.split_once(']')?;
    let mut words: Vec<&str> = list.split('"').skip(1).step_by(2).collect();
    words.push(name);
    words.sort_unstable();
    let lines: Vec<String> = words.iter().map(|word| format!("    \"{word}\"")).collect();
    Some(format!("{before}\"fields\": [\n{}\n  ]{after}", lines.join(",\n")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::{Program, exists};

    const CHANGED: [&str; 5] = [
        "engine/fields/src/types/mod.rs",
        "engine/fields/src/registry.rs",
        "designer/kinds/src/fields/registry.ts",
        "designer/kinds/src/fields/registry.test.tsx",
        "designer/kinds/kinds.json",
    ];

    /// A folder with copies of the files that are changed.
    fn copy(name: &str) -> std::path::PathBuf {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let folder = std::env::temp_dir().join(format!("tenon-new-{name}-{}", std::process::id()));
        for path in CHANGED {
            std::fs::create_dir_all(folder.join(path).parent().unwrap()).unwrap();
            std::fs::copy(source.join(path), folder.join(path)).unwrap();
        }
        folder
    }

    fn read(folder: &Path, path: &str) -> String {
        std::fs::read_to_string(folder.join(path)).unwrap()
    }

    /// The lines that were added, and nothing may have gone.
    fn added(folder: &Path, path: &str) -> Vec<String> {
        let before = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."), path);
        let after = read(folder, path);
        let mut old: Vec<&str> = before.lines().collect();
        after
            .lines()
            .filter(|line| old.iter().position(|other| other == line).map(|at| old.remove(at)).is_none())
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn a_new_type_is_known_on_both_sides() {
        let folder = copy("rating");
        create(&folder, "star_rating").unwrap();
        assert_eq!(added(&folder, CHANGED[0]), ["pub(crate) mod star_rating;"]);
        let registry = read(&folder, CHANGED[1]);
        assert!(registry.contains(
            "    FieldEntry::of::<StageField>(),\n    FieldEntry::of::<StarRating>(),\n    FieldEntry::of::<Tags>(),"
        ));
        assert!(registry.contains("star_rating::StarRating,"));
        assert_eq!(added(&folder, CHANGED[2]), ["import { starRating } from './star_rating'", "  starRating,"]);
        assert_eq!(added(&folder, CHANGED[3]), ["  star_rating: { value: 'word', shows: 'word' },"]);
        assert_eq!(added(&folder, CHANGED[4]), ["    \"star_rating\","]);
        let rust = read(&folder, "engine/fields/src/types/star_rating.rs");
        assert!(rust.starts_with("//! `star_rating`") && rust.contains("impl FieldType for StarRating"));
        assert!(read(&folder, "designer/kinds/src/fields/star_rating.tsx").contains("export const starRating"));
        assert!(read(&folder, "engine/fields/golden/star_rating/plain.json").contains("accept"));
        if exists("rustfmt") {
            let config = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rustfmt.toml");
            let check = |path: &str| {
                let words = ["--check", "--edition", "2024", "--config-path", config.to_str().unwrap(), path];
                Program::new("rustfmt").words(&words).inside(&folder).quietly()
            };
            check("engine/fields/src/registry.rs").unwrap();
            check("engine/fields/src/types/star_rating.rs").unwrap();
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn first_and_last_places() {
        for name in ["aaa", "zzz"] {
            let folder = copy(name);
            create(&folder, name).unwrap();
            let kinds = read(&folder, CHANGED[4]);
            let words: Vec<&str> = kinds.split('"').skip(3).step_by(2).collect();
            assert!(words.is_sorted() && words.contains(&name), "{words:?}");
            assert_eq!(added(&folder, CHANGED[2]).len(), 2);
            std::fs::remove_dir_all(&folder).unwrap();
        }
    }

    #[test]
    fn what_cannot_be_a_name_is_refused_and_changes_nothing() {
        let folder = copy("refused");
        for name in ["Rating", "9lives", "a-b", "type", "delete", "", "a__b", "ends_", &"x".repeat(31)] {
            assert!(create(&folder, name).is_err(), "{name} was taken");
        }
        for path in CHANGED {
            assert_eq!(added(&folder, path), Vec::<String>::new());
        }
        create(&folder, "star_rating").unwrap();
        assert!(create(&folder, "star_rating").is_err(), "the second time it exists");
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn names_in_code() {
        assert_eq!((pascal("star_rating"), camel("star_rating")), ("StarRating".to_owned(), "starRating".to_owned()));
        assert_eq!(pascal("option"), "OptionField");
    }
}
