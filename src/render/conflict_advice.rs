//! What one can do about a conflict.

use super::build::{Showing, organ};
use super::names::capital;
use super::spoken::with_article;
use crate::conflict::{Code, Effect, Finding, Says};
use crate::ir::rule::Body;

impl Showing<'_> {
    /// What one can do, in one sentence.
    pub(super) fn advice(&self, f: &Finding) -> String {
        if let (Code::B12, Some(who)) = (f.code, self.private(f)) {
            return self.advice_private(f, &who);
        }
        if matches!(f.effect, Effect::Overtaken { .. }) {
            return "Laat zien wat elke regeling neemt. Vraag bij elke regeling of dit geld buiten beschouwing kan blijven of bij een ander jaar hoort.".to_owned();
        }
        match f.code {
            Code::B01 => "Vraag het orgaan welke bepaling het toepast en waarom die voorgaat; leg het verschil voor aan een jurist.",
            Code::B02 => "Vraag elk orgaan schriftelijk om een besluit met artikel, en zet de weigeringen naast elkaar. Vraag intussen om een voorlopige oplossing.",
            Code::B03 => "Vraag het orgaan dat het minst hoeft te wachten om te beginnen; noem de bepaling die dat toelaat.",
            Code::B04 => "Vraag na of een verzoek of bewijs de uitkomst van een van beide wetten verandert; reken beide uitkomsten voor.",
            Code::B05 => "Vraag een van de organen om ontheffing of om de plicht af te stemmen op de andere.",
            Code::B06 => "Beroep u op de hogere bepaling en vraag om een besluit over deze persoon, niet over de regel.",
            Code::B07 => "Reken voor wat één euro kost, en vraag of een bijzonder vermogen, een ander jaar of een hardheidsclausule het bedrag anders maakt.",
            Code::B08 => "Vraag om een beslissing vóór die dag: een termijn is het uiterste. Vraag ook wie uitstel kan geven.",
            Code::B09 => "Vraag elke schuldeiser om het beschermde bedrag te laten staan en noem de andere inhoudingen; vraag om herziening met terugwerkende kracht.",
            Code::B10 => "Vraag het orgaan dat het dichtst bij de behoefte staat om maatwerk, en meld het gat aan de wetgever of de Nationale ombudsman.",
            Code::B11 => "Reken beide uitkomsten voor en vraag het orgaan om de tekst van de bepaling te volgen, of de gunstiger praktijk.",
            Code::B12 => "Vraag op welk artikel de weigering rust en noem het artikel dat wel telt; een bestuursorgaan moet dat in een besluit motiveren.",
        }
        .to_owned()
    }

    /// Who is no administrative authority takes no decision against which objection lies.
    fn advice_private(&self, f: &Finding, who: &str) -> String {
        let right = f.touches.first().and_then(|t| self.program().symbol(t.right));
        let owes = right.and_then(|s| {
            s.rules.iter().find_map(|r| match &self.program().rule(*r)?.rule.body {
                Body::Right { against, .. } => against.clone(),
                _ => None,
            })
        });
        let owes = owes.map(|o| with_article(&organ(&o))).filter(|o| o != who);
        let ask = owes
            .map_or_else(String::new, |o| format!(" Het recht bestaat tegenover {o}: vraag die om het te regelen."));
        format!(
            "Vraag {who} schriftelijk op welke regel of voorwaarde de weigering rust.{ask} {} is geen bestuursorgaan: bezwaar \
             kan niet, een klacht of de burgerlijke rechter wel.",
            capital(who)
        )
    }

    /// Who refused, when no general rule on decisions binds that party.
    fn private(&self, f: &Finding) -> Option<String> {
        f.sides.iter().find_map(|s| match &s.says {
            Says::Refused(said) => {
                said.by.as_ref().filter(|by| self.program().is_private(by)).map(|by| with_article(&organ(by)))
            }
            _ => None,
        })
    }
}
