//! `kanwel schema`

use super::args::{Global, Schema, SchemaOf};
use super::{exit, usable_rules};
use crate::host::{self, HostError};
use crate::render::{case_schema, cash_schema, entangled_schema, graph_schema, schema};

pub(super) fn run(global: &Global, args: &Schema) -> Result<u8, HostError> {
    let json = match args.what {
        SchemaOf::Beoordeel => schema(),
        SchemaOf::Graaf => graph_schema(),
        SchemaOf::Kas => cash_schema(),
        SchemaOf::Verweven => entangled_schema(),
        SchemaOf::Casus => {
            let loaded = match usable_rules(global, &[])? {
                Ok(loaded) => loaded,
                Err(code) => return Ok(code),
            };
            case_schema(&loaded.corpus.program())
        }
    };
    host::print(&format!("{}\n", serde_json::to_string_pretty(&json).unwrap_or_default()))?;
    Ok(exit::OK)
}
