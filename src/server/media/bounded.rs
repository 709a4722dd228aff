//! Programs that read strangers' files: run with little time, memory and say, and ended when they want more.
//!
//! A shell sets the limits on itself and then becomes the program, so that they hold from its first instruction and no
//! unsafe code is needed here. Arguments travel as arguments and are never read as shell.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::time::Duration;

/// Limits that a system does not know (macOS has none on memory) are left out; the clock on the wall always counts.
const SCRIPT: &str =
    "ulimit -v \"$1\" 2>/dev/null; ulimit -t \"$2\"; ulimit -f \"$3\"; ulimit -c 0; shift 3; exec nice -n 10 \"$@\"";
/// How often a running program is looked at.
const TICK: Duration = Duration::from_millis(100);
/// How often one that has said everything is asked whether it ended.
const SOON: Duration = Duration::from_millis(2);
/// Most bytes of its complaints that are kept.
const MOST_WORDS: usize = 4 << 10;
/// Bytes of its output taken at once.
const CHUNK: usize = 64 << 10;

/// What a program may use up.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    /// Time on the wall; as much of a processor's.
    pub time: Duration,
    /// Bytes of address space.
    pub memory: u64,
    /// Bytes it may say.
    pub output: u64,
    /// Bytes of the largest file it may write.
    pub file: u64,
}

/// Why a program did not do its work.
#[derive(Debug)]
pub(super) enum Halt {
    /// It took too long and was ended.
    Late,
    /// It said more than it may and was ended.
    TooMuch,
    /// The studio is stopping; it was ended.
    Stopped,
    /// It gave up, or was ended by a limit. Holds its complaints.
    Failed(String),
    /// It could not be started.
    Absent(io::Error),
}

/// Told once, ends every program that runs or would be run after it.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Ends them.
    pub fn now(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn told(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Runs a program to its end, handing on what it says bit by bit. `input` is what it reads, nothing when absent.
pub(super) fn run(
    program: &Path,
    arguments: &[OsString],
    input: Option<&[u8]>,
    bounds: &Bounds,
    stop: &Stop,
    mut take: impl FnMut(&[u8]),
) -> Result<(), Halt> {
    let mut command = Command::new("/bin/sh");
    // Kilobytes, seconds, and blocks of 512 bytes, as POSIX has them.
    let limits = [bounds.memory >> 10, bounds.time.as_secs() + 1, bounds.file.div_ceil(512)];
    command.arg("-c").arg(SCRIPT).arg("sh").args(limits.map(|limit| limit.to_string()));
    command.arg(program).args(arguments);
    // Settings of whoever started the studio, and secrets, are none of its business.
    command.env_clear().envs(std::env::vars_os().filter(|(name, _)| name == "PATH")).current_dir("/");
    command.stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() }).stdout(Stdio::piped()).stderr(Stdio::piped());
    if stop.told() {
        return Err(Halt::Stopped);
    }
    let mut child = command.spawn().map_err(Halt::Absent)?;
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let child = Mutex::new(child);
    let (ended, when_ended) = mpsc::channel::<()>();
    std::thread::scope(|scope| {
        let watch = scope.spawn(|| watch(&child, when_ended, bounds.time, stop));
        let words = scope.spawn(move || complaints(stderr));
        if let (Some(mut stdin), Some(input)) = (stdin, input) {
            // One that has seen enough closes its end.
            scope.spawn(move || drop(stdin.write_all(input)));
        }
        let said = listen(stdout, bounds.output, &mut take);
        if said.is_err() {
            kill(&child);
        }
        let status = end(&child);
        drop(ended);
        let halt = watch.join().unwrap_or_default();
        let words = words.join().unwrap_or_default();
        match (halt, said, status) {
            (Some(halt), ..) | (None, Err(halt), _) => Err(halt),
            (None, Ok(()), Ok(status)) if status.success() => Ok(()),
            (None, Ok(()), Ok(status)) => {
                let words = format!("{status}: {}", words.trim());
                // How a shell says that there is no such program, or that it may not be run.
                let absent = matches!(status.code(), Some(126 | 127));
                Err(if absent { Halt::Absent(io::Error::other(words)) } else { Halt::Failed(words) })
            }
            (None, Ok(()), Err(error)) => Err(Halt::Absent(error)),
        }
    })
}

/// Waits for its end, or ends it; says why it was ended.
fn watch(child: &Mutex<Child>, ended: mpsc::Receiver<()>, time: Duration, stop: &Stop) -> Option<Halt> {
    let ticks = time.as_millis().div_ceil(TICK.as_millis());
    for _ in 0..ticks {
        match ended.recv_timeout(TICK) {
            Err(mpsc::RecvTimeoutError::Timeout) if stop.told() => {
                kill(child);
                return Some(Halt::Stopped);
            }
            Err(mpsc::RecvTimeoutError::Timeout) => {}
            Ok(()) | Err(mpsc::RecvTimeoutError::Disconnected) => return None,
        }
    }
    kill(child);
    Some(Halt::Late)
}

fn listen(stdout: Option<impl Read>, most: u64, take: &mut impl FnMut(&[u8])) -> Result<(), Halt> {
    let Some(mut stdout) = stdout else { return Ok(()) };
    let mut chunk = vec![0; CHUNK];
    let mut heard = 0;
    loop {
        let read = match stdout.read(&mut chunk) {
            Ok(0) => return Ok(()),
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(Halt::Absent(error)),
        };
        heard += read as u64;
        if heard > most {
            return Err(Halt::TooMuch);
        }
        take(&chunk[..read]);
    }
}

/// The first of its complaints; the rest is read and forgotten, so that it does not wait for a reader.
fn complaints(stderr: Option<impl Read>) -> String {
    let Some(mut stderr) = stderr else { return String::new() };
    let mut words = Vec::new();
    let _ = (&mut stderr).take(MOST_WORDS as u64).read_to_end(&mut words);
    let _ = io::copy(&mut stderr, &mut io::sink());
    String::from_utf8_lossy(&words).into_owned()
}

/// Waits for a program that has said everything. Never holds on to it, so that it can be ended meanwhile.
fn end(child: &Mutex<Child>) -> io::Result<ExitStatus> {
    loop {
        if let Some(status) = held(child).try_wait()? {
            return Ok(status);
        }
        std::thread::sleep(SOON);
    }
}

fn kill(child: &Mutex<Child>) {
    // It may have ended by itself.
    let _ = held(child).kill();
}

fn held(child: &Mutex<Child>) -> MutexGuard<'_, Child> {
    child.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOUNDS: Bounds = Bounds { time: Duration::from_secs(20), memory: 1 << 30, output: 1 << 20, file: 1 << 20 };

    fn sh(script: &str, bounds: &Bounds, stop: &Stop) -> (Result<(), Halt>, Vec<u8>) {
        let mut heard = Vec::new();
        let arguments = ["-c", script].map(OsString::from);
        let outcome = run(Path::new("/bin/sh"), &arguments, Some(b"low tide"), bounds, stop, |said| heard.extend(said));
        (outcome, heard)
    }

    #[test]
    fn a_program_reads_and_is_heard() {
        let (outcome, heard) = sh("cat; echo \"${HOME-no} home\"", &BOUNDS, &Stop::default());
        assert!(outcome.is_ok(), "{outcome:?}");
        assert_eq!(heard, b"low tideno home\n");
    }

    #[test]
    fn its_complaints_are_kept() {
        let (outcome, _) = sh("echo broken >&2; exit 3", &BOUNDS, &Stop::default());
        assert!(matches!(&outcome, Err(Halt::Failed(words)) if words.contains("broken")), "{outcome:?}");
    }

    #[test]
    fn one_that_is_late_is_ended_and_gone() {
        let folder = tempfile::tempdir().unwrap();
        let note = folder.path().join("pid");
        let bounds = Bounds { time: Duration::from_millis(300), ..BOUNDS };
        // Deaf to being asked, and silent.
        let script = format!("trap '' TERM INT; echo $$ > {}; exec >&- ; while :; do :; done", note.display());
        let (outcome, _) = sh(&script, &bounds, &Stop::default());
        assert!(matches!(outcome, Err(Halt::Late)), "{outcome:?}");
        let pid = std::fs::read_to_string(&note).unwrap();
        let proc = Path::new("/proc").join(pid.trim());
        assert!(!Path::new("/proc/self").exists() || !proc.exists(), "it still runs, or nobody reaped it");
    }

    #[test]
    fn one_that_says_too_much_is_ended() {
        let (outcome, heard) = sh("while :; do echo and on and on; done", &BOUNDS, &Stop::default());
        assert!(matches!(outcome, Err(Halt::TooMuch)), "{outcome:?}");
        assert!(heard.len() as u64 <= BOUNDS.output);
    }

    #[test]
    fn stopping_ends_what_runs() {
        let stop = Stop::default();
        let told = stop.clone();
        let (outcome, _) = std::thread::scope(|scope| {
            scope.spawn(move || {
                std::thread::sleep(Duration::from_millis(150));
                told.now();
            });
            sh("while :; do :; done", &BOUNDS, &stop)
        });
        assert!(matches!(outcome, Err(Halt::Stopped)), "{outcome:?}");
        assert!(matches!(sh("true", &BOUNDS, &stop).0, Err(Halt::Stopped)));
    }

    #[test]
    fn memory_and_files_are_bounded() {
        if !cfg!(target_os = "linux") {
            return;
        }
        let small = Bounds { memory: 64 << 20, ..BOUNDS };
        let (outcome, _) = sh("head -c 200000000 /dev/zero | sort", &small, &Stop::default());
        assert!(matches!(outcome, Err(Halt::Failed(_))), "{outcome:?}");
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("large");
        let (outcome, _) = sh(&format!("exec head -c 9000000 /dev/zero > {}", file.display()), &BOUNDS, &Stop::default());
        assert!(matches!(outcome, Err(Halt::Failed(_))), "{outcome:?}");
        assert!(std::fs::metadata(&file).unwrap().len() <= BOUNDS.file);
    }

    #[test]
    fn one_that_is_not_there_is_told() {
        let outcome = run(Path::new("/nowhere/ffmpeg"), &[], None, &BOUNDS, &Stop::default(), |_| ());
        assert!(matches!(outcome, Err(Halt::Absent(_))), "{outcome:?}");
    }
}
