//! The command line of the one binary.

use atelier::commands::{Cli, run};
use atelier::server::telemetry;
use clap::Parser;
use std::process::ExitCode;
use std::time::Duration;

// Cargo takes two clones that share a target folder for one package; a variable tells them apart.
const _: Option<&str> = option_env!("ATELIER_CLONE");

/// Stack of the worker threads in bytes: unoptimised SurrealDB recurses deeply.
const STACK: usize = 16 * 1_024 * 1_024;

/// How long work that cannot be interrupted may still take at the end.
const LAST_WAIT: Duration = Duration::from_secs(2);

/// Pages are thousands of small strings; the system's own allocator spent a third of the processor on them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    if let Some(code) = cli.at_once() {
        return code;
    }
    telemetry::start(cli.log_json);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().thread_stack_size(STACK).build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("atelier: no threads to be had: {error}");
            return ExitCode::FAILURE;
        }
    };
    // On a worker thread, for its stack.
    let outcome = runtime.block_on(async { tokio::spawn(run(cli)).await });
    // A picture half decoded must not hold the process: its job is durable and starts again next time.
    runtime.shutdown_timeout(LAST_WAIT);
    let told = match outcome {
        Ok(Ok(())) => return ExitCode::SUCCESS,
        Ok(Err(error)) => error.to_string(),
        Err(panic) => panic.to_string(),
    };
    eprintln!("atelier: {told}");
    ExitCode::FAILURE
}
