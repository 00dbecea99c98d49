//! Text files with one statement each: `golden/<case>.<dialect>.sql`. `UPDATE_GOLDEN=1` writes them anew and takes away
//! those that no case has; read the difference before keeping it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use engine_sql::{Dialect, Statement};

/// A named statement in both dialects.
#[derive(Clone)]
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) sqlite: Statement,
    pub(crate) postgres: Statement,
}

/// Makes a case from a function of the dialect.
pub(crate) fn case(name: &str, statement: impl Fn(Dialect) -> Statement) -> Case {
    Case { name: name.to_owned(), sqlite: statement(Dialect::Sqlite), postgres: statement(Dialect::Postgres) }
}

/// The text with line breaks for people, then the binds, then the types of the columns.
fn shown(statement: &Statement) -> String {
    let mut text = statement.display();
    for word in [" FROM ", " LEFT JOIN ", " WHERE ", " AND ", " OR ", " ORDER BY ", " VALUES "] {
        text = text.replace(word, &format!("\n  {}", word.trim_start()));
    }
    text.push('\n');
    for (number, bind) in (1..).zip(statement.binds()) {
        text.push_str(&format!("-- ?{number} {:?}: {}\n", bind.column, bind.value.to_json()));
    }
    for (number, column) in (1..).zip(statement.columns().iter()) {
        text.push_str(&format!("-- column {number} {column:?}\n"));
    }
    text
}

pub(crate) fn compare(cases: &[Case]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden");
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut known = BTreeSet::new();
    let mut failures = Vec::new();
    for case in cases {
        for (dialect, statement) in [("sqlite", &case.sqlite), ("postgres", &case.postgres)] {
            let file = folder.join(format!("{}.{dialect}.sql", case.name));
            assert!(known.insert(file.clone()), "two cases are named {}", case.name);
            let found = shown(statement);
            if update {
                std::fs::write(&file, &found).unwrap();
            }
            let expected = std::fs::read_to_string(&file).unwrap_or_default();
            if found != expected {
                failures.push(format!("{}\nfound\n{found}expected\n{expected}", file.display()));
            }
        }
    }
    let stray: Vec<PathBuf> = files(&folder).into_iter().filter(|file| !known.contains(file)).collect();
    if update {
        stray.iter().for_each(|file| std::fs::remove_file(file).unwrap());
    } else {
        assert!(stray.is_empty(), "no case makes {stray:?}");
    }
    assert!(failures.is_empty(), "{} statements differ\n{}", failures.len(), failures.join("\n"));
}

#[expect(clippy::disallowed_methods, reason = "a test reads its snapshots where they lie")]
fn files(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}
