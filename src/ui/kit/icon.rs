//! The line icons of `public/icons.svg`, by name.

use leptos::prelude::*;

macro_rules! icons {
    ($($(#[$doc:meta])* $variant:ident => $id:literal,)*) => {
        /// One drawing of the sprite. Its file lists the licence of all of them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum IconName {
            $($(#[$doc])* $variant,)*
        }

        impl IconName {
            /// Every drawing there is.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Where the drawing is: a path of this server with the symbol's id.
            pub const fn href(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!("/icons.svg#i-", $id),)*
                }
            }
        }
    };
}

icons! {
    /// Activity.
    Activity => "activity",
    /// Two arrows in a circle: try or load again.
    Again => "again",
    /// Warning triangle.
    Alert => "alert",
    /// Four tiles.
    All => "all",
    /// Box with a lid.
    Archive => "archive",
    /// Bell.
    Bell => "bell",
    /// Brands.
    Brands => "brands",
    /// Calendar.
    Calendar => "calendar",
    /// Campaign.
    Campaign => "campaign",
    /// Check.
    Check => "check",
    /// Paperclip.
    Clip => "clip",
    /// Clock.
    Clock => "clock",
    /// Cloud with an arrow up.
    Cloud => "cloud",
    /// Two columns.
    Compare => "compare",
    /// Copy.
    Copy => "copy",
    /// Wand.
    Create => "create",
    /// Clapperboard.
    Director => "director",
    /// Tick in a circle.
    Done => "done",
    /// Three dots, standing.
    Dots => "dots",
    /// Chevron down.
    Down => "down",
    /// Download.
    Download => "download",
    /// Eye.
    Eye => "eye",
    /// File.
    File => "file",
    /// Filein.
    FileIn => "filein",
    /// Film.
    Film => "film",
    /// Filter.
    Filter => "filter",
    /// Chevron left.
    First => "first",
    /// Folder.
    Folder => "folder",
    /// Folderplus.
    FolderPlus => "folderplus",
    /// Four corners out.
    Full => "full",
    /// Stars.
    Gallery => "gallery",
    /// Globe.
    Globe => "globe",
    /// Help.
    Help => "help",
    /// History.
    History => "history",
    /// Image.
    Image => "image",
    /// Page with an arrow down.
    Imported => "imported",
    /// Inbox.
    Inbox => "inbox",
    /// Picture with a plus.
    Input => "input",
    /// Key.
    Key => "key",
    /// One square.
    Large => "large",
    /// Arrow left.
    Left => "left",
    /// Library.
    Library => "library",
    /// Link.
    Link => "link",
    /// Lock.
    Lock => "lock",
    /// Four tiles.
    Medium => "medium",
    /// Menu.
    Menu => "menu",
    /// Minus.
    Minus => "minus",
    /// Three dots, lying.
    More => "more",
    /// Sliders.
    More2 => "more2",
    /// Music.
    Music => "music",
    /// Arrow right.
    Next => "next",
    /// Arrow leaving a box.
    Out => "out",
    /// Window with a right panel.
    Panel => "panel",
    /// Pause.
    Pause => "pause",
    /// Pencil.
    Pencil => "pencil",
    /// People.
    People => "people",
    /// Person.
    Person => "person",
    /// Pin.
    Pin => "pin",
    /// Play.
    Play => "play",
    /// Plus.
    Plus => "plus",
    /// Projects.
    Projects => "projects",
    /// Seal with a tick.
    Review => "review",
    /// Chevron right.
    Right => "right",
    /// Rotate.
    Rotate => "rotate",
    /// Search.
    Search => "search",
    /// Send.
    Send => "send",
    /// Settings.
    Settings => "settings",
    /// Share.
    Share => "share",
    /// Looking glass in a viewfinder.
    Similar => "similar",
    /// Nine tiles.
    Small => "small",
    /// Narrowing lines.
    Smart => "smart",
    /// Smile.
    Smile => "smile",
    /// Arrows up and down.
    Sort => "sort",
    /// Star.
    Star => "star",
    /// Tag.
    Tag => "tag",
    /// Speech bubble.
    Thread => "thread",
    /// Trash.
    Trash => "trash",
    /// Two chevrons.
    UpDown => "updown",
    /// Upload.
    Upload => "upload",
    /// X.
    X => "x",
    /// Sun.
    Sun => "sun",
    /// Moon.
    Moon => "moon",
    /// Monitor.
    Monitor => "monitor",
    /// Logout.
    LogOut => "logout",
    /// Eyeoff.
    EyeOff => "eyeoff",
    /// Zoomin.
    ZoomIn => "zoomin",
    /// Zoomout.
    ZoomOut => "zoomout",
    /// Unlock.
    Unlock => "unlock",
    /// Info.
    Info => "info",
    /// Mail.
    Mail => "mail",
    /// Person with a plus.
    Invite => "invite",
    /// Six dots to drag by.
    Grip => "grip",
    /// Undo.
    Undo => "undo",
    /// Fork.
    Fork => "fork",
    /// Four corners in.
    ExitFull => "exitfull",
    /// Up.
    Up => "up",
    /// At.
    At => "at",
    /// Reply.
    Reply => "reply",
    /// Folder with an arrow in.
    Move => "move",
    /// Box with an arrow out.
    Restore => "restore",
    /// Volume.
    Volume => "volume",
    /// Mute.
    Mute => "mute",
    /// Keyboard.
    Keyboard => "keyboard",
    /// Offline.
    Offline => "offline",
    /// Shield.
    Shield => "shield",
    /// Palette.
    Palette => "palette",
    /// Zip.
    Zip => "zip",
    /// Text.
    Text => "text",
    /// Stop.
    Stop => "stop",
    /// Swap.
    Swap => "swap",
    /// Device.
    Device => "device",
    /// List.
    List => "list",
    /// Bookmark.
    Bookmark => "bookmark",
    /// Target.
    Target => "target",
    /// Hash.
    Hash => "hash",
    /// Building.
    Building => "building",
    /// Arrows inward.
    Fit => "fit",
    /// Layers.
    Layers => "layers",
    /// Gauge.
    Dash => "dash",
    /// Disk.
    Disk => "disk",
}

/// An outline in the colour of the text beside it.
#[component]
pub fn Icon(
    /// Which drawing.
    name: IconName,
    /// 20 px instead of 16.
    #[prop(optional)]
    large: bool,
    /// What it says to those who do not see it; without, it is decoration.
    #[prop(optional, into)]
    label: Option<String>,
    /// Further classes, such as `tw` on a tree's twisty.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let mut classes = String::from("i");
    if large {
        classes.push_str(" i20");
    }
    if !class.is_empty() {
        classes.push(' ');
        classes.push_str(class);
    }
    let decoration = label.is_none().then_some("true");
    let role = label.is_some().then_some("img");
    view! {
        <svg class=classes role=role aria-label=label aria-hidden=decoration>
            <use href=name.href()></use>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPRITE: &str = include_str!("../../../public/icons.svg");

    #[test]
    fn every_name_has_its_drawing() {
        for name in IconName::ALL {
            let id = name.href().trim_start_matches("/icons.svg#");
            assert!(SPRITE.contains(&format!("<symbol id=\"{id}\"")), "{id} is not in the sprite");
        }
    }

    #[test]
    fn every_drawing_has_its_name() {
        let drawings = SPRITE.matches("<symbol id=\"i-").count();
        assert_eq!(drawings, IconName::ALL.len());
    }
}
