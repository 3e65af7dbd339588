//! `kanwel opmaak`

use super::args::Format;
use super::exit;
use crate::host::{self, HostError};
use crate::syntax::format_file;
use std::path::{Path, PathBuf};

pub(super) fn run(args: &Format) -> Result<u8, HostError> {
    let default = [PathBuf::from("rules")];
    let given = if args.paths.is_empty() { default.as_slice() } else { &args.paths };
    if given == [PathBuf::from("-")] {
        let text = host::read_text(Path::new("-"))?;
        let new = format_file(&text);
        if args.controleer {
            return Ok(if new == text { exit::OK } else { exit::FINDINGS });
        }
        host::print(&new)?;
        return Ok(exit::OK);
    }
    let mut changed = 0;
    for path in given {
        for file in host::rule_files(path)? {
            let text = host::read_text(&file)?;
            let new = format_file(&text);
            if new == text {
                continue;
            }
            changed += 1;
            if args.controleer {
                host::print(&format!("anders opgemaakt: {}\n", file.display()))?;
            } else {
                host::write_text(&file, &new)?;
                host::print(&format!("opgemaakt: {}\n", file.display()))?;
            }
        }
    }
    Ok(if args.controleer && changed > 0 { exit::FINDINGS } else { exit::OK })
}
