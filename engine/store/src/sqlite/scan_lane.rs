//! The threads for statements that may read much: at most two at once, so that a few long scans never take the
//! processor from the short reads. SQLite offers no safe way to stop a running statement from outside, so the cap on
//! how many run is the protection; whoever waits is told "timeout" after the deadline while the statement ends.

use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use futures_util::FutureExt;

use super::connect::{CONNECTION_AGE, SqliteFile};
use super::job::{Job, TypedJob};
use crate::{Db, StoreError};

const THREADS: usize = 2;
const QUEUE: usize = 64;

/// The way into the scanning threads.
#[derive(Clone)]
pub(crate) struct ScanLane {
    queue: SyncSender<Box<dyn Job>>,
}

impl ScanLane {
    /// Starts the threads; they end when the last clone of the lane is gone.
    pub(crate) fn start(file: &SqliteFile) -> Result<Self, StoreError> {
        let (queue, jobs) = sync_channel(QUEUE);
        let jobs = Arc::new(Mutex::new(jobs));
        for number in 0..THREADS {
            let (file, jobs) = (file.clone(), Arc::clone(&jobs));
            std::thread::Builder::new()
                .name(format!("tenon-scan-{number}"))
                .spawn(move || serve(&file, &jobs))
                .map_err(|error| StoreError::Other(error.to_string()))?;
        }
        Ok(Self { queue })
    }

    /// Runs `work` in one read transaction.
    pub(crate) async fn run<F, T, E>(&self, work: F, deadline: Duration) -> Result<T, E>
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
        match tokio::time::timeout(deadline, answer).await {
            Ok(answer) => answer.unwrap_or_else(|_| Err(E::from(StoreError::Unavailable))),
            Err(_) => Err(E::from(StoreError::Timeout)),
        }
    }
}

fn serve(file: &SqliteFile, jobs: &Mutex<Receiver<Box<dyn Job>>>) {
    let mut connection: Option<(Db, Instant)> = None;
    loop {
        let next = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(mut job) = next else { break };
        if job.is_abandoned() {
            continue;
        }
        if connection.as_ref().is_some_and(|(_, born)| born.elapsed() > CONNECTION_AGE) {
            connection = None;
        }
        let opened = connection.take().map_or_else(|| file.reader().map(|db| (db, Instant::now())), Ok);
        match opened {
            Ok((mut db, born)) => {
                // A connection that cannot end its transaction is dropped.
                if scan(&mut db, job.as_mut()) {
                    connection = Some((db, born));
                }
            }
            Err(error) => job.fail(error),
        }
        job.answer();
    }
}

fn scan(db: &mut Db, job: &mut dyn Job) -> bool {
    if job.is_late() {
        job.fail(StoreError::Busy);
        return true;
    }
    if let Some(Err(error)) = db.batch("BEGIN").now_or_never() {
        job.fail(error);
        return false;
    }
    job.run(db);
    matches!(db.batch("ROLLBACK").now_or_never(), Some(Ok(())))
}
