//! What a comparison says: the three example amendments on the cases they are about, with their nearest neighbours, and
//! how gifts, loans and duties to pay are counted.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing)]

mod gedeeld;

use gedeeld::kanwel_in;
use insta_cmd::assert_cmd_snapshot;
use kanwel::case::{Case, Node, parse_toml, read, without_facts};
use kanwel::compare::{Class, Compared, Depth, Range, Side, compare};
use kanwel::db::Kanwel;
use kanwel::eval::{Settings, Without, assess};
use kanwel::host::{self, load_rules, read_text};
use kanwel::ir::rule::Origin;
use kanwel::ir::{Program, RuleId};
use kanwel::value::Exact;
use std::path::Path;
use std::sync::Arc;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The whole report of an example amendment.
fn report(name: &str, bill: &str, more: &[&str]) {
    let bill = format!("examples/wijzigingen/{bill}.regel");
    let mut arguments = vec!["vergelijk", "--wijziging", &bill];
    arguments.extend(more);
    // The version of the rules is a hash of the rules.
    insta::with_settings!({ filters => vec![("[0-9a-f]{12}", "[regelversie]")] }, {
        assert_cmd_snapshot!(name, kanwel_in(root(), &arguments));
    });
}

/// The text of 2025 put back, on cases that the act of 2026 was made for and on their nearest neighbours.
#[test]
fn the_participatiewet_in_balans() {
    let cases = ["examples/wijzigingen/casussen/balans", "examples/casussen/mantelzorg_samenwonen.toml"];
    let more = ["--omgekeerd", "--casussen", cases[0], "--casussen", cases[1], "--peildatum", "2026-07-15"];
    report("balans", "participatiewet_zonder_balans", &more);
}

/// One who wins, one who loses, two who fall between, and for each turn the nearest household for which nothing changes.
#[test]
fn one_concept_of_partner() {
    let cases = ["examples/wijzigingen/casussen/partnerbegrip", "examples/casussen/broer_ingetrokken.toml"];
    report("partnerbegrip", "eenvormig_partnerbegrip", &["--casussen", cases[0], "--casussen", cases[1]]);
}

/// Whom a duty to prove hits: who it was meant for, and by name who it was not meant for.
#[test]
fn a_duty_to_prove() {
    let target = ["--doelgroep", "Wkgb.woont_met_andere_volwassene"];
    let cases = "examples/wijzigingen/casussen/bewijs";
    report("bewijs", "bewijs_alleenstaande_ouder", &["--casussen", cases, target[0], target[1]]);
}

struct Laws {
    before: Arc<Program>,
    after: Arc<Program>,
}

fn laws(bill: &str) -> Laws {
    let with = |extra: &[std::path::PathBuf]| load_rules(Some(&root().join("rules")), extra).unwrap().corpus.program();
    let bill = root().join("examples/wijzigingen").join(format!("{bill}.regel"));
    Laws { before: with(&[]), after: with(&[bill]) }
}

impl Laws {
    fn cases(&self, path: &Path) -> (Case, Case) {
        self.both(host::read_case(path).unwrap().root.unwrap())
    }

    /// The household under both; what only the bill knows is left out before.
    fn both(&self, root: Node) -> (Case, Case) {
        let fact = |s: &&kanwel::ir::Symbol| !self.before.ids.contains_key(&s.signature.sym);
        let new: Vec<Arc<str>> = self.after.symbols.iter().filter(fact).map(|s| s.signature.sym.name.clone()).collect();
        let before = read(&self.before, &without_facts(root.clone(), &new)).case.unwrap();
        (before, read(&self.after, &root).case.unwrap())
    }

    fn compare(&self, cases: &(Case, Case), target: Option<&str>, depth: Depth<'_>) -> Compared {
        let settings = Settings::on(cases.1.date.unwrap());
        let before = Side { program: &self.before, case: &cases.0, settings: &settings };
        let after = Side { program: &self.after, case: &cases.1, settings: &settings };
        let target = target.map(|t| (after, self.after.find(t).unwrap()));
        compare("h", before, after, depth, target)
    }

    fn example(&self, name: &str, target: Option<&str>) -> Compared {
        self.compare(&self.cases(&root().join(format!("examples/{name}.toml"))), target, Depth::BETWEEN)
    }
}

fn euros(n: i64) -> Range {
    Range { low: Some(Exact::int(n)), high: Some(Exact::int(n)) }
}

#[test]
fn one_concept_of_partner_in_figures() {
    let laws = laws("eenvormig_partnerbegrip");
    let of = |name: &str| laws.example(&format!("wijzigingen/casussen/partnerbegrip/{name}"), None);
    let yearly = |c: &Compared, text: &str| assert_eq!(c.kept.yearly.exact(), Exact::parse_decimal(text));
    let wins = of("samenwonend_stel");
    assert_eq!(wins.class, Class::Gains);
    // The norm of someone who shares the costs with one other: 1.001,07 a month.
    yearly(&wins, "12012.84");
    let loses = of("huisgenoot_met_kind");
    assert_eq!(loses.class, Class::Loses);
    // From 1.001,07 to what the norm of a couple leaves above the wage: 2.002,13 - 1.250.
    yearly(&loses, "-2987.28");
    let fled = of("gevlucht_naar_moeder");
    assert_eq!((fled.class, fled.lost.len()), (Class::Between, 1));
    yearly(&fled, "-12012.84");
    assert_eq!(laws.example("casussen/broer_ingetrokken", None).class, Class::Between);
    for same in ["getrouwd_stel", "scheiding_gevraagd"] {
        let c = of(same);
        assert_eq!((c.class, c.rights.len(), c.findings.len()), (Class::Same, 0, 0), "{same}");
    }
}

#[test]
fn a_duty_to_prove_in_figures() {
    let laws = laws("bewijs_alleenstaande_ouder");
    let of = |name: &str| {
        laws.example(&format!("wijzigingen/casussen/bewijs/{name}"), Some("Wkgb.woont_met_andere_volwassene"))
    };
    for (name, target, class, yearly) in [
        ("dochter_bij_moeder", true, Class::Loses, -3408),
        ("dochter_bij_moeder_met_verklaring", true, Class::Same, 0),
        ("pas_gescheiden", false, Class::Loses, -3408),
        ("pas_gescheiden_met_verklaring", false, Class::Same, 0),
        ("weduwe", false, Class::Loses, -3420),
        ("vrouwenopvang", false, Class::Loses, -3408),
        ("getrouwd_stel", false, Class::Same, 0),
    ] {
        let c = of(name);
        assert_eq!((c.in_target, c.class, c.kept.yearly), (Some(target), class, euros(yearly)), "{name}");
    }
    // Whether she sends in the statement is not known: she may lose all of it or nothing.
    let open = of("alleenstaande_ouder");
    assert_eq!((open.in_target, open.class), (Some(false), Class::Loses));
    assert_eq!((open.kept.yearly.low, open.kept.yearly.high), (Some(Exact::int(-3408)), Some(Exact::ZERO)));
}

/// What decides is left out: the outcome is another. On what does not decide, nothing of the kind is claimed.
#[test]
fn without_what_decides_the_outcome_is_another() {
    for (bill, folder) in [
        ("eenvormig_partnerbegrip", "partnerbegrip"),
        ("bewijs_alleenstaande_ouder", "bewijs"),
        ("participatiewet_zonder_balans", "balans"),
    ] {
        let laws = laws(bill);
        let folder = root().join("examples/wijzigingen/casussen").join(folder);
        for path in host::files_below(&folder, "toml").unwrap() {
            let cases = laws.cases(&path);
            let settings = Settings::on(cases.1.date.unwrap());
            for change in laws.compare(&cases, None, Depth { kinds: &[], complete: false }).rights {
                assert!(!change.deciding.is_empty(), "{}: {} for no reason", path.display(), change.right);
                assert!(change.deciding.len() <= 6, "{}: {:#?}", path.display(), change.deciding);
                for after in [false, true] {
                    let (program, case) = if after { (&laws.after, &cases.1) } else { (&laws.before, &cases.0) };
                    let decides = |id: &RuleId| {
                        let p = program.provision_of(*id).unwrap();
                        let bill = match &p.origin {
                            Origin::Bill(code) => Some(code.clone()),
                            _ => None,
                        };
                        change
                            .deciding
                            .iter()
                            .any(|d| d.after == after && d.citation == p.citation && (d.bill == bill || bill.is_none()))
                    };
                    let rules: Vec<RuleId> = (0..u32::try_from(program.rules.len()).unwrap())
                        .map(RuleId)
                        .filter(|id| program.rule(*id).unwrap().validity.contains(settings.date) && decides(id))
                        .collect();
                    if rules.is_empty() {
                        continue;
                    }
                    let without = Settings {
                        without: rules.iter().map(|r| Without::Statement(*r)).collect(),
                        ..settings.clone()
                    };
                    let right = program.ids[&change.right];
                    let of = |settings: &Settings| {
                        let found = assess(program, case, settings, Some(&[right]), false).outcomes;
                        let own = found.into_iter().find(|o| case.name(o.holder) == change.holder);
                        own.map(|o| (o.verdict, o.amount, o.between, o.missing, o.norms))
                    };
                    assert_ne!(of(&settings), of(&without), "{}: {:#?}", path.display(), change.deciding);
                }
            }
        }
    }
}

/// A small law and a bill over it.
fn small(bill: &str) -> Laws {
    let dir = root().join("tests/cli/werkmap");
    let text = |path: &str| read_text(&dir.join(path)).unwrap();
    let mut sources = vec![
        ("a.regel".to_owned(), text("rules/woorden.regel")),
        ("b.regel".to_owned(), text("rules/voorbeeldwet.regel")),
    ];
    let program = |sources: Vec<(String, String)>| {
        let corpus = Kanwel::new(sources);
        let wrong = corpus.diagnostics();
        assert!(!wrong.iter().any(kanwel::diagnostic::Diagnostic::is_error), "{wrong:#?}");
        corpus.program()
    };
    let before = program(sources.clone());
    let head = "wijziging Vkl \"Klein voorstel\" met ingang van 2026-02-01\n\n";
    sources.push(("c.regel".to_owned(), format!("{head}{bill}")));
    Laws { before, after: program(sources) }
}

/// Someone with a wage of € 400, so that a contribution of € 600 a month is due.
fn on(bill: &str) -> Compared {
    let laws = small(bill);
    laws.compare(&someone(&laws), None, Depth::BETWEEN)
}

fn someone(laws: &Laws) -> (Case, Case) {
    let text = "peildatum = 2026-03-01\nvolledig = [\"personen\"]\n[personen.aanvrager]\ngeboortedatum = \"1990-05\"\nloon = \"€ 400 per maand\"\ndakloos = false\n";
    laws.both(parse_toml(&"huishouden".into(), text).unwrap())
}

/// The contribution with the same conditions and something added to it.
fn contribution(more: &str) -> String {
    format!(
        "Vb artikel 2 lid 1 wordt vervangen door \"Bijdrage\"\n  kern \"Een bijdrage.\"\n  recht op bijdrage van persoon P jegens college\n    op aanvraag\n    als leeftijd van P is ten minste 18 jaar en loon van P is minder dan grens_voorbeeld\n    hoogte tekort van P\n{more}  begrip tekort van persoon P geeft € per maand\n    is grens_voorbeeld - loon van P\n"
    )
}

#[test]
fn a_gift_that_becomes_a_loan_is_a_loss_and_the_other_way_round_a_gain() {
    let c = on(&contribution("    vorm lening\n"));
    assert_eq!((c.class, c.kept.yearly, c.lent.yearly), (Class::Loses, euros(-7200), euros(7200)));
    assert_eq!((c.kept.after, c.lent.before, c.lent.after), (euros(0), euros(0), euros(7200)));
    assert_eq!(c.rights[0].to_loan(), Some(true));
    // The same right, given to keep as it was: nothing.
    assert_eq!(on(&contribution("")).class, Class::Same);
    // In kind it brings no money either, and it is no loan.
    let c = on(&contribution("    vorm natura\n"));
    assert_eq!((c.class, c.lent.yearly, c.rights[0].to_loan()), (Class::Loses, euros(0), None));
}

#[test]
fn less_to_borrow_is_told_but_is_no_loss_of_income() {
    let lend = "na Vb artikel 2 lid 2 wordt ingevoegd artikel 2 lid 3 \"Lening\"\n  kern \"Een lening.\"\n  recht op lening_voorbeeld van persoon P jegens college\n    op aanvraag\n    als loon van P is minder dan € 500 per maand\n    hoogte € 80 per maand\n    vorm lening\n";
    let c = on(lend);
    assert_eq!((c.class, c.kept.yearly, c.lent.yearly), (Class::Gains, euros(0), euros(960)));
    let laws = small(lend);
    let cases = someone(&laws);
    let settings = Settings::on(cases.1.date.unwrap());
    let (old, new) = (
        Side { program: &laws.after, case: &cases.1, settings: &settings },
        Side { program: &laws.before, case: &cases.0, settings: &settings },
    );
    let back = compare("h", old, new, Depth::BETWEEN, None);
    assert_eq!((back.kept.yearly, back.lent.yearly), (euros(0), euros(-960)));
}

#[test]
fn a_duty_to_pay_is_a_loss_whoever_is_bound_to_see_to_it() {
    let duty = |of: &str, more: &str| {
        format!(
            "na Vb artikel 2 lid 2 wordt ingevoegd artikel 2 lid 3 \"Betalen\"\n  kern \"Betalen.\"\n  plicht tot {of}\n    als loon van P is minder dan € 500 per maand\n{more}"
        )
    };
    let c = on(&duty("eigen_deel_betalen van persoon P jegens college", "    hoogte € 50 per maand\n"));
    assert_eq!((c.class, c.kept.yearly, c.owed.yearly), (Class::Loses, euros(0), euros(600)));
    assert_eq!((c.rights.len(), c.duties.len(), c.owed.once), (0, 1, euros(0)));
    let c = on(&duty("terugvorderen van college jegens persoon P", "    hoogte € 500\n"));
    assert_eq!((c.class, c.owed.yearly, c.owed.once), (Class::Loses, euros(0), euros(500)));
    // A duty without an amount, and one that does not apply, cost nothing.
    let c = on(&duty("eigen_deel_betalen van persoon P jegens college", ""));
    assert_eq!((c.class, c.duties.len()), (Class::Same, 0));
    let other = duty("eigen_deel_betalen van persoon P jegens college", "    hoogte € 50 per maand\n");
    let c = on(&other.replace("minder dan € 500", "meer dan € 500"));
    assert_eq!((c.class, c.duties.len()), (Class::Same, 0));
    // A gain and a duty of the same size leave the household where it was.
    let more = "bedrag Vb.grens_voorbeeld wordt € 1.050 per maand bron \"bedacht\"\n\n";
    let c = on(&format!("{more}{other}"));
    assert_eq!((c.kept.yearly, c.owed.yearly), (euros(600), euros(600)));
    assert_ne!(c.class, Class::Gains);
}

#[test]
fn what_is_only_written_anew_decides_nothing() {
    let more = "bedrag Vb.grens_voorbeeld wordt € 1.050 per maand bron \"bedacht\"\n\n";
    let c = on(&format!("{more}{}", contribution("")));
    assert_eq!(c.class, Class::Gains);
    let told: Vec<String> = c.rights[0].deciding.iter().map(|d| d.citation.to_string()).collect();
    assert!(told.iter().all(|t| t == "Vb artikel 1"), "{told:?}");
    assert!(c.rights[0].deciding.iter().any(|d| d.after && d.bill.is_some()));
}

/// A conflict that touches fewer outcomes is the same conflict, and one that touches more is a worse one.
#[test]
fn a_conflict_that_touches_more_or_less_is_not_another_one() {
    let laws = laws("bewijs_alleenstaande_ouder");
    let cases = laws.cases(&root().join("examples/casussen/broer_ingetrokken.toml"));
    let settings = Settings::on(cases.1.date.unwrap());
    let (old, new) = (
        Side { program: &laws.before, case: &cases.0, settings: &settings },
        Side { program: &laws.after, case: &cases.1, settings: &settings },
    );
    let kinds = Depth { kinds: &[kanwel::conflict::Code::B04], complete: false };
    let turns = |a, b| compare("h", a, b, kinds, None).findings.iter().map(|f| f.turn).collect::<Vec<_>>();
    // Without proof there is no extra amount to lose any more: the other concept costs the care allowance only.
    assert_eq!(turns(old, new), []);
    assert_eq!(turns(new, old), [kanwel::compare::Turn::Worse]);
    // Under one concept it is gone altogether.
    let one = self::laws("eenvormig_partnerbegrip");
    let cases = one.cases(&root().join("examples/casussen/broer_ingetrokken.toml"));
    let turns: Vec<_> = one.compare(&cases, None, kinds).findings.iter().map(|f| f.turn).collect();
    assert_eq!(turns, [kanwel::compare::Turn::Solved]);
}
