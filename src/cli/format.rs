//! `kanwel opmaak`

use super::args::Format;
use super::exit;
use crate::host::{self, HostError};
use crate::syntax::format_file;
use std::path::{Path, PathBuf};

pub(super) fn run(args: &Format) -> Result<u8, HostError> {
    let default = [PathBuf::from("rules")];
    let given = if args.paths.is_empty() { default.as_slice() } else { &args.paths };
    let mut changed = 0;
    for path in given {
        for file in host::rule_files(path)? {
            let text = host::read_text(&file)?;
            let new = format_file(&text);
            let standard_input = file == Path::new("-");
            changed += usize::from(new != text);
            if standard_input && !args.controleer {
                // A filter: the text comes out whether or not it changed.
                host::print(&new)?;
            } else if new != text && args.controleer {
                host::print(&format!("anders opgemaakt: {}\n", host::name_of(&file)))?;
            } else if new != text {
                host::write_text(&file, &new)?;
                host::print(&format!("opgemaakt: {}\n", file.display()))?;
            }
        }
    }
    Ok(if args.controleer && changed > 0 { exit::FINDINGS } else { exit::OK })
}
