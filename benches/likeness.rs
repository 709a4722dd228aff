//! How well edited pictures and pictures of the same kind are found, and how fast, beside two plain methods.
//! Needs the shared folder of real files (`../shared/data`, or the path in an argument). A number in the arguments
//! edits only every so many pictures, for a quick look.

#[path = "../src/server/likeness/tests/edits.rs"]
mod edits;
#[path = "likeness/plain.rs"]
mod plain;

use atelier::domain::format::Format;
use atelier::server::likeness::{Descriptor, Index};
use atelier::server::media::{self, Limits};
use edits::{Edit, dice};
use image::RgbaImage;
use plain::Plain;
use roaring::RoaringBitmap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

type Fault = Box<dyn std::error::Error + Send + Sync>;

/// Answers of "precision at ten".
const ANSWERS: usize = 10;

struct Item {
    /// The folder of a product, the brand of a logo.
    group: String,
    picture: RgbaImage,
}

struct Library {
    items: Vec<Item>,
    /// Products come first, then logos.
    products: usize,
    index: Index,
    all: RoaringBitmap,
    plain: Vec<Plain>,
}

/// What one method answers: ordinals, nearest first.
type Ask<'a> = &'a (dyn Fn(&Seen) -> Vec<u32> + Sync);

struct Seen {
    descriptor: Descriptor,
    plain: Plain,
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    let mut files = std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, Fault>>()?;
    files.sort();
    Ok(files)
}

fn name(path: &Path) -> String {
    path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The picture as the middle rendition shows it, so that drawings have pixels to be edited.
fn picture(bytes: &[u8], format: Format) -> Result<RgbaImage, Fault> {
    let understood = media::understand(bytes, format, &Limits::default(), &media::Tools::default())?;
    let middle = understood.renditions.get(1).ok_or("no rendition")?;
    Ok(image::load_from_memory(&middle.bytes)?.to_rgba8())
}

fn seen(bytes: &[u8], format: Format) -> Result<Seen, Fault> {
    let descriptor = media::describe(bytes, format, &Limits::default())?.ok_or("nothing to see")?;
    Ok(Seen { descriptor, plain: Plain::of(&image::load_from_memory(bytes)?.to_rgba8()) })
}

/// Works on all processors; the answers keep their order.
fn each<T: Sync, R: Send>(of: &[T], work: impl Fn(usize, &T) -> R + Sync) -> Vec<R> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let part = of.len().div_ceil(threads).max(1);
    std::thread::scope(|scope| {
        let work = &work;
        let parts = of.chunks(part).enumerate().map(|(number, chunk)| {
            scope.spawn(move || chunk.iter().enumerate().map(|(at, one)| work(number * part + at, one)).collect::<Vec<_>>())
        });
        let parts: Vec<_> = parts.collect();
        parts.into_iter().filter_map(|part| part.join().ok()).flatten().collect()
    })
}

fn library(root: &Path) -> Result<Library, Fault> {
    let mut sources = Vec::new();
    for folder in files(&root.join("products"))?.into_iter().filter(|path| path.is_dir()) {
        sources.extend(files(&folder)?.into_iter().map(|file| (name(&folder), file, Format::Jpeg)));
    }
    let products = sources.len();
    for file in files(&root.join("logos"))? {
        sources.push((name(&file).trim_end_matches("-icon").to_owned(), file, Format::Svg));
    }
    let read = each(&sources, |_, (group, file, format)| {
        let bytes = std::fs::read(file)?;
        let item = Item { group: group.clone(), picture: picture(&bytes, *format)? };
        let descriptor = media::describe(&bytes, *format, &Limits::default())?.ok_or("nothing to see")?;
        let plain = Plain::of(&item.picture);
        Ok::<_, Fault>((item, descriptor, plain))
    });
    let mut library =
        Library { items: Vec::new(), products, index: Index::default(), all: RoaringBitmap::new(), plain: Vec::new() };
    for (ord, read) in read.into_iter().enumerate() {
        let (item, descriptor, plain) = read?;
        library.index.put(ord as u32, &descriptor);
        library.all.insert(ord as u32);
        library.items.push(item);
        library.plain.push(plain);
    }
    Ok(library)
}

impl Library {
    fn own(&self, ord: usize) -> Option<Seen> {
        Some(Seen { descriptor: self.index.get(ord as u32)?, plain: self.plain.get(ord)?.clone() })
    }

    fn likest(&self, seen: &Seen) -> Vec<u32> {
        self.index.nearest(&seen.descriptor, &self.all, self.items.len()).iter().map(|found| found.ord).collect()
    }

    fn plainly(&self, apart: impl Fn(&Plain) -> u32) -> Vec<u32> {
        let mut found: Vec<(u32, u32)> = self.plain.iter().zip(0..).map(|(plain, ord)| (apart(plain), ord)).collect();
        found.sort_unstable();
        found.into_iter().map(|(_, ord)| ord).collect()
    }

    /// Recall of each edit.
    fn edits(&self, asks: &[Ask; 3], every: usize) {
        let asked: Vec<usize> = (0..self.items.len()).step_by(every).collect();
        println!("| edit | found first | goal | RGB histogram | dHash | marked near-duplicate |\n|---|---|---|---|---|---|");
        for (edit, goal) in Edit::ALL {
            let format = if matches!(edit, Edit::Recompress(_)) { Format::Jpeg } else { Format::Png };
            let answers = each(&asked, |_, ord| {
                let file = edit.file(&self.items[*ord].picture, dice(*ord as u64));
                let seen = seen(&file, format).ok()?;
                let ord = *ord as u32;
                let first = asks.map(|ask| ask(&seen).first() == Some(&ord));
                let nearest = self.index.nearest(&seen.descriptor, &self.all, ANSWERS);
                let marked = nearest.iter().any(|found| found.near_duplicate && found.ord == ord);
                Some((first, marked))
            });
            let part = |right: usize| right as f64 / answers.len() as f64;
            let found = || answers.iter().flatten();
            let [own, histogram, hash] = [0, 1, 2].map(|method| part(found().filter(|(first, _)| first[method]).count()));
            let goal = goal.map_or("–".to_owned(), |goal| format!("{:.3}", f64::from(goal) / 1e3));
            let marked = part(found().filter(|(_, marked)| *marked).count());
            println!("| {} | {own:.3} | {goal} | {histogram:.3} | {hash:.3} | {marked:.3} |", edit.label());
        }
    }

    /// How many of ten answers to a product come from its folder.
    fn precision(&self, ask: Ask) -> f64 {
        let products: Vec<usize> = (0..self.products).collect();
        let hits = each(&products, |_, ord| {
            let found = self.own(*ord).map(|own| ask(&own)).unwrap_or_default();
            let others = found.iter().map(|found| *found as usize).filter(|other| other != ord && *other < self.products);
            others.take(ANSWERS).filter(|other| self.items[*other].group == self.items[*ord].group).count()
        });
        hits.iter().sum::<usize>() as f64 / (self.products * ANSWERS) as f64
    }

    /// How often the other logo of a brand is first, and among the first ten.
    fn pairs(&self, ask: Ask) -> [f64; 2] {
        let logos: Vec<usize> = (self.products..self.items.len()).collect();
        let same = |a: usize, b: usize| a != b && self.items[a].group == self.items[b].group;
        let paired: Vec<usize> = logos.iter().copied().filter(|a| logos.iter().any(|b| same(*a, *b))).collect();
        let places = each(&paired, |_, ord| {
            let found = self.own(*ord).map(|own| ask(&own)).unwrap_or_default();
            let mut others = found.iter().map(|found| *found as usize).filter(|other| other != ord);
            others.position(|other| other >= self.products && same(*ord, other)).unwrap_or(usize::MAX)
        });
        [1, ANSWERS].map(|most| places.iter().filter(|place| **place < most).count() as f64 / places.len() as f64)
    }

    /// Pictures that are taken for near-duplicates of others, which none but the logos of one brand may be.
    fn false_marks(&self) -> (usize, usize) {
        let ords: Vec<usize> = (0..self.items.len()).collect();
        let marks = each(&ords, |_, ord| {
            let Some(own) = self.index.get(*ord as u32) else { return 0 };
            let found = self.index.nearest(&own, &self.all, self.items.len());
            let marked = found.iter().filter(|found| found.near_duplicate).map(|found| found.ord as usize);
            marked
                .filter(|other| other != ord)
                .filter(|other| *other < self.products || self.items[*other].group != self.items[*ord].group)
                .count()
        });
        (marks.iter().sum(), self.items.len() * (self.items.len() - 1))
    }
}

#[expect(clippy::disallowed_methods, reason = "a bench reads the stopwatch")]
fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

/// How long an answer takes among so many, each a mixture of two real descriptors.
fn speed(library: &Library, count: u32) {
    let real: Vec<Vec<u8>> = library.all.iter().filter_map(|ord| library.index.get(ord)).map(|one| one.to_bytes()).collect();
    let mut index = Index::default();
    for ord in 0..count {
        let [first, second] = [0, 1].map(|n| &real[dice(u64::from(ord) * 2 + n) as usize % real.len()]);
        let mix = |(at, (a, b)): (usize, (&u8, &u8))| if at < 4 { *a } else { ((u16::from(*a) * 3 + u16::from(*b)) / 4) as u8 };
        let mixed: Vec<u8> = first.iter().zip(second).enumerate().map(mix).collect();
        if let Some(descriptor) = Descriptor::from_bytes(&mixed) {
            index.put(ord, &descriptor);
        }
    }
    for (label, step) in [("all", 1), ("a tenth", 10)] {
        let allowed: RoaringBitmap = (0..count).step_by(step).collect();
        let asked: Vec<Descriptor> = (0..60).filter_map(|n| index.get(dice(n) as u32 % count)).collect();
        let ask = |asked: &Descriptor| timed(|| drop(std::hint::black_box(index.nearest(asked, &allowed, 200))));
        let mut times: Vec<Duration> = asked.iter().map(ask).collect();
        times.sort();
        let at = |percent: usize| times[(times.len() - 1) * percent / 100].as_secs_f64() * 1e3;
        println!("| {count}, {label} allowed | {:.1} | {:.1} |", at(50), at(95));
    }
}

fn main() -> Result<(), Fault> {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let every = words.iter().find_map(|word| word.parse().ok()).unwrap_or(1);
    let told = words.into_iter().find(|word| word.parse::<usize>().is_err());
    let root = told.map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data"), PathBuf::from);
    if !root.join("products").is_dir() {
        println!("skipped: there is no {}", root.display());
        return Ok(());
    }
    let library = library(&root)?;
    let (products, logos) = (library.products, library.items.len() - library.products);
    println!("\n{products} product photos and {logos} logos, {} bytes each\n", Descriptor::LENGTH);
    let asks: [Ask; 3] =
        [&|seen| library.likest(seen), &|seen| library.plainly(|plain| plain.colours_apart(&seen.plain)), &|seen| {
            library.plainly(|plain| plain.hashes_apart(&seen.plain))
        }];
    library.edits(&asks, every);
    println!("\n| among unlike pictures | likeness | RGB histogram | dHash |\n|---|---|---|---|");
    let [own, histogram, hash] = asks.map(|ask| library.precision(ask));
    println!("| ten answers of the product's folder | {own:.3} | {histogram:.3} | {hash:.3} |");
    let [own, histogram, hash] = asks.map(|ask| library.pairs(ask));
    println!("| the brand's other logo first | {:.3} | {:.3} | {:.3} |", own[0], histogram[0], hash[0]);
    println!("| the brand's other logo in ten | {:.3} | {:.3} | {:.3} |", own[1], histogram[1], hash[1]);
    let (marks, pairs) = library.false_marks();
    println!("\nnear-duplicates marked among {pairs} ordered pairs of different pictures: {marks}");
    println!("\n| descriptors | p50, ms | p95, ms |\n|---|---|---|");
    for count in [100_000, 1_000_000] {
        speed(&library, count);
    }
    Ok(())
}
