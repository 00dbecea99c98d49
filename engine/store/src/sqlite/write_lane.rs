//! The one thread that writes. It takes work from a bounded queue and commits it in groups: each piece in a
//! savepoint, all of them with one fsync.

use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::time::{Duration, Instant};

use engine_sql::{Dialect, SqlWriter, Statement};
use futures_util::FutureExt;

use super::connect::{CONNECTION_AGE, SqliteFile};
use super::job::{Job, TypedJob};
use crate::{Db, StoreError};

const QUEUE: usize = 1024;
const GROUP_JOBS: usize = 64;
const GROUP_TIME: Duration = Duration::from_millis(5);
/// A pause this long after a write is used to move the write-ahead log into the database file.
const IDLE: Duration = Duration::from_millis(250);

/// How often the statistics of the planner are looked at. Without them it takes any index for as good as another: a list
/// of one customer's contacts may then read everything that a department owns.
const STATISTICS_AGE: Duration = Duration::from_mins(10);
/// Looks at every table, and reads at most some ten thousand entries of each index whose size has changed tenfold.
const STATISTICS: [&str; 2] = ["PRAGMA analysis_limit = 10000", "PRAGMA optimize = 0x10002"];

/// The way into the writing thread.
#[derive(Clone)]
pub(crate) struct WriteLane {
    queue: SyncSender<Box<dyn Job>>,
}

impl WriteLane {
    /// Starts the thread; it ends when the last clone of the lane is gone.
    pub(crate) fn start(file: SqliteFile) -> Result<Self, StoreError> {
        let writer = Writer { db: file.writer()?, born: Instant::now(), file, words: Words::new(), optimized: None };
        let (queue, jobs) = sync_channel(QUEUE);
        std::thread::Builder::new()
            .name("tenon-write".to_owned())
            .spawn(move || writer.serve(&jobs))
            .map_err(|error| StoreError::Other(error.to_string()))?;
        Ok(Self { queue })
    }

    /// Runs `work` in a transaction and answers when it is safely on disk.
    pub(crate) async fn run<F, T, E>(&self, work: F) -> Result<T, E>
    where
        F: AsyncFn(&mut Db) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (job, answer) = TypedJob::new(work);
        self.queue.try_send(Box::new(job)).map_err(|error| match error {
            TrySendError::Full(_) => StoreError::Busy,
            TrySendError::Disconnected(_) => StoreError::Unavailable,
        })?;
        answer.await.unwrap_or_else(|_| Err(E::from(StoreError::Unavailable)))
    }
}

/// The statements around a piece of work, prepared once.
struct Words {
    begin: Statement,
    commit: Statement,
    rollback: Statement,
    savepoint: Statement,
    release: Statement,
    undo: Statement,
}

impl Words {
    fn new() -> Self {
        let word = |text: &str| {
            let mut writer = SqlWriter::new(Dialect::Sqlite);
            writer.push(text);
            writer.finish()
        };
        Self {
            begin: word("BEGIN IMMEDIATE"),
            commit: word("COMMIT"),
            rollback: word("ROLLBACK"),
            savepoint: word("SAVEPOINT job"),
            release: word("RELEASE job"),
            undo: word("ROLLBACK TO job"),
        }
    }
}

struct Writer {
    db: Db,
    born: Instant,
    file: SqliteFile,
    words: Words,
    /// When the statistics were last looked at.
    optimized: Option<Instant>,
}

impl Writer {
    fn serve(mut self, jobs: &Receiver<Box<dyn Job>>) {
        let mut unsettled = false;
        loop {
            match jobs.recv_timeout(IDLE) {
                Ok(first) => {
                    self.group(first, jobs);
                    unsettled = true;
                }
                Err(RecvTimeoutError::Timeout) => {
                    if std::mem::take(&mut unsettled) {
                        self.rest();
                    }
                }
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
    }

    /// One transaction for `first` and whatever else is queued.
    fn group(&mut self, first: Box<dyn Job>, jobs: &Receiver<Box<dyn Job>>) {
        let started = Instant::now();
        let mut done: Vec<Box<dyn Job>> = Vec::new();
        let mut next = Some(first);
        let mut broken = None;
        if let Err(error) = self.say(|words| &words.begin) {
            answer_with(next.take(), &error);
            return;
        }
        while let Some(mut job) = next.take() {
            if job.is_late() {
                answer_with(Some(job), &StoreError::Busy);
            } else if !job.is_abandoned() {
                let kept = self.piece(job.as_mut());
                done.push(job);
                if let Err(error) = kept {
                    broken = Some(error);
                    break;
                }
            }
            if done.len() < GROUP_JOBS && started.elapsed() < GROUP_TIME {
                next = jobs.try_recv().ok();
            }
        }
        match broken.map_or_else(|| self.say(|words| &words.commit), Err) {
            Ok(()) => {}
            Err(StoreError::ForeignKeyViolation { .. }) if done.len() > 1 => {
                // Foreign keys are checked at COMMIT, which does not say whose work broke one: find out one by one.
                self.undo_all();
                for job in &mut done {
                    self.alone(job.as_mut());
                }
            }
            Err(error) => {
                self.undo_all();
                for job in &mut done {
                    job.fail(error.clone());
                }
            }
        }
        for job in done {
            job.answer();
        }
    }

    /// Runs one piece inside the open transaction, so that its failure undoes only itself. An error means that the
    /// transaction as a whole is lost (SQLite ends it by itself when, for instance, the disk is full).
    fn piece(&mut self, job: &mut dyn Job) -> Result<(), StoreError> {
        self.say(|words| &words.savepoint)?;
        if !job.run(&mut self.db) {
            self.say(|words| &words.undo)?;
        }
        self.say(|words| &words.release)
    }

    /// Runs one piece in a transaction of its own.
    fn alone(&mut self, job: &mut dyn Job) {
        let result = self.say(|words| &words.begin).and_then(|()| {
            if job.run(&mut self.db) { self.say(|words| &words.commit) } else { self.say(|words| &words.rollback) }
        });
        if let Err(error) = result {
            self.undo_all();
            job.fail(error);
        }
    }

    fn undo_all(&mut self) {
        // After some failures SQLite has already ended the transaction; then there is nothing to undo.
        let _ = self.say(|words| &words.rollback);
    }

    fn say(&mut self, word: impl Fn(&Words) -> &Statement) -> Result<(), StoreError> {
        let run = self.db.execute(word(&self.words)).now_or_never();
        run.unwrap_or(Err(StoreError::Unavailable)).map(|_| ())
    }

    /// Uses a pause: statistics are brought up to date, the log moves into the file, an old connection is replaced.
    fn rest(&mut self) {
        if self.optimized.is_none_or(|at| at.elapsed() > STATISTICS_AGE) {
            self.optimized = Some(Instant::now());
            for text in STATISTICS {
                if let Some(Err(error)) = self.db.batch(text).now_or_never() {
                    tracing::warn!(%error, "the statistics could not be brought up to date");
                }
            }
        }
        if let Some(Err(error)) = self.db.batch("PRAGMA wal_checkpoint(PASSIVE)").now_or_never() {
            tracing::warn!(%error, "the write-ahead log could not be moved");
        }
        if self.born.elapsed() > CONNECTION_AGE
            && let Ok(db) = self.file.writer()
        {
            self.db = db;
            self.born = Instant::now();
        }
    }
}

fn answer_with(job: Option<Box<dyn Job>>, error: &StoreError) {
    if let Some(mut job) = job {
        job.fail(error.clone());
        job.answer();
    }
}
