//! One transaction: statements and the facts that are true once they are committed, gathered side by side.

use super::Db;
use crate::server::change::Fact;
use crate::server::error::{Error, Result};
use rand::Rng;
use serde::Serialize;
use serde_json::{Map, Value};
use std::time::Duration;
use surrealdb::types::QueryError;

/// How often a transaction that lost a race is tried before the caller is told that the studio is busy.
const MOST_TRIES: u32 = 12;

/// Statements to be committed together.
#[derive(Debug, Default)]
pub struct Tx {
    /// Each statement with the rows it is run for, as `$r`.
    steps: Vec<(&'static str, Vec<Value>)>,
    /// The step the last row went to.
    at: usize,
    facts: Vec<Fact>,
}

/// Why nothing was committed.
#[derive(Debug)]
pub enum Refusal {
    /// A record of that id exists already. Holds the table.
    Taken(String),
    /// A statement threw this word.
    Thrown(String),
    Failed(Error),
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Taken(table) => Self::conflict(format!("This {table} exists already.")),
            Refusal::Thrown(word) => Self::conflict(format!("Somebody else was quicker ({word}). Look again and repeat.")),
            Refusal::Failed(error) => error,
        }
    }
}

impl Tx {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many facts it makes true.
    pub fn written(&self) -> usize {
        self.facts.len()
    }

    /// Whether there is anything to commit.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// What follows is about another thing than what came before, and may be done before, after or between it: so
    /// that thousands of things that each need several statements become as many loops as there are statements.
    pub fn next_item(&mut self) {
        self.at = 0;
    }

    /// Runs `statement` for `row`, which it knows as `$r`. Statements about one item keep their order.
    pub(super) fn each(&mut self, statement: &'static str, row: impl Serialize) {
        let row = without_nulls(serde_json::to_value(row).unwrap_or(Value::Null));
        let known = self.steps.iter().skip(self.at).position(|(known, _)| *known == statement);
        self.at = known.map_or(self.steps.len(), |further| self.at + further);
        match self.steps.get_mut(self.at) {
            Some((_, rows)) => rows.push(row),
            None => self.steps.push((statement, vec![row])),
        }
    }

    /// What will be true after the commit.
    pub(super) fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// Notes what will be true after the commit.
    pub(super) fn fact(&mut self, fact: Fact) {
        self.facts.push(fact);
    }

    fn render(&self) -> (String, Map<String, Value>) {
        let mut sql = String::from("BEGIN;\n");
        let mut vars = Map::new();
        for (place, (statement, rows)) in self.steps.iter().enumerate() {
            sql.push_str(&format!("FOR $r IN $rows{place} {{ {statement}; }};\n"));
            vars.insert(format!("rows{place}"), Value::Array(rows.clone()));
        }
        sql.push_str("COMMIT;");
        (sql, vars)
    }
}

impl Db {
    /// Commits all of `tx` or nothing, durably, and gives back the facts. Lost races are tried again with jitter.
    pub async fn commit(&self, tx: Tx) -> Result<Vec<Fact>, Refusal> {
        let (sql, vars) = tx.render();
        for attempt in 0..MOST_TRIES {
            let errors = match self.engine.query(&sql, Value::Object(vars.clone())).await {
                Ok(mut answer) => answer.take_errors(),
                Err(error) => [(0, error)].into(),
            };
            match verdict(errors.into_values()) {
                Verdict::Committed => return Ok(tx.facts),
                Verdict::Refused(refusal) => return Err(refusal),
                Verdict::Again => {
                    let most = 4u64 << attempt.min(7);
                    let wait = rand_millis(most);
                    tokio::time::sleep(Duration::from_millis(wait)).await;
                }
            }
        }
        Err(Refusal::Failed(Error::Busy))
    }
}

enum Verdict {
    Committed,
    Again,
    Refused(Refusal),
}

/// Judges the errors of a transaction. One failing statement makes every other one fail too, as not executed, so the
/// telling error has to be looked for.
fn verdict(errors: impl Iterator<Item = surrealdb::Error>) -> Verdict {
    let mut worst = Verdict::Committed;
    for error in errors {
        if matches!(error.query_details(), Some(QueryError::TransactionConflict)) {
            return Verdict::Again;
        }
        if let Some(surrealdb::types::AlreadyExistsError::Record { id }) = error.already_exists_details() {
            let table = id.split(':').next().unwrap_or_default().to_owned();
            return Verdict::Refused(Refusal::Taken(table));
        }
        if error.is_thrown() {
            let message = error.message();
            let word = message.rsplit(": ").next().unwrap_or(message).to_owned();
            return Verdict::Refused(Refusal::Thrown(word));
        }
        let not_executed = matches!(error.query_details(), Some(QueryError::NotExecuted));
        if !not_executed || matches!(worst, Verdict::Committed) {
            worst = Verdict::Refused(Refusal::Failed(error.into()));
        }
    }
    worst
}

#[expect(clippy::disallowed_methods, reason = "jitter is neither an id nor a secret")]
fn rand_millis(most: u64) -> u64 {
    rand::rng().random_range(1..=most)
}

/// Optional fields are absent in the record, never null.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(fields) => Value::Object(
            fields.into_iter().filter(|(_, value)| !value.is_null()).map(|(name, value)| (name, without_nulls(value))).collect(),
        ),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The statements with the rows of each, in the order in which they run.
    fn steps(tx: &Tx) -> Vec<(&'static str, Vec<u64>)> {
        tx.steps.iter().map(|(statement, rows)| (*statement, rows.iter().filter_map(Value::as_u64).collect())).collect()
    }

    #[test]
    fn items_share_loops_and_each_keeps_its_order() {
        let mut tx = Tx::new();
        for (item, statements) in
            [(1, &["check", "put"][..]), (2, &["put"]), (3, &["check", "put", "leave", "put"]), (4, &["leave", "check"])]
        {
            tx.next_item();
            statements.iter().for_each(|statement| tx.each(statement, item));
        }
        let expected =
            [("check", vec![1, 3]), ("put", vec![1, 2, 3]), ("leave", vec![3, 4]), ("put", vec![3]), ("check", vec![4])];
        assert_eq!(steps(&tx), expected);
    }

    #[test]
    fn without_items_only_neighbours_share_a_loop() {
        let mut tx = Tx::new();
        ["put", "put", "leave", "put"].into_iter().zip(1..).for_each(|(statement, row)| tx.each(statement, row));
        assert_eq!(steps(&tx), [("put", vec![1, 2]), ("leave", vec![3]), ("put", vec![4])]);
    }
}
