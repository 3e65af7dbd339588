//! `kanwel klif`

use super::args::{Cliff, Global, Plot};
use super::exit;
use super::ready::{Ready, json, options, ready};
use crate::diagnostic::nearest;
use crate::host::{self, HostError};
use crate::sweep::{Axis, Curve, axes, curve};

pub(super) fn run(global: &Global, args: &Cliff) -> Result<u8, HostError> {
    let ready = match ready(global, &args.case, args.peildatum)? {
        Ok(ready) => ready,
        Err(code) => return Ok(code),
    };
    let Ready { program, case, settings, .. } = &ready;
    let mut all = axes(program, case, settings);
    if let Some(fact) = &args.feit {
        let known: Vec<String> = all.iter().map(|a| ready.showing().names.symbol(a.fact.0)).collect();
        all.retain(|a| ready.showing().names.symbol(a.fact.0) == *fact);
        if all.is_empty() {
            let hint = nearest(fact, known.iter().map(String::as_str)).map_or_else(
                || {
                    format!(
                        "In deze casus kan: {}.",
                        if known.is_empty() { "niets".to_owned() } else { known.join(", ") }
                    )
                },
                |n| format!("Bedoelde u `{n}`?"),
            );
            return Err(HostError::new(format!("Het feit `{fact}` is hier niet te variëren."), hint));
        }
    }
    let curves: Vec<(Axis, Curve)> = all
        .into_iter()
        .map(|axis| {
            let to = args.tot.unwrap_or_else(|| axis.far());
            let line = curve(program, case, settings, &axis, (0, to));
            (axis, line)
        })
        .collect();
    let view = ready.showing().curves(&curves);
    let shown = match args.formaat {
        Plot::Json => json(&view),
        Plot::Csv => view.csv(),
        Plot::Svg => view.svg(),
        Plot::Tekst => view.text(options(false)),
    };
    host::print(&shown)?;
    Ok(exit::OK)
}
