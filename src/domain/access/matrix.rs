//! The table itself: the only place where a right is granted.

use super::{Action, Standing, Tie};

/// Whether somebody standing so towards a thing may do `action` to it.
pub(super) fn grants(action: Action, standing: Standing, tie: Tie) -> bool {
    use Standing::{Creator, Manager, Member, None, Self_, Steward, Viewer};
    let leads = matches!(standing, Steward | Manager);
    let makes = leads || standing == Creator;
    let sees = makes || matches!(standing, Viewer | Self_);
    // In a Personal brand its owner does everything but review and campaigns.
    let at_home = standing == Self_;
    match action {
        _ if standing == None => false,
        Action::See => sees || standing == Member,
        Action::Upload | Action::ArrangeCollections => makes || at_home,
        Action::Edit | Action::AddVersion => makes || at_home || (sees && tie.own),
        Action::FillCampaign => makes,
        Action::ManageCampaign | Action::ManageBrand => leads,
        Action::Submit => leads || (standing == Creator && tie.own),
        Action::Withdraw | Action::Revise | Action::Resubmit => leads || (standing != Self_ && sees && tie.own),
        Action::Decide => leads && (!tie.own || tie.self_approval),
        Action::Archive => leads || at_home || (sees && tie.own && tie.draft),
        Action::Trash | Action::Purge | Action::MoveAway => !tie.approved && (leads || at_home || (sees && tie.own)),
        Action::CreateBrand | Action::ManageStudio => standing == Steward,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write;

    /// Every action × every standing; for assets also the uploader's own and the approved one.
    /// y yes, . no, in the order: other's draft, own draft, other's in review, own in review, other's approved,
    /// own approved, own in review where the brand allows self-approval.
    fn table() -> String {
        let ties = [
            (false, true, false, false),
            (true, true, false, false),
            (false, false, false, false),
            (true, false, false, false),
            (false, false, true, false),
            (true, false, true, false),
            (true, false, false, true),
        ];
        let standings = [
            Standing::Steward,
            Standing::Manager,
            Standing::Creator,
            Standing::Viewer,
            Standing::Self_,
            Standing::Member,
            Standing::None,
        ];
        let mut table = String::new();
        for action in Action::ALL {
            let _ = write!(table, "{:18}", format!("{action:?}"));
            for standing in standings {
                table.push(' ');
                for (own, draft, approved, self_approval) in ties {
                    table.push(if grants(action, standing, Tie { own, draft, approved, self_approval }) { 'y' } else { '.' });
                }
            }
            table.push('\n');
        }
        table
    }

    #[test]
    fn the_table_is_as_agreed() {
        let expected = "\
See                yyyyyyy yyyyyyy yyyyyyy yyyyyyy yyyyyyy yyyyyyy .......
Upload             yyyyyyy yyyyyyy yyyyyyy ....... yyyyyyy ....... .......
Edit               yyyyyyy yyyyyyy yyyyyyy .y.y.yy yyyyyyy ....... .......
AddVersion         yyyyyyy yyyyyyy yyyyyyy .y.y.yy yyyyyyy ....... .......
ArrangeCollections yyyyyyy yyyyyyy yyyyyyy ....... yyyyyyy ....... .......
FillCampaign       yyyyyyy yyyyyyy yyyyyyy ....... ....... ....... .......
ManageCampaign     yyyyyyy yyyyyyy ....... ....... ....... ....... .......
Submit             yyyyyyy yyyyyyy .y.y.yy ....... ....... ....... .......
Withdraw           yyyyyyy yyyyyyy .y.y.yy .y.y.yy ....... ....... .......
Decide             y.y.y.y y.y.y.y ....... ....... ....... ....... .......
Revise             yyyyyyy yyyyyyy .y.y.yy .y.y.yy ....... ....... .......
Resubmit           yyyyyyy yyyyyyy .y.y.yy .y.y.yy ....... ....... .......
Archive            yyyyyyy yyyyyyy .y..... .y..... yyyyyyy ....... .......
Trash              yyyy..y yyyy..y .y.y..y .y.y..y yyyy..y ....... .......
Purge              yyyy..y yyyy..y .y.y..y .y.y..y yyyy..y ....... .......
MoveAway           yyyy..y yyyy..y .y.y..y .y.y..y yyyy..y ....... .......
ManageBrand        yyyyyyy yyyyyyy ....... ....... ....... ....... .......
CreateBrand        yyyyyyy ....... ....... ....... ....... ....... .......
ManageStudio       yyyyyyy ....... ....... ....... ....... ....... .......
";
        assert_eq!(table(), expected, "\n{}", table());
    }
}
