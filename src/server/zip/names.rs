//! Names in an archive: fit for every disk, and each there once, also where upper and lower case are the same.

use crate::domain::file_name::{safe, split};
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

/// Characters of folders above a file at most; deeper ones are left out, so that common systems can still unpack it.
const MOST_PATH: usize = 160;

/// A folder of an archive: its path with a `/` at the end, or nothing at the top.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folder(String);

/// The names given so far.
#[derive(Debug, Default)]
pub struct Names {
    /// Folded path → the number to try next.
    taken: HashMap<String, u32>,
}

impl Names {
    /// A new folder in a folder, called so or nearly so. `parent` itself where the path would become too long.
    pub fn folder(&mut self, parent: &Folder, name: &str) -> Folder {
        let name = safe(name);
        if parent.0.chars().count() + name.chars().count() > MOST_PATH {
            return parent.clone();
        }
        Folder(self.unique(parent, &name, "") + "/")
    }

    /// The path of a new file in a folder, called so or nearly so.
    pub fn file(&mut self, folder: &Folder, name: &str) -> String {
        let name = safe(name);
        let (stem, extension) = split(&name);
        self.unique(folder, stem, extension)
    }

    /// "koi.jpg", else "koi (2).jpg" and so on.
    fn unique(&mut self, folder: &Folder, stem: &str, extension: &str) -> String {
        let dot = if extension.is_empty() { "" } else { "." };
        let first = format!("{}{stem}{dot}{extension}", folder.0);
        let key = fold(&first);
        let Some(next) = self.taken.get(&key).copied() else {
            self.taken.insert(key, 2);
            return first;
        };
        let free = (next..).find_map(|number| {
            let path = format!("{}{stem} ({number}){dot}{extension}", folder.0);
            let numbered = fold(&path);
            (!self.taken.contains_key(&numbered)).then_some((path, numbered, number))
        });
        let Some((path, numbered, number)) = free else { return first };
        self.taken.insert(key, number + 1);
        self.taken.insert(numbered, 2);
        path
    }
}

/// The form in which disks compare names.
fn fold(path: &str) -> String {
    path.to_lowercase().nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_given_once() {
        let mut names = Names::default();
        let top = Folder::default();
        let given: Vec<String> =
            ["koi.jpg", "KOI.JPG", "koi (2).jpg", "koi.jpg", "koi (2).jpg", "é.png", "e\u{301}.png", "x", "X", "a.b/c"]
                .iter()
                .map(|name| names.file(&top, name))
                .collect();
        assert_eq!(
            given,
            [
                "koi.jpg",
                "KOI (2).JPG",
                "koi (2) (2).jpg",
                "koi (3).jpg",
                "koi (2) (3).jpg",
                "é.png",
                "e\u{301} (2).png",
                "x",
                "X (2)",
                "a.b-c"
            ]
        );
    }

    #[test]
    fn folders_and_files_share_names() {
        let mut names = Names::default();
        let top = Folder::default();
        let one = names.folder(&top, "Day/1");
        let two = names.folder(&top, "day-1");
        assert_eq!((one.0.as_str(), two.0.as_str()), ("Day-1/", "day-1 (2)/"));
        assert_eq!(names.file(&top, "DAY-1"), "DAY-1 (3)");
        assert_eq!(names.file(&one, "koi.jpg"), "Day-1/koi.jpg");
        assert_eq!(names.file(&two, "koi.jpg"), "day-1 (2)/koi.jpg");
        assert_eq!(names.folder(&top, "..").0, "Untitled/");
    }

    #[test]
    fn deep_folders_fold_up() {
        let mut names = Names::default();
        let mut folder = Folder::default();
        for _ in 0..16 {
            folder = names.folder(&folder, &"x".repeat(60));
        }
        assert_eq!(folder.0.len(), 2 * 61);
        assert!(names.file(&folder, "koi.jpg").ends_with("x/koi.jpg"));
    }

    #[test]
    fn many_of_one_name_are_numbered_quickly() {
        let mut names = Names::default();
        let top = Folder::default();
        let last = (0..100_000).map(|_| names.file(&top, "image.jpg")).last();
        assert_eq!(last.as_deref(), Some("image (100000).jpg"));
    }
}
