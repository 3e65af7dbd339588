//! A progress bar for work that takes long, on a terminal only.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;

/// A bar on standard error; nothing when that is not a terminal.
pub struct Progress(ProgressBar);

impl Progress {
    /// A bar for so many steps of something, such as `huishoudens`.
    #[must_use]
    pub fn new(steps: usize, what: &str) -> Self {
        let shown = std::io::stderr().is_terminal();
        let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(u64::try_from(steps).ok(), target);
        let template = format!("{{bar:40}} {{pos}} van {{len}} {what}");
        Self(ProgressStyle::with_template(&template).map_or(bar.clone(), |style| bar.with_style(style)))
    }

    /// One step is done.
    pub fn step(&self) {
        self.0.inc(1);
    }

    /// Takes the bar away.
    pub fn done(&self) {
        self.0.finish_and_clear();
    }
}
