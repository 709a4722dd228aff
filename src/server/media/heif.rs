//! The container that AVIF and HEIC share: items, their properties, and where their bytes lie.
//!
//! Every offset comes from the file and is checked; counts are bounded, so that a small file cannot ask
//! for much work.

use super::exif::{self, Exif};
use super::orient::Orientation;
use crate::domain::asset::Facts;
use std::borrow::Cow;
use std::ops::Range;

/// Most items, properties and references that are read.
const MOST: usize = 4096;

/// A parsed `meta` box over the file's bytes.
pub(super) struct Heif<'a> {
    file: &'a [u8],
    /// Content of the box that items may lie in.
    idat: &'a [u8],
    primary: u32,
    items: Vec<Item>,
    properties: Vec<Property<'a>>,
    references: Vec<Reference>,
}

#[derive(Default)]
struct Item {
    id: u32,
    kind: [u8; 4],
    in_idat: bool,
    extents: Vec<Range<usize>>,
    /// Indices into [`Heif::properties`].
    properties: Vec<usize>,
}

struct Reference {
    kind: [u8; 4],
    from: u32,
    to: Vec<u32>,
}

/// How the samples of an item are to be read as colours, by the code points of ITU-T H.273.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Nclx {
    pub primaries: u8,
    pub transfer: u8,
    pub matrix: u8,
    pub full_range: bool,
}

enum Property<'a> {
    Size(u32, u32),
    Turns(u8),
    Mirror(u8),
    Icc(&'a [u8]),
    Nclx(Nclx),
    Auxiliary(&'a [u8]),
    /// Configuration of a HEVC decoder.
    Hevc(&'a [u8]),
    Other,
}

/// A box: its type and content.
struct Atom<'a> {
    kind: [u8; 4],
    body: &'a [u8],
}

/// Reads big-endian numbers; past the end it yields `None`.
#[derive(Clone, Copy)]
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    /// An unsigned number of 0 to 8 bytes.
    fn number(&mut self, size: usize) -> Option<u64> {
        Some(self.take(size)?.iter().fold(0, |sum, byte| (sum << 8) | u64::from(*byte)))
    }

    fn small(&mut self, size: usize) -> Option<u32> {
        u32::try_from(self.number(size)?).ok()
    }

    /// Version and flags of a full box.
    fn version(&mut self) -> Option<(u8, u32)> {
        let word = self.small(4)?;
        Some(((word >> 24) as u8, word & 0x00ff_ffff))
    }

    fn text(&mut self) -> Option<&'a [u8]> {
        let end = self.0.iter().position(|byte| *byte == 0)?;
        let text = self.take(end)?;
        self.take(1)?;
        Some(text)
    }

    fn atom(&mut self) -> Option<Atom<'a>> {
        let whole = self.0.len();
        let size = self.number(4)?;
        let kind = self.take(4)?.try_into().ok()?;
        let (header, size) = match size {
            0 => (8, whole),
            1 => (16, usize::try_from(self.number(8)?).ok()?),
            size => (8, usize::try_from(size).ok()?),
        };
        Some(Atom { kind, body: self.take(size.checked_sub(header)?)? })
    }

    fn atoms(mut self) -> impl Iterator<Item = Atom<'a>> {
        std::iter::from_fn(move || self.atom()).take(MOST)
    }

    fn find(self, kind: &[u8; 4]) -> Option<Bytes<'a>> {
        self.atoms().find(|atom| atom.kind == *kind).map(|atom| Bytes(atom.body))
    }
}

impl<'a> Heif<'a> {
    /// `None` where the structure is damaged or holds no picture.
    pub(super) fn parse(file: &'a [u8]) -> Option<Self> {
        let mut meta = Bytes(file).find(b"meta")?;
        meta.version()?;
        let mut heif = Self {
            file,
            idat: meta.find(b"idat").map(|body| body.0).unwrap_or_default(),
            primary: 0,
            items: Vec::new(),
            properties: Vec::new(),
            references: Vec::new(),
        };
        let mut pitm = meta.find(b"pitm")?;
        heif.primary = if pitm.version()?.0 == 0 { pitm.small(2)? } else { pitm.small(4)? };
        heif.read_items(meta.find(b"iinf")?)?;
        heif.read_locations(meta.find(b"iloc")?)?;
        let iprp = meta.find(b"iprp")?;
        heif.properties = iprp.find(b"ipco")?.atoms().map(|atom| property(&atom).unwrap_or(Property::Other)).collect();
        for ipma in iprp.atoms().filter(|atom| atom.kind == *b"ipma") {
            heif.read_associations(Bytes(ipma.body))?;
        }
        if let Some(iref) = meta.find(b"iref") {
            heif.read_references(iref)?;
        }
        Some(heif)
    }

    fn read_items(&mut self, mut iinf: Bytes<'a>) -> Option<()> {
        let (version, _) = iinf.version()?;
        iinf.small(if version == 0 { 2 } else { 4 })?;
        for infe in iinf.atoms().filter(|atom| atom.kind == *b"infe") {
            let mut body = Bytes(infe.body);
            let (version, _) = body.version()?;
            let id = body.small(if version >= 3 { 4 } else { 2 })?;
            body.take(2)?;
            let kind = if version >= 2 { body.take(4)?.try_into().ok()? } else { [0; 4] };
            self.items.push(Item { id, kind, ..Item::default() });
        }
        Some(())
    }

    fn read_locations(&mut self, mut iloc: Bytes<'a>) -> Option<()> {
        let (version, _) = iloc.version()?;
        let sizes = iloc.number(2)? as usize;
        let (offset_size, length_size, base_size) = (sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15);
        let index_size = if version == 0 { 0 } else { sizes & 15 };
        let id_size = if version < 2 { 2 } else { 4 };
        let count = iloc.number(id_size)?.min(MOST as u64);
        for _ in 0..count {
            let id = iloc.small(id_size)?;
            let method = if version == 0 { 0 } else { iloc.number(2)? & 15 };
            iloc.take(2)?;
            let base = iloc.number(base_size)?;
            let extents = iloc.number(2)?.min(MOST as u64);
            let mut ranges = Vec::new();
            for _ in 0..extents {
                iloc.number(index_size)?;
                let start = base.checked_add(iloc.number(offset_size)?)?;
                let length = iloc.number(length_size)?;
                ranges.push(usize::try_from(start).ok()?..usize::try_from(start.checked_add(length)?).ok()?);
            }
            if let Some(item) = self.items.iter_mut().find(|item| item.id == id) {
                (item.in_idat, item.extents) = (method == 1, ranges);
            }
        }
        Some(())
    }

    fn read_associations(&mut self, mut ipma: Bytes<'a>) -> Option<()> {
        let (version, flags) = ipma.version()?;
        let wide = flags & 1 == 1;
        let count = ipma.number(4)?.min(MOST as u64);
        for _ in 0..count {
            let id = ipma.small(if version == 0 { 2 } else { 4 })?;
            let associations = ipma.number(1)?;
            let mut properties = Vec::new();
            for _ in 0..associations {
                let index = if wide { ipma.number(2)? & 0x7fff } else { ipma.number(1)? & 0x7f };
                // Indices count from 1; 0 stands for none.
                properties.extend((index as usize).checked_sub(1));
            }
            if let Some(item) = self.items.iter_mut().find(|item| item.id == id) {
                item.properties = properties;
            }
        }
        Some(())
    }

    fn read_references(&mut self, mut iref: Bytes<'a>) -> Option<()> {
        let id_size = if iref.version()?.0 == 0 { 2 } else { 4 };
        for atom in iref.atoms() {
            let mut body = Bytes(atom.body);
            let from = body.small(id_size)?;
            let count = body.number(2)?.min(MOST as u64);
            let to = (0..count).map_while(|_| body.small(id_size)).collect();
            self.references.push(Reference { kind: atom.kind, from, to });
        }
        Some(())
    }

    /// The item that is the picture.
    pub(super) fn primary(&self) -> u32 {
        self.primary
    }

    fn item(&self, id: u32) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    fn properties(&self, id: u32) -> impl Iterator<Item = &Property<'a>> {
        let indices = self.item(id).map(|item| item.properties.as_slice()).unwrap_or_default();
        indices.iter().filter_map(|index| self.properties.get(*index))
    }

    /// `av01`, `hvc1`, `grid`, `Exif`, …
    pub(super) fn kind(&self, id: u32) -> Option<[u8; 4]> {
        self.item(id).map(|item| item.kind)
    }

    /// The bytes of an item, gathered where they lie in pieces.
    pub(super) fn data(&self, id: u32) -> Option<Cow<'a, [u8]>> {
        let item = self.item(id)?;
        let source = if item.in_idat { self.idat } else { self.file };
        // A length of zero means up to the end.
        let part = |range: &Range<usize>| {
            if range.is_empty() { source.get(range.start..) } else { source.get(range.clone()) }
        };
        if let [one] = item.extents.as_slice() {
            return part(one).map(Cow::Borrowed);
        }
        let mut whole = Vec::new();
        for range in &item.extents {
            whole.extend_from_slice(part(range)?);
            if whole.len() > source.len() {
                return None;
            }
        }
        Some(Cow::Owned(whole))
    }

    /// Width and height in pixels before turning.
    pub(super) fn size(&self, id: u32) -> Option<(u32, u32)> {
        self.properties(id).find_map(|property| match property {
            Property::Size(width, height) => Some((*width, *height)),
            _ => None,
        })
    }

    /// How the item must be turned; EXIF has no say in this container.
    pub(super) fn orientation(&self, id: u32) -> Orientation {
        let (mut turns, mut mirror) = (0, None);
        for property in self.properties(id) {
            match property {
                Property::Turns(value) => turns = *value,
                Property::Mirror(value) => mirror = Some(*value),
                _ => {}
            }
        }
        Orientation::from_heif(turns, mirror)
    }

    pub(super) fn icc(&self, id: u32) -> Option<&'a [u8]> {
        self.properties(id).find_map(|property| match property {
            Property::Icc(profile) => Some(*profile),
            _ => None,
        })
    }

    /// How a HEVC decoder is set up for the item.
    pub(super) fn hevc(&self, id: u32) -> Option<&'a [u8]> {
        self.properties(id).find_map(|property| match property {
            Property::Hevc(settings) => Some(*settings),
            _ => None,
        })
    }

    pub(super) fn nclx(&self, id: u32) -> Option<Nclx> {
        self.properties(id).find_map(|property| match property {
            Property::Nclx(nclx) => Some(*nclx),
            _ => None,
        })
    }

    /// The tiles of a `grid`, in reading order.
    pub(super) fn tiles(&self, id: u32) -> &[u32] {
        let found = self.references.iter().find(|reference| reference.kind == *b"dimg" && reference.from == id);
        found.map(|reference| reference.to.as_slice()).unwrap_or_default()
    }

    /// The item that holds the transparency of another.
    pub(super) fn alpha(&self, of: u32) -> Option<u32> {
        let auxiliaries = self.references.iter().filter(|one| one.kind == *b"auxl" && one.to.contains(&of));
        auxiliaries.map(|reference| reference.from).find(|id| {
            self.properties(*id).any(|property| match property {
                Property::Auxiliary(name) => {
                    *name == b"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha" || *name == b"urn:mpeg:hevc:2015:auxid:1"
                }
                _ => false,
            })
        })
    }

    /// The colours were multiplied with the transparency.
    pub(super) fn premultiplied(&self, of: u32) -> bool {
        self.references.iter().any(|one| one.kind == *b"prem" && one.from == of)
    }

    /// What the camera wrote about the primary item.
    pub(super) fn exif(&self) -> Exif {
        let describes =
            |id: u32| self.references.iter().any(|one| one.kind == *b"cdsc" && one.from == id && one.to.contains(&self.primary));
        let item = self.items.iter().find(|item| item.kind == *b"Exif" && describes(item.id));
        let Some(data) = item.and_then(|item| self.data(item.id)) else { return Exif::default() };
        let mut bytes = Bytes(&data);
        let skip = bytes.number(4).and_then(|skip| usize::try_from(skip).ok());
        let tiff = skip.and_then(|skip| bytes.0.get(skip..)).unwrap_or_default();
        Exif { orientation: self.orientation(self.primary), ..exif::read(tiff, exif::MOST_BYTES) }
    }
}

fn property<'a>(atom: &Atom<'a>) -> Option<Property<'a>> {
    let mut body = Bytes(atom.body);
    Some(match &atom.kind {
        b"ispe" => {
            body.version()?;
            Property::Size(body.small(4)?, body.small(4)?)
        }
        b"irot" => Property::Turns(body.number(1)? as u8 & 3),
        b"imir" => Property::Mirror(body.number(1)? as u8 & 1),
        b"hvcC" => Property::Hevc(body.0),
        b"auxC" => {
            body.version()?;
            Property::Auxiliary(body.text()?)
        }
        b"colr" => match body.take(4)? {
            b"nclx" => {
                let mut code = || body.number(2).map(|code| code as u8);
                let (primaries, transfer, matrix) = (code()?, code()?, code()?);
                Property::Nclx(Nclx { primaries, transfer, matrix, full_range: body.number(1)? & 0x80 != 0 })
            }
            b"prof" | b"rICC" => Property::Icc(body.0),
            _ => Property::Other,
        },
        _ => Property::Other,
    })
}

/// What a HEIC tells without decoding it; empty where it is damaged.
pub(super) fn facts(file: &[u8]) -> Facts {
    let Some(heif) = Heif::parse(file) else { return Facts::default() };
    let (width, height) = heif.size(heif.primary).unwrap_or_default();
    let (width, height) = heif.orientation(heif.primary).size(width, height);
    Facts { width, height, taken: heif.exif().taken, ..Facts::default() }
}
