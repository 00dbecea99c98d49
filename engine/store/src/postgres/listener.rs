//! Hears of new releases over a connection of its own.

use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::connect::Target;
use crate::StoreError;

/// A connection that waits for notifications of one channel.
pub(crate) struct PgListener {
    heard: UnboundedReceiver<String>,
    // Dropping the client ends the connection.
    _client: tokio_postgres::Client,
}

impl PgListener {
    /// Connects and listens; `channel` is a constant of ours.
    pub(crate) async fn start(target: &Target, channel: &'static str) -> Result<Self, StoreError> {
        let (sender, heard) = unbounded_channel();
        let (client, _) = target
            .client(move |notification| {
                // Nobody listening any more is no fault.
                let _ = sender.send(notification.payload().to_owned());
            })
            .await?;
        client.batch_execute(&format!("LISTEN {channel}")).await.map_err(|_| StoreError::Unavailable)?;
        Ok(Self { heard, _client: client })
    }

    /// The next payload; none when the connection was lost.
    pub(crate) async fn next(&mut self) -> Option<String> {
        self.heard.recv().await
    }
}
