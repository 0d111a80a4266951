//! A buffered reader that knows its line and byte and refuses to hand out more than it was allowed.

use std::io::{self, BufRead, Read};

/// A place in the export file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// The line, counted from 1.
    pub(crate) line: u64,
    /// The byte, counted from 0.
    pub(crate) byte: u64,
}

/// Counts lines and bytes, and bounds how much one piece of markup may hold.
pub(super) struct CountingReader<R> {
    inner: R,
    place: Place,
    allowance: u64,
    ran_out: bool,
}

impl<R: BufRead> CountingReader<R> {
    /// Starts at the first byte of `inner`.
    pub(super) fn new(inner: R) -> Self {
        Self {
            inner,
            place: Place { line: 1, byte: 0 },
            allowance: u64::MAX,
            ran_out: false,
        }
    }

    /// Returns how far the file has been read.
    pub(super) fn place(&self) -> Place {
        self.place
    }

    /// Allows the next piece of markup to be `bytes` long, whatever was left of the last allowance.
    pub(super) fn allow(&mut self, bytes: u64) {
        self.allowance = bytes;
        self.ran_out = false;
    }

    /// Says whether reading stopped because the allowance was used up.
    pub(super) fn ran_out(&self) -> bool {
        self.ran_out
    }
}

impl<R: BufRead> BufRead for CountingReader<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let available = self.inner.fill_buf()?;
        if available.is_empty() {
            return Ok(available);
        }
        if self.allowance == 0 {
            self.ran_out = true;
            return Err(io::Error::other("the piece of markup is too long"));
        }
        let len =
            usize::try_from(self.allowance).map_or(available.len(), |a| a.min(available.len()));
        Ok(&available[..len])
    }

    fn consume(&mut self, amount: usize) {
        // Only buffered bytes can be consumed, so asking for the buffer again reads nothing.
        if let Ok(available) = self.inner.fill_buf() {
            let taken = &available[..amount.min(available.len())];
            let lines = taken.split(|&byte| byte == b'\n').count() - 1;
            self.place.line += lines as u64;
        }
        self.place.byte += amount as u64;
        self.allowance = self.allowance.saturating_sub(amount as u64);
        self.inner.consume(amount);
    }
}

impl<R: BufRead> Read for CountingReader<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let len = available.len().min(out.len());
        out[..len].copy_from_slice(&available[..len]);
        self.consume(len);
        Ok(len)
    }
}
