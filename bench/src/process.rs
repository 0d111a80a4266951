//! Child processes, and what the system knows of them: time used, memory. Linux only.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use crate::Error;

/// How long a program may take until it is ready.
const START: Duration = Duration::from_secs(30);

/// A program that serves, ended when this is dropped.
pub(crate) struct Program {
    child: Child,
    /// Where it listens.
    pub(crate) addr: SocketAddr,
}

impl Program {
    /// Starts a program whose first line ends in the address it listens on.
    pub(crate) async fn start(command: &mut Command, log: &Path) -> Result<Self, Error> {
        let name = command.get_program().to_string_lossy().into_owned();
        let log = fs::File::create(log).map_err(Error::io(log.display().to_string()))?;
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .map_err(Error::io(&name))?;
        let stdout = child.stdout.take();
        // From here on it is ended whatever happens.
        let mut program = Self {
            child,
            addr: ([0, 0, 0, 0], 0).into(),
        };
        let first = tokio::task::spawn_blocking(move || {
            let mut line = String::new();
            let _ = stdout.map(|out| BufReader::new(out).read_line(&mut line));
            line
        });
        let line = tokio::time::timeout(START, first)
            .await
            .ok()
            .and_then(Result::ok)
            .unwrap_or_default();
        let addr = line
            .trim()
            .rsplit_once('/')
            .map_or(line.trim(), |(_, addr)| addr);
        program.addr = addr.parse().map_err(|_| {
            Error::Unexpected(format!("{name} does not start: \"{}\"", line.trim()))
        })?;
        Ok(program)
    }

    /// Returns the processor time that all its threads have used.
    pub(crate) fn cpu(&self) -> Result<Duration, Error> {
        let folder = format!("/proc/{}/task", self.child.id());
        let threads = fs::read_dir(&folder).map_err(Error::io(&folder))?;
        let nanos = threads
            .filter_map(|thread| fs::read_to_string(thread.ok()?.path().join("schedstat")).ok())
            .filter_map(|text| text.split(' ').next()?.parse::<u64>().ok())
            .sum();
        Ok(Duration::from_nanos(nanos))
    }

    /// Returns its share of memory in bytes: what it has alone, and its part of what it shares.
    pub(crate) fn memory(&self) -> Result<u64, Error> {
        memory_of(self.child.id())
    }
}

/// Returns the share of memory of a process, by its id.
pub(crate) fn memory_of(id: u32) -> Result<u64, Error> {
    let place = format!("/proc/{id}/smaps_rollup");
    let text = fs::read_to_string(&place).map_err(Error::io(&place))?;
    pss(&text).ok_or_else(|| Error::Unexpected(format!("{place} does not know Pss")))
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing left to do.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn pss(rollup: &str) -> Option<u64> {
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib * 1024)
}

/// Returns how many files this process may have open.
pub(crate) fn open_files() -> usize {
    let limits = fs::read_to_string("/proc/self/limits").unwrap_or_default();
    max_open_files(&limits).unwrap_or(1_024)
}

fn max_open_files(limits: &str) -> Option<usize> {
    let line = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_and_limits_are_read_as_the_system_writes_them() {
        let rollup = "5581-7ffe rollup\nRss:   9000 kB\nPss:    8123 kB\nPss_Dirty: 1 kB\n";
        assert_eq!(pss(rollup), Some(8_123 * 1_024));
        assert_eq!(pss(""), None);
        let limits = "Limit  Soft Limit  Hard Limit  Units\n\
                      Max open files            20000                40000                files\n";
        assert_eq!(max_open_files(limits), Some(20_000));
    }

    #[tokio::test]
    async fn a_program_that_says_nothing_is_an_error_and_is_gone() {
        let log = std::env::temp_dir().join(format!("foyer-bench-{}", std::process::id()));
        let failed = Program::start(Command::new("true").arg("x"), &log).await;
        assert!(failed.err().unwrap().to_string().contains("does not start"));
        fs::remove_file(log).unwrap();
    }
}
