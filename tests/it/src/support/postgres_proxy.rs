//! A door before PostgreSQL that tests can shut: connections through it break, new ones are refused.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

/// The door.
pub struct Proxy {
    pub port: u16,
    is_open: Arc<AtomicBool>,
    streams: Arc<Mutex<Vec<TcpStream>>>,
}

impl Proxy {
    /// Listens and passes everything on to a server, given as its URL.
    pub fn before(url: &str) -> Self {
        let place = url.rsplit('@').next().unwrap().split('/').next().unwrap();
        let target: SocketAddr = place.replace("localhost", "127.0.0.1").parse().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let is_open = Arc::new(AtomicBool::new(true));
        let streams = Arc::new(Mutex::new(Vec::new()));
        let (door, kept) = (Arc::clone(&is_open), Arc::clone(&streams));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(inner) = stream else { continue };
                if !door.load(Ordering::SeqCst) {
                    drop(inner.shutdown(Shutdown::Both));
                    continue;
                }
                let Ok(outer) = TcpStream::connect(target) else { continue };
                let pair = [inner.try_clone().unwrap(), outer.try_clone().unwrap()];
                kept.lock().unwrap().extend(pair);
                pass(inner.try_clone().unwrap(), outer.try_clone().unwrap());
                pass(outer, inner);
            }
        });
        Self { port, is_open, streams }
    }

    /// Breaks every connection and refuses new ones.
    pub fn shut(&self) {
        self.is_open.store(false, Ordering::SeqCst);
        for stream in self.streams.lock().unwrap().drain(..) {
            drop(stream.shutdown(Shutdown::Both));
        }
    }

    /// Lets connections through again.
    pub fn open(&self) {
        self.is_open.store(true, Ordering::SeqCst);
    }
}

fn pass(mut from: TcpStream, mut to: TcpStream) {
    std::thread::spawn(move || {
        let mut bytes = [0; 16 * 1024];
        while let Ok(count) = from.read(&mut bytes) {
            if count == 0 || to.write_all(&bytes[..count]).is_err() {
                break;
            }
        }
        drop(to.shutdown(Shutdown::Both));
    });
}
