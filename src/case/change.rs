//! Changes to a case: what a step on a route does to the facts.

use super::model::{Case, Event, FactKey, FactState, Member, Segment};
use crate::value::{Date, Entity, Value};
use std::sync::Arc;

impl Case {
    /// Fills in a fact that nobody knew, for every day on which it is not known.
    pub fn establish(&mut self, key: FactKey, value: Value) {
        let timeline = self.facts.entry(key).or_default();
        timeline.retain(|s| !matches!(s.state, FactState::Unknown | FactState::NotAsked | FactState::InMonth(..)));
        timeline.push(Segment { from: None, until: None, state: FactState::Known(value) });
    }

    /// Changes a fact from a day on; what was before stays as it was.
    pub fn change(&mut self, key: FactKey, value: Value, from: Date) {
        let segment = Segment { from: Some(from), until: None, state: FactState::Known(value) };
        self.facts.entry(key).or_default().insert(0, segment);
    }

    /// Something that happens on a day.
    pub fn happen(&mut self, key: FactKey, value: Value, date: Date) {
        let (fact, about) = key;
        let at = self.events.iter().position(|e| e.date > date).unwrap_or(self.events.len());
        self.events.insert(at, Event { fact, about, date, value });
    }

    /// An entity of a sort besides those in the case, such as an address elsewhere.
    pub fn another(&mut self, name: &str, sort: &Arc<str>) -> Option<Entity> {
        if let Some(known) = self.entity(name) {
            return Some(known);
        }
        let next = u32::try_from(self.members.len()).ok()?;
        self.members.push(Member { name: name.into(), sort: sort.clone(), owner: None });
        Some(Entity(next))
    }
}
