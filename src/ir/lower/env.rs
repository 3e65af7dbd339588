//! The state of lowering one rule: variables, list points, and who is known to be present.

use super::super::expr::{Expr, Slot};
use super::super::index::{Found, Role, Scope};
use super::super::rule::Var;
use super::super::signature::{Context, Sym, SymKind};
use crate::diagnostic::{Diagnostic, code};
use crate::law::Mark;
use crate::syntax::ast::{Name, QName};
use crate::text::{Place, Span};
use crate::value::Type;
use std::sync::Arc;

/// An expression with its type.
#[derive(Clone, Debug)]
pub(super) struct Typed {
    pub expr: Expr<Sym>,
    pub ty: Type,
}

impl Typed {
    pub(super) fn truth(expr: Expr<Sym>) -> Self {
        Self { expr, ty: Type::Truth }
    }
}

/// Lowers one rule. Methods return `None` after reporting what is wrong.
pub(super) struct Env<'a> {
    pub cx: &'a Context,
    pub scope: &'a dyn Scope,
    pub out: &'a mut Vec<Diagnostic>,
    pub vars: Vec<Var>,
    bound: Vec<(Arc<str>, Slot)>,
    /// Optional persons known to be there at this point.
    pub present: Vec<Expr<Sym>>,
    pub points: Vec<Vec<Mark>>,
    pub path: Vec<Mark>,
    /// Inside `ter beoordeling`; set to true when a norm was met.
    pub judging: Option<bool>,
}

impl<'a> Env<'a> {
    pub(super) fn new(cx: &'a Context, scope: &'a dyn Scope, out: &'a mut Vec<Diagnostic>) -> Self {
        Self {
            cx,
            scope,
            out,
            vars: Vec::new(),
            bound: Vec::new(),
            present: Vec::new(),
            points: Vec::new(),
            path: Vec::new(),
            judging: None,
        }
    }

    pub(super) fn at(&self, span: Span) -> Place {
        self.cx.at(span)
    }

    /// Reports and gives up on this part.
    pub(super) fn fail<T>(&mut self, diagnostic: Diagnostic) -> Option<T> {
        self.out.push(diagnostic);
        None
    }

    /// Binds a variable for the rest of the rule, or until [`Env::release`].
    pub(super) fn bind(&mut self, name: &Name, ty: Type) -> Slot {
        if self.bound.iter().any(|(n, _)| *n == name.node) {
            self.out.push(
                Diagnostic::error(
                    code::VARIABLE,
                    self.at(name.span),
                    format!("`{}` is hier al iemand anders", name.node),
                )
                .why("Een letter die halverwege van betekenis wisselt, leest niemand goed na.")
                .help("Kies een andere hoofdletter."),
            );
        }
        let slot = Slot::try_from(self.vars.len()).unwrap_or(Slot::MAX);
        self.vars.push(Var { name: name.node.clone(), ty });
        self.bound.push((name.node.clone(), slot));
        slot
    }

    /// Ends the reach of the last bound variable.
    pub(super) fn release(&mut self) {
        self.bound.pop();
    }

    pub(super) fn var(&mut self, name: &Arc<str>, span: Span) -> Option<Typed> {
        let Some((_, slot)) = self.bound.iter().find(|(n, _)| n == name) else {
            let known: Vec<String> = self.bound.iter().map(|(n, _)| format!("`{n}`")).collect();
            let known = if known.is_empty() { "geen enkele letter".to_owned() } else { known.join(", ") };
            return self.fail(
                Diagnostic::error(code::VARIABLE, self.at(span), format!("`{name}` is nergens ingevoerd"))
                    .why("Niet te zien is over wie deze voorwaarde gaat.")
                    .help(format!("Bekend zijn hier {known}. Voer `{name}` in de kop in, met `waarbij {name} = …`, of met `er is een … {name} van …`.")),
            );
        };
        let ty = self.vars.get(usize::from(*slot)).map_or(Type::Truth, |v| v.ty.clone());
        Some(Typed { expr: Expr::Slot(*slot), ty })
    }

    /// The symbols a name stands for; reports when there are none.
    pub(super) fn resolve(&mut self, name: &QName) -> Option<Arc<[Found]>> {
        let found = self.lookup(name)?;
        if !found.is_empty() {
            return Some(found);
        }
        let law = name.law.as_deref().unwrap_or(&self.cx.law).to_owned();
        let names = self.scope.names(Some(&law));
        let elsewhere = name.law.is_none().then(|| self.elsewhere(&name.name)).flatten();
        let help = match elsewhere {
            Some(law) => format!("`{law}.{}` bestaat wel; zet de code van die wet ervoor.", name.name),
            None => {
                "Meld het aan als `feit`, bepaal het als `begrip` in deze wet, of zet de code van een andere wet ervoor: `Wet.naam`."
                    .to_owned()
            }
        };
        self.fail(
            Diagnostic::error(code::UNKNOWN_NAME, self.at(name.span), format!("`{}` is nergens bepaald", name.name))
                .why("Een voorwaarde zonder betekenis zou nooit of altijd gelden.")
                .help(help)
                .suggest(&name.name, names.iter().map(|n| &**n)),
        )
    }

    /// The symbols a name stands for, without complaint when there are none.
    pub(super) fn lookup(&mut self, name: &QName) -> Option<Arc<[Found]>> {
        let Some(law) = &name.law else {
            let own = self.scope.find(Some(&self.cx.law), &name.name);
            return Some(if own.is_empty() { self.scope.find(None, &name.name) } else { own });
        };
        self.known_law(law, name.span)?;
        Some(self.scope.find(Some(law), &name.name))
    }

    /// Reports a code that no regulation has.
    pub(super) fn known_law(&mut self, law: &Arc<str>, span: Span) -> Option<()> {
        if self.scope.regulation(law).is_some() {
            return Some(());
        }
        self.fail(
            Diagnostic::error(code::UNKNOWN_LAW, self.at(span), format!("De regeling `{law}` is niet gecodeerd"))
                .why("Een verwijzing naar een onbekende wet kan niets betekenen.")
                .help("Controleer de code, of voeg het bestand met `regeling` toe."),
        )
    }

    fn elsewhere(&self, name: &str) -> Option<Arc<str>> {
        // The names of all laws are not at hand; the common ones are tried through the regulations that cite us.
        ["Pw", "Awir", "Zt", "Wsf", "Wmo", "Jw", "Wlz", "Zvw", "Akw", "Awr", "Wht", "Wkgb"]
            .into_iter()
            .find(|law| **law != *self.cx.law && !self.scope.find(Some(law), name).is_empty())
            .map(Arc::from)
    }

    /// A right by name.
    pub(super) fn right(&mut self, name: &QName) -> Option<Found> {
        let found = self.resolve(name)?;
        let right = found.iter().find(|f| matches!(f.signature.kind, SymKind::Right { .. }) && f.role == Role::Itself);
        match right {
            Some(right) => Some(right.clone()),
            None => self.fail(
                Diagnostic::error(code::FORM, self.at(name.span), format!("`{}` is geen recht", name.name))
                    .why("Alleen een recht kan worden toegekend, geweigerd of ontvangen.")
                    .help("Bepaal het met `recht op …`, of gebruik het in de vorm waarin het bepaald is."),
            ),
        }
    }

    /// Runs `f` with more persons known to be present.
    pub(super) fn with_present<T>(&mut self, more: Vec<Expr<Sym>>, f: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.present.len();
        self.present.extend(more);
        let result = f(self);
        self.present.truncate(before);
        result
    }
}

/// The persons that are present when a condition is true.
pub(super) fn present_if_true(e: &Expr<Sym>) -> Vec<Expr<Sym>> {
    match e {
        Expr::Present(x) => vec![(**x).clone()],
        Expr::All(all) => all.iter().flat_map(present_if_true).collect(),
        Expr::Point(_, e) => present_if_true(e),
        Expr::Not(e) => present_if_false(e),
        _ => Vec::new(),
    }
}

/// The persons that are present when a condition is false.
pub(super) fn present_if_false(e: &Expr<Sym>) -> Vec<Expr<Sym>> {
    match e {
        Expr::Any(all) => all.iter().flat_map(present_if_false).collect(),
        Expr::Point(_, e) => present_if_false(e),
        Expr::Not(e) => present_if_true(e),
        _ => Vec::new(),
    }
}
