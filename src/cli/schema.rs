//! `kanwel schema`

use super::args::{Global, Schema, SchemaOf};
use super::{exit, usable_rules};
use crate::host::{self, HostError};
use crate::render::{
    amounts_schema, annex_schema, case_schema, cash_schema, choices_schema, comparison_schema, coverage_schema,
    curves_schema, entangled_schema, graph_schema, knots_schema, plan_schema, reply_schema, reviews_schema,
    room_schema, routes_schema, schema, source_schema,
};
use crate::report::{mutants_schema, tests_schema};

pub(super) fn run(global: &Global, args: &Schema) -> Result<u8, HostError> {
    let json = match args.what {
        SchemaOf::Beoordeel => schema(),
        SchemaOf::Klif => curves_schema(),
        SchemaOf::Weerwoord => reply_schema(),
        SchemaOf::Plan => plan_schema(),
        SchemaOf::Graaf => graph_schema(),
        SchemaOf::Kas => cash_schema(),
        SchemaOf::Verweven => entangled_schema(),
        SchemaOf::Ruimte => room_schema(),
        SchemaOf::Route => routes_schema(),
        SchemaOf::Knopen => knots_schema(),
        SchemaOf::Toets => tests_schema(),
        SchemaOf::Muteer => mutants_schema(),
        SchemaOf::Dekking => coverage_schema(),
        SchemaOf::Bedragen => amounts_schema(),
        SchemaOf::Beoordeling => reviews_schema(),
        SchemaOf::Bron => source_schema(),
        SchemaOf::Keuzes => choices_schema(),
        SchemaOf::Vergelijk => comparison_schema(),
        SchemaOf::Bijlage => annex_schema(),
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
