//! Opens connections to PostgreSQL and keeps a task that drives each of them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use diesel_async::AsyncPgConnection;
use tokio_postgres::config::SslMode;
use tokio_postgres::{Client, Config, NoTls};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::link::PgLink;
use crate::StoreError;

/// How to reach the server.
#[derive(Clone)]
pub(crate) struct Target {
    config: Config,
    tls: Option<MakeRustlsConnect>,
}

impl Target {
    /// Reads the URL. With `sslmode=require` the certificate of the server is checked against those of the system.
    pub(crate) fn new(url: &str) -> Result<Self, StoreError> {
        let mut config: Config = url.parse().map_err(|_| StoreError::other("the PostgreSQL URL cannot be read"))?;
        if config.get_application_name().is_none() {
            config.application_name("tenon");
        }
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(std::time::Duration::from_secs(10));
        }
        let tls = match config.get_ssl_mode() {
            SslMode::Require => Some(tls()?),
            _ => None,
        };
        Ok(Self { config, tls })
    }

    /// Opens a connection; a task on the runtime of the calling thread drives it until it is dropped.
    pub(crate) async fn connect(&self) -> Result<PgLink, StoreError> {
        let (client, closed) = self.client(|_| ()).await?;
        let connection = AsyncPgConnection::try_from(client).await.map_err(|error| {
            tracing::error!(%error, "a fresh connection to PostgreSQL could not be set up");
            StoreError::Unavailable
        })?;
        let mut link = PgLink::new(connection, closed);
        // Failures without a code of their own are told by their text. Not every role may set this, so it may fail.
        let _ = link.batch("SET lc_messages = 'C'").await;
        Ok(link)
    }

    /// Opens a bare connection and shows each notification that arrives on it to `notified`.
    pub(super) async fn client(
        &self,
        notified: impl FnMut(tokio_postgres::Notification) + Send + 'static,
    ) -> Result<(Client, Arc<AtomicBool>), StoreError> {
        let closed = Arc::new(AtomicBool::new(false));
        let client = match &self.tls {
            Some(tls) => {
                let (client, connection) = self.config.connect(tls.clone()).await.map_err(|error| refused(&error))?;
                tokio::spawn(drive(connection, Closing(Arc::clone(&closed)), notified));
                client
            }
            None => {
                let (client, connection) = self.config.connect(NoTls).await.map_err(|error| refused(&error))?;
                tokio::spawn(drive(connection, Closing(Arc::clone(&closed)), notified));
                client
            }
        };
        Ok((client, closed))
    }
}

/// Marks the connection as closed when its task ends, also when the runtime it lived on is shut down.
struct Closing(Arc<AtomicBool>);

impl Drop for Closing {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Release);
    }
}

async fn drive<S, T>(
    mut connection: tokio_postgres::Connection<S, T>,
    closing: Closing,
    mut notified: impl FnMut(tokio_postgres::Notification),
) where
    S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin,
    T: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin,
{
    loop {
        match std::future::poll_fn(|context| connection.poll_message(context)).await {
            Some(Ok(tokio_postgres::AsyncMessage::Notification(notification))) => notified(notification),
            Some(Ok(_)) => {}
            Some(Err(error)) => {
                tracing::debug!(%error, "a connection to PostgreSQL was lost");
                break;
            }
            None => break,
        }
    }
    drop(closing);
}

fn refused(error: &tokio_postgres::Error) -> StoreError {
    let reason = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    tracing::error!(%error, reason, "PostgreSQL cannot be reached");
    StoreError::Unavailable
}

fn tls() -> Result<MakeRustlsConnect, StoreError> {
    // Another part of the process may have chosen the same provider already.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    match MakeRustlsConnect::with_native_certs() {
        Ok((connector, _)) => Ok(connector),
        Err(_) => Err(StoreError::other("sslmode=require: the system has no certificates to check the server with")),
    }
}
