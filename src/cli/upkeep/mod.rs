//! The commands for who keeps up rules: `bedragen`, `beoordeling`, `bron`, `nieuw`, `keuzes`.

mod amounts;
mod args;
mod choices;
mod review;
mod scaffold;
mod source;

pub(super) use args::Command;
pub(super) use review::short;

use super::args::Global;
use crate::host::HostError;
use crate::upkeep::Refused;

pub(super) fn run(global: &Global, command: &Command) -> Result<u8, HostError> {
    match command {
        Command::Bedragen(a) => amounts::run(global, a),
        Command::Beoordeling(a) => review::run(global, a),
        Command::Bron(a) => source::run(global, a),
        Command::Nieuw(a) => scaffold::run(global, a),
        Command::Keuzes(a) => choices::run(global, a),
    }
}

fn refused(r: Refused) -> HostError {
    HostError::new(r.what, r.help)
}
