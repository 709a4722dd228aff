//! People, brands and who works where.

use super::names;
use crate::domain::access::Actor;
use crate::domain::brand::{Brand, BrandRole};
use crate::domain::id::{BrandId, MemberId};
use crate::domain::member::Member;
use crate::domain::text::Email;
use std::collections::{BTreeMap, HashMap};

/// Everybody and every brand.
#[derive(Default)]
pub struct Directory {
    members: HashMap<MemberId, Member>,
    by_email: HashMap<Email, MemberId>,
    brands: HashMap<BrandId, Brand>,
    by_slug: HashMap<String, BrandId>,
    roles: HashMap<MemberId, BTreeMap<BrandId, BrandRole>>,
}

impl Directory {
    /// Takes in a member.
    pub fn put_member(&mut self, member: Member) {
        let (id, email) = (member.id, member.email.clone());
        if let Some(old) = self.members.insert(id, member)
            && self.by_email.get(&old.email) == Some(&id)
        {
            self.by_email.remove(&old.email);
        }
        self.by_email.insert(email, id);
    }

    /// Takes in a brand.
    pub fn put_brand(&mut self, brand: Brand) {
        let (id, slug) = (brand.id, brand.slug.clone());
        if let Some(old) = self.brands.insert(id, brand)
            && self.by_slug.get(&old.slug) == Some(&id)
        {
            self.by_slug.remove(&old.slug);
        }
        self.by_slug.insert(slug, id);
    }

    /// Gives, changes or takes away a role.
    pub fn put_role(&mut self, brand: BrandId, member: MemberId, role: Option<BrandRole>) {
        let roles = self.roles.entry(member).or_default();
        match role {
            Some(role) => roles.insert(brand, role),
            None => roles.remove(&brand),
        };
    }

    /// How many members, brands and roles there are.
    pub fn counts(&self) -> [usize; 3] {
        [self.members.len(), self.brands.len(), self.roles.values().map(BTreeMap::len).sum()]
    }

    pub fn member(&self, id: MemberId) -> Option<&Member> {
        self.members.get(&id)
    }

    pub fn member_by_email(&self, email: &Email) -> Option<&Member> {
        self.member(*self.by_email.get(email)?)
    }

    /// Everybody by name.
    pub fn members(&self) -> Vec<Member> {
        let mut members: Vec<Member> = self.members.values().cloned().collect();
        members.sort_by(|a, b| names::compare(a.name.as_str(), b.name.as_str()).then(a.id.cmp(&b.id)));
        members
    }

    /// The member's name, empty when unknown.
    pub fn name(&self, id: MemberId) -> String {
        self.member(id).map(|member| member.name.to_string()).unwrap_or_default()
    }

    /// The member with every role that decides.
    pub fn actor(&self, id: MemberId) -> Option<Actor> {
        let member = self.member(id)?;
        let brands = self.roles.get(&id).into_iter().flatten().map(|(brand, role)| (*brand, *role)).collect();
        Some(Actor { member: id, role: member.role, brands })
    }

    /// Who has a role in which brand.
    pub fn roles(&self) -> impl Iterator<Item = (MemberId, BrandId)> {
        self.roles.iter().flat_map(|(member, roles)| roles.keys().map(|brand| (*member, *brand)))
    }

    /// Who works in a brand, by name.
    pub fn roles_in(&self, brand: BrandId) -> Vec<(Member, BrandRole)> {
        let role = |member: &Member| self.roles.get(&member.id)?.get(&brand).copied();
        self.members()
            .into_iter()
            .filter_map(|member| Some((role(&member)?, member)))
            .map(|(role, member)| (member, role))
            .collect()
    }

    pub fn brand(&self, id: BrandId) -> Option<&Brand> {
        self.brands.get(&id)
    }

    pub fn brand_by_slug(&self, slug: &str) -> Option<&Brand> {
        self.brand(*self.by_slug.get(slug)?)
    }

    /// Brands of every sort.
    pub fn brand_count(&self) -> u64 {
        self.brands.len() as u64
    }

    /// What the actor may see of the brand with that slug, or of all: team brands by name, Personal last.
    pub fn seen(&self, actor: &Actor, slug: Option<&str>) -> Vec<&Brand> {
        let mut seen: Vec<&Brand> = match slug {
            Some(slug) => self.brand_by_slug(slug).into_iter().collect(),
            None => self.brands.values().collect(),
        };
        seen.retain(|brand| actor.sees(&brand.scope()));
        seen.sort_by(|a, b| {
            let personal = a.personal_of.is_some().cmp(&b.personal_of.is_some());
            personal.then_with(|| names::compare(a.name.as_str(), b.name.as_str())).then(a.id.cmp(&b.id))
        });
        seen
    }
}
