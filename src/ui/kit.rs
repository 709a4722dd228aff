//! Primitives that know nothing of our nouns: what they are called, how they look, how they behave.
//!
//! Styles stand in `style/kit/`, one file per component file. Values that change come as
//! `Signal`s, deeds go out as `Callback`s, and ids are given by the caller so that the server and
//! the browser agree on them.
//!
//! | to | take |
//! |---|---|
//! | do something | `Button` (`on_press`, `busy`, `off`), `MenuItem`, `AddChip` |
//! | go somewhere | `ButtonLink`, `Tab` in `Tabs`, `MenuLink` |
//! | ask for words | `TextField`, `PasswordField`, `TextArea`, `SearchField`; `Field` frames any other control |
//! | ask for a choice | `SelectField`, `Seg`, `Switch`, `Stars` |
//! | stand over the page | `Dialog`, `Menu`, `ToastRegion` (said through `state::toasts`) |
//! | show a fact | `Chip`, `Count`, `Avatar`, `StarsShown`, `Progress`, `Icon`, `Note` |
//! | fill an empty place | `Blank`, `Message`, `Skeleton` |
//! | show many things | `VirtualGrid`, moved and asked through its `GridHandle` |

pub mod avatar;
pub mod button;
pub mod chip;
pub mod dialog;
pub mod empty;
pub mod field;
pub mod icon;
pub mod menu;
pub mod progress;
pub mod seg;
pub mod select;
pub mod skeleton;
pub mod stars;
pub mod switch;
pub mod tabs;
pub mod toast;
pub mod virtual_grid;

pub use self::{
    avatar::Avatar,
    button::{Button, ButtonLink, Look, Size},
    chip::{AddChip, Chip, Count},
    dialog::Dialog,
    empty::{Blank, Message, Note},
    field::{Field, PasswordField, SearchField, TextArea, TextField},
    icon::{Icon, IconName},
    menu::{Menu, MenuButton, MenuItem, MenuLine, MenuLink},
    progress::Progress,
    seg::{Seg, Segment},
    select::{Choice, SelectField},
    skeleton::Skeleton,
    stars::{Stars, StarsShown},
    switch::Switch,
    tabs::{Tab, Tabs},
    toast::ToastRegion,
    virtual_grid::{Cell, GridHandle, VirtualGrid},
};
