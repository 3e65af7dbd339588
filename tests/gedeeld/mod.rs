//! What tests of the command line share.

#![allow(dead_code, reason = "each test program uses what it needs")]

use insta_cmd::get_cargo_bin;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A directory of fixtures.
pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli").join(name)
}

/// `kanwel` in a directory, deaf to the terminal of whoever runs the tests.
pub fn kanwel_in(dir: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(get_cargo_bin("kanwel"));
    command.current_dir(dir).args(arguments).stdin(Stdio::null());
    for name in ["COLUMNS", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM"] {
        command.env_remove(name);
    }
    command
}

/// `kanwel` with the few small rules of the fixtures.
pub fn kanwel(arguments: &[&str]) -> Command {
    kanwel_in(&fixture("werkmap"), arguments)
}
