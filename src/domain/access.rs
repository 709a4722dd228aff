//! Who may do what: the one table of rights, asked by the interface and enforced by the server.

mod matrix;

use super::brand::BrandRole;
use super::id::{BrandId, MemberId};
use super::member::StudioRole;
use super::review::Status;
use serde::{Deserialize, Serialize};

/// A thing a person may want to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// See a brand, its assets and campaigns.
    See,
    /// Upload or import into a brand.
    Upload,
    /// Rename, rate, tag an asset, file it into collections.
    Edit,
    /// Give an asset new bytes, or old ones back; its status must allow it too.
    AddVersion,
    /// Create, rename, move, delete collections.
    ArrangeCollections,
    /// Create a campaign; add or remove its assets.
    FillCampaign,
    /// Edit or delete a campaign; publish, unpublish, regenerate its link.
    ManageCampaign,
    Submit,
    Withdraw,
    /// Approve or reject.
    Decide,
    /// Take rejected work back to draft.
    Revise,
    /// Submit rejected work again.
    Resubmit,
    /// Archive and unarchive.
    Archive,
    /// Delete a not-approved asset to the trash, and restore it.
    Trash,
    /// Delete a trashed asset for good.
    Purge,
    /// Take a not-approved asset to another brand; that one is asked for [`Action::Upload`].
    MoveAway,
    /// Members and roles of a brand.
    ManageBrand,
    CreateBrand,
    /// Studio settings, people, background work.
    ManageStudio,
}

impl Action {
    pub const ALL: [Self; 19] = [
        Self::See,
        Self::Upload,
        Self::Edit,
        Self::AddVersion,
        Self::ArrangeCollections,
        Self::FillCampaign,
        Self::ManageCampaign,
        Self::Submit,
        Self::Withdraw,
        Self::Decide,
        Self::Revise,
        Self::Resubmit,
        Self::Archive,
        Self::Trash,
        Self::Purge,
        Self::MoveAway,
        Self::ManageBrand,
        Self::CreateBrand,
        Self::ManageStudio,
    ];

    /// Ends the sentence "You may not …".
    pub fn words(self) -> &'static str {
        match self {
            Self::See => "see this",
            Self::Upload => "upload to this brand",
            Self::Edit => "change this asset",
            Self::AddVersion => "add versions to this asset",
            Self::ArrangeCollections => "change collections of this brand",
            Self::FillCampaign => "create or fill campaigns of this brand",
            Self::ManageCampaign => "edit, share or delete campaigns of this brand",
            Self::Submit | Self::Resubmit => "submit this for review",
            Self::Withdraw => "withdraw this from review",
            Self::Decide => "approve or reject this",
            Self::Revise => "take this back to draft",
            Self::Archive => "archive this",
            Self::Trash => "delete this",
            Self::Purge => "delete this for good",
            Self::MoveAway => "move this to another brand",
            Self::ManageBrand => "manage this brand",
            Self::CreateBrand => "create brands",
            Self::ManageStudio => "change the studio",
        }
    }
}

/// The member who asks, with every role that decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    pub member: MemberId,
    pub role: StudioRole,
    /// Roles in team brands.
    pub brands: Vec<(BrandId, BrandRole)>,
}

/// The brand in which something is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrandScope {
    pub id: BrandId,
    /// The member whose Personal brand it is.
    pub personal_of: Option<MemberId>,
    /// Managers may approve their own work.
    pub self_approval: bool,
}

/// What an action is done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Studio,
    Brand(BrandScope),
    Asset { brand: BrandScope, uploader: MemberId, status: Status },
}

/// The actor may see the thing, but not do this to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("You may not {}.", .0.words())]
pub struct Denied(pub Action);

/// The actor's standing towards a scope, from which the table is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Owner or admin of the studio, in a team brand or the studio itself.
    Steward,
    Manager,
    Creator,
    Viewer,
    /// Owner of the Personal brand.
    Self_,
    /// A plain member, asked about the studio.
    Member,
    /// No relation: the thing does not exist for them.
    None,
}

impl Actor {
    /// Whether the actor may do `action` to `scope`.
    pub fn may(&self, action: Action, scope: &Scope) -> bool {
        matrix::grants(action, self.standing(scope), self.tie(scope))
    }

    /// Like [`Actor::may`], as a `Result`.
    pub fn require(&self, action: Action, scope: &Scope) -> Result<(), Denied> {
        if self.may(action, scope) { Ok(()) } else { Err(Denied(action)) }
    }

    /// Whether the brand exists for the actor.
    pub fn sees(&self, brand: &BrandScope) -> bool {
        self.may(Action::See, &Scope::Brand(*brand))
    }

    fn standing(&self, scope: &Scope) -> Standing {
        let steward = self.role >= StudioRole::Admin;
        let brand = match scope {
            Scope::Studio => return if steward { Standing::Steward } else { Standing::Member },
            Scope::Brand(brand) | Scope::Asset { brand, .. } => brand,
        };
        match brand.personal_of {
            Some(owner) if owner == self.member => return Standing::Self_,
            Some(_) => return Standing::None,
            None => {}
        }
        if steward {
            return Standing::Steward;
        }
        match self.brands.iter().find(|(id, _)| *id == brand.id) {
            Some((_, BrandRole::Manager)) => Standing::Manager,
            Some((_, BrandRole::Creator)) => Standing::Creator,
            Some((_, BrandRole::Viewer)) => Standing::Viewer,
            None => Standing::None,
        }
    }

    fn tie(&self, scope: &Scope) -> Tie {
        match scope {
            Scope::Asset { brand, uploader, status } => Tie {
                own: *uploader == self.member,
                draft: *status == Status::Draft,
                approved: status.locked(),
                self_approval: brand.self_approval,
            },
            _ => Tie::default(),
        }
    }
}

/// What else the table asks about the asset at hand.
#[derive(Clone, Copy, Debug, Default)]
struct Tie {
    /// The actor uploaded it.
    own: bool,
    draft: bool,
    approved: bool,
    self_approval: bool,
}
