//! Teaches a connection the functions that were handed in.

use diesel::deserialize::{FromSqlRow, Result as Read, StaticallySizedRow};
use diesel::row::{Field, Row};
use diesel::serialize::{IsNull, Output, Result as Written, ToSql};
use diesel::sql_types::Binary;
use diesel::sqlite::{Sqlite, SqliteConnection, SqliteType};
use engine_sql::{Native, SqlFunction};

use crate::StoreError;
use crate::error::OUT_OF_RANGE;

/// The arguments of one call. The SQL type says nothing: SQLite tells the type of each value.
struct Given<const COUNT: usize>(Vec<Native>);

impl<const COUNT: usize> FromSqlRow<Binary, Sqlite> for Given<COUNT> {
    fn build_from_row<'a>(row: &impl Row<'a, Sqlite>) -> Read<Self> {
        let mut values = Vec::with_capacity(COUNT);
        for index in 0..COUNT {
            let field = row.get(index).ok_or("an argument is missing")?;
            let native = match field.value() {
                None => Native::Null,
                Some(mut value) => match value.value_type() {
                    None => Native::Null,
                    Some(SqliteType::SmallInt | SqliteType::Integer | SqliteType::Long) => {
                        Native::Int(value.read_long())
                    }
                    Some(SqliteType::Text) => Native::Text(value.read_text().to_owned()),
                    Some(SqliteType::Binary) => Native::Blob(value.read_blob().to_owned()),
                    // Nothing of ours is a float, so this is a sum that left the whole numbers.
                    Some(SqliteType::Float | SqliteType::Double) => return Err(OUT_OF_RANGE.into()),
                },
            };
            values.push(native);
        }
        Ok(Self(values))
    }
}

impl<const COUNT: usize> StaticallySizedRow<Binary, Sqlite> for Given<COUNT> {
    const FIELD_COUNT: usize = COUNT;
}

/// The answer of a call; an error is SQLite's own way to end a statement.
#[derive(Debug)]
struct Answered(Result<Native, String>);

impl ToSql<Binary, Sqlite> for Answered {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> Written {
        match &self.0 {
            Ok(Native::Null) => return Ok(IsNull::Yes),
            Ok(Native::Int(number)) => out.set_value(*number),
            Ok(Native::Text(text)) => out.set_value(text.as_str()),
            Ok(Native::Blob(bytes)) => out.set_value(bytes.as_slice()),
            Err(reason) => return Err(format!("{OUT_OF_RANGE}: {reason}").into()),
        }
        Ok(IsNull::No)
    }
}

fn one<const COUNT: usize>(connection: &mut SqliteConnection, function: SqlFunction) -> Result<(), StoreError> {
    if COUNT > function.most {
        return Ok(());
    }
    let call = function.call;
    connection.register_sql_function::<Binary, Binary, Given<COUNT>, Answered, _>(
        function.name,
        true,
        move |given| Answered(call(&given.0)),
    )?;
    Ok(())
}

/// Registers the functions for every count of arguments that they take.
pub(super) fn teach(connection: &mut SqliteConnection, functions: &[SqlFunction]) -> Result<(), StoreError> {
    macro_rules! every {
        ($function:expr; $($count:literal)*) => {$( one::<$count>(connection, $function)?; )*};
    }
    for function in functions {
        every!(*function; 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34
            35 36 37 38 39 40 41 42 43 44 45 46 47 48);
    }
    Ok(())
}
