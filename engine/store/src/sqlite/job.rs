//! A piece of work on its way to a lane, and its answer on the way back.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use futures_util::FutureExt;
use tokio::sync::oneshot;

use crate::{Db, StoreError};

/// Work that waited longer than this is answered "busy" without being run.
pub(super) const DEADLINE: Duration = Duration::from_secs(10);

/// Work for a lane, with its types erased.
pub(super) trait Job: Send {
    /// Runs the work; false when it failed and its changes must be undone. May be called again.
    fn run(&mut self, db: &mut Db) -> bool;

    /// Puts a failure in place of the result, unless the work has already failed by itself.
    fn fail(&mut self, error: StoreError);

    /// Sends the result to whoever waits.
    fn answer(self: Box<Self>);

    /// True when nobody waits any more.
    fn is_abandoned(&self) -> bool;

    /// True when it waited too long to be worth running.
    fn is_late(&self) -> bool;
}

/// A closure, its result, and where to send it.
pub(super) struct TypedJob<F, T, E> {
    work: F,
    result: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
    queued: Instant,
}

impl<F, T, E: From<StoreError>> TypedJob<F, T, E> {
    pub(super) fn new(work: F) -> (Self, oneshot::Receiver<Result<T, E>>) {
        let (reply, answer) = oneshot::channel();
        (Self { work, result: None, reply, queued: Instant::now() }, answer)
    }
}

impl<F, T, E> Job for TypedJob<F, T, E>
where
    F: AsyncFn(&mut Db) -> Result<T, E> + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn run(&mut self, db: &mut Db) -> bool {
        db.begin_noting();
        // On SQLite every await of the database is ready at once, so polling once runs the closure to its end.
        let outcome = catch_unwind(AssertUnwindSafe(|| (self.work)(db).now_or_never()));
        let result = match outcome {
            Ok(Some(Ok(value))) => match db.failure() {
                None => Ok(value),
                Some(error) => Err(E::from(error.clone())),
            },
            Ok(Some(Err(error))) => Err(error),
            Ok(None) => Err(E::from(StoreError::other("a transaction may await nothing but the database"))),
            Err(_) => Err(E::from(StoreError::other("a transaction panicked"))),
        };
        self.result.insert(result).is_ok()
    }

    fn fail(&mut self, error: StoreError) {
        if !matches!(self.result, Some(Err(_))) {
            self.result = Some(Err(E::from(error)));
        }
    }

    fn answer(self: Box<Self>) {
        // Nobody waiting is no fault: the request may have been dropped.
        let _ = self.reply.send(self.result.unwrap_or_else(|| Err(E::from(StoreError::Unavailable))));
    }

    fn is_abandoned(&self) -> bool {
        self.reply.is_closed()
    }

    fn is_late(&self) -> bool {
        self.queued.elapsed() > DEADLINE
    }
}
