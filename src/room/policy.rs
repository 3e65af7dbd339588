//! R04: departure from a policy rule. Only there where a policy rule is what refuses: the way out must reach every rule
//! of that rank, as Awb 4:84 does.

use super::{Code, Desk, Room};

pub(super) fn find(desk: &Desk<'_>) -> Vec<Room> {
    desk.powers(Code::R04)
}
