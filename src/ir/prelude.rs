//! The functions of the language itself.

use super::expr::Builtin;
use super::signature::{Form, ParamSig, Signature, Sym, SymKind};
use crate::value::{Clock, Type, Unit};
use std::sync::Arc;

/// Name, parameter (with preposition `van`), result and function.
const FUNCTIONS: [(&str, Option<Param>, Result, Builtin); 11] = [
    ("peildatum", None, Result::Date, Builtin::ReferenceDate),
    ("kalenderjaar", None, Result::Period, Builtin::CalendarYear),
    ("berekeningsjaar", None, Result::Period, Builtin::CalendarYear),
    ("kalendermaand", Some(Param::Date), Result::Period, Builtin::CalendarMonth),
    ("leeftijd", Some(Param::Person), Result::Years, Builtin::Age),
    ("jaartal", Some(Param::Date), Result::Number, Builtin::YearOf),
    ("eerste_dag", Some(Param::Period), Result::Date, Builtin::FirstDay),
    ("laatste_dag", Some(Param::Period), Result::Date, Builtin::LastDay),
    ("eerste_dag_van_maand", Some(Param::Date), Result::Date, Builtin::FirstOfMonth),
    ("eerste_dag_volgende_maand", Some(Param::Date), Result::Date, Builtin::FirstOfNextMonth),
    ("dag_van_maand", Some(Param::Date), Result::Number, Builtin::DayOfMonth),
];

#[derive(Clone, Copy)]
enum Param {
    Date,
    Person,
    Period,
}

#[derive(Clone, Copy)]
enum Result {
    Date,
    Period,
    Years,
    Number,
}

/// The signatures of the functions.
pub(super) fn signatures() -> impl Iterator<Item = Signature> {
    FUNCTIONS.into_iter().map(|(name, param, result, _)| {
        let ty = |p: Param| match p {
            Param::Date => Type::Date,
            Param::Person => Type::person(),
            Param::Period => Type::Period,
        };
        let param = param.map(|p| ParamSig { prep: Some("van".into()), ty: ty(p), var: "X".into() });
        Signature {
            sym: Sym { law: None, name: name.into() },
            kind: SymKind::Concept,
            form: Form::Value,
            other: None,
            params: param.into_iter().collect(),
            result: match result {
                Result::Date => Type::Date,
                Result::Period => Type::Period,
                Result::Years => Type::Length(Clock::Months),
                Result::Number => Type::Number(Unit::NUMBER),
            },
            symmetric: false,
            counts: None,
            inverse: None,
            place: None,
        }
    })
}

/// The function behind a name without a law.
pub(super) fn function(name: &Arc<str>) -> Option<Builtin> {
    FUNCTIONS.iter().find(|(n, ..)| **n == **name).map(|(.., b)| *b)
}
