//! R02: a hardship clause whose reach covers the refusal. Excluded when its reach, or what it is not for, blocks it.

use super::{Code, Desk, Room};

pub(super) fn find(desk: &Desk<'_>) -> Vec<Room> {
    desk.powers(Code::R02)
}
