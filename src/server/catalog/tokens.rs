//! Personal tokens by the hash of their secrets, so that no request of a program waits for the record.

use crate::domain::id::MemberId;
use crate::domain::time::Timestamp;
use crate::domain::token::Token;
use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};

/// Before the first use.
const NEVER: i64 = i64::MIN;

/// Every token.
#[derive(Default)]
pub struct Tokens(HashMap<String, Held>);

struct Held {
    token: Token,
    /// Last use, in milliseconds.
    used: AtomicI64,
    /// What the record knows of it.
    noted: AtomicI64,
}

impl Held {
    fn told(&self) -> Token {
        let used = self.used.load(Ordering::Relaxed);
        Token { used: (used != NEVER).then_some(Timestamp(used)), ..self.token.clone() }
    }
}

impl Tokens {
    /// Takes one in.
    pub fn put(&mut self, hash: &str, token: &Token) {
        let used = token.used.map_or(NEVER, |used| used.0);
        let held = Held { token: token.clone(), used: AtomicI64::new(used), noted: AtomicI64::new(used) };
        self.0.insert(hash.to_owned(), held);
    }

    /// Forgets one.
    pub fn remove(&mut self, hash: &str) {
        self.0.remove(hash);
    }

    /// Forgets all of a member.
    pub fn remove_of(&mut self, member: MemberId) {
        self.0.retain(|_, held| held.token.member != member);
    }

    /// The hashes of all secrets.
    pub fn hashes(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The token of a secret with this hash.
    pub fn find(&self, hash: &str) -> Option<Token> {
        self.0.get(hash).map(Held::told)
    }

    /// A member's, newest first, with their hashes.
    pub fn of_member(&self, member: MemberId) -> Vec<(String, Token)> {
        let of_member = self.0.iter().filter(|(_, held)| held.token.member == member);
        let mut tokens: Vec<_> = of_member.map(|(hash, held)| (hash.clone(), held.told())).collect();
        tokens.sort_by_key(|(_, token)| std::cmp::Reverse(token.id));
        tokens
    }

    /// Notes a use. Answers whether the record should learn of it: at most once in `every` milliseconds.
    pub fn used(&self, hash: &str, now: Timestamp, every: i64) -> bool {
        let Some(held) = self.0.get(hash) else { return false };
        held.used.fetch_max(now.0, Ordering::Relaxed);
        let noted = held.noted.load(Ordering::Relaxed);
        let due = noted == NEVER || now.0.saturating_sub(noted) > every;
        due && held.noted.compare_exchange(noted, now.0, Ordering::Relaxed, Ordering::Relaxed).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{Id, TokenId};
    use crate::domain::text::Name;
    use crate::domain::token::scopes;

    #[test]
    fn uses_are_noted_now_and_then() {
        let mut tokens = Tokens::default();
        let token = |id, member| Token {
            id: TokenId(Id(id)),
            member: MemberId(Id(member)),
            name: Name::new("Import").unwrap(),
            scopes: scopes(&[]),
            created: Timestamp(0),
            expires: None,
            used: None,
        };
        for (hash, id, member) in [("a", 1, 7), ("b", 2, 7), ("c", 3, 8)] {
            tokens.put(hash, &token(id, member));
        }
        let used = |tokens: &Tokens| tokens.find("a").unwrap().used;
        assert_eq!(used(&tokens), None);
        assert!(tokens.used("a", Timestamp(10), 100));
        assert!(!tokens.used("a", Timestamp(110), 100));
        assert_eq!(used(&tokens), Some(Timestamp(110)));
        assert!(tokens.used("a", Timestamp(111), 100));
        assert!(!tokens.used("nobody's", Timestamp(0), 100));
        let hashes: Vec<String> = tokens.of_member(MemberId(Id(7))).into_iter().map(|(hash, _)| hash).collect();
        assert_eq!(hashes, ["b", "a"]);
        tokens.remove("b");
        tokens.remove_of(MemberId(Id(8)));
        assert!(tokens.find("a").is_some() && tokens.find("b").is_none() && tokens.find("c").is_none());
    }
}
