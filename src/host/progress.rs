//! A bar on the terminal; nothing at all where there is none.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;

/// How far something is.
#[derive(Debug)]
pub struct Progress(Option<ProgressBar>);

impl Progress {
    /// A bar of so many steps, on standard error, if a person looks at it.
    #[must_use]
    pub fn new(steps: usize, what: &str) -> Self {
        if !std::io::stderr().is_terminal() {
            return Self(None);
        }
        let bar = ProgressBar::new(u64::try_from(steps).unwrap_or(u64::MAX));
        if let Ok(style) = ProgressStyle::with_template("{msg} [{bar:30}] {pos} van {len}") {
            bar.set_style(style.progress_chars("=> "));
        }
        bar.set_message(what.to_owned());
        Self(Some(bar))
    }

    /// One step further.
    pub fn step(&self) {
        if let Some(bar) = &self.0 {
            bar.inc(1);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
