//! PDF, from small documents written here.

use super::*;
use crate::server::media::pdf;
use std::fmt::Write;

/// A document of such objects, the first its catalogue.
fn document(objects: &[String]) -> Vec<u8> {
    let mut text = "%PDF-1.7\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(text.len());
        let _ = write!(text, "{} 0 obj\n{object}\nendobj\n", number + 1);
    }
    let index = text.len();
    let _ = write!(text, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in &places {
        let _ = writeln!(text, "{place:010} 00000 n ");
    }
    let _ = write!(text, "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{index}\n%%EOF\n", objects.len() + 1);
    text.into_bytes()
}

/// Pages of that size, the first with this drawn on it.
pub(super) fn pages(count: usize, (width, height): (u32, u32), drawn: &str) -> Vec<u8> {
    let kids: Vec<String> = (0..count).map(|page| format!("{} 0 R", page + 4)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Count {count} /Kids [{}] >>", kids.join(" ")),
        format!("<< /Length {} >>\nstream\n{drawn}\nendstream", drawn.len()),
    ];
    objects.extend((0..count).map(|page| {
        let content = if page == 0 { "/Contents 3 0 R" } else { "" };
        format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> {content} >>")
    }));
    document(&objects)
}

/// What the drawing process answers, asked in this one.
fn drawn(bytes: &[u8]) -> Result<(Understood, u32), MediaError> {
    let (picture, pages) = pdf::read(&draw_pdf(bytes.to_vec()), &Limits::default())?;
    Ok((pictured(Facts::default(), &picture)?, pages))
}

#[test]
fn the_first_page_is_drawn() {
    // Four quarters, as the pictures of the other tests; from the bottom, as PDF counts.
    let quarters = "0.863 0.078 0.078 rg 0 100 150 100 re f 0.078 0.784 0.078 rg 150 100 150 100 re f \
                    0.078 0.078 0.863 rg 0 0 150 100 re f 0.98 0.98 0.98 rg 150 0 150 100 re f";
    let (understood, count) = drawn(&pages(3, (300, 200), quarters)).unwrap();
    assert_eq!((count, understood.facts.width, understood.facts.height), (3, 2_048, 1_365));
    RenditionSize::ALL.iter().for_each(|size| stands_upright(&pixels(&understood, *size)));
}

#[test]
fn letters_are_drawn_with_fonts_of_its_own() {
    let (understood, _) = drawn(&pages(1, (200, 200), "BT /F 120 Tf 20 60 Td (Ag) Tj ET")).unwrap();
    let picture = pixels(&understood, RenditionSize::S640);
    let dark = picture.pixels().filter(|pixel| pixel[0] < 80).count();
    assert!(dark > 5_000, "{dark} dark pixels");
    near(*picture.get_pixel(10, 10), [255, 255, 255], 3);
}

#[test]
fn damage_is_told() {
    let endless = document(&[
        "<< /Type /Catalog /Pages 2 0 R >>".into(),
        "<< /Type /Pages /Count 1 /Kids [2 0 R] /MediaBox [0 0 9 9] >>".into(),
    ]);
    let whole = pages(1, (200, 200), "0 0 9 9 re f");
    for (what, bytes) in [
        ("nothing", &b""[..]),
        ("a head", b"%PDF-1.7\n"),
        ("a circle of pages", &endless),
        ("a line", &pages(1, (20_000, 2), "")),
        ("no size", &pages(1, (0, 0), "")),
        ("a cut", &whole[..whole.len() / 4]),
    ] {
        match drawn(bytes) {
            Err(error) => assert!(matches!(error, MediaError::Broken(_)), "{what}: {error:?}"),
            // What a reader would make up for a page without a size.
            Ok((understood, _)) => assert!(what == "no size" && understood.facts.width > 0, "{what} was drawn"),
        }
    }
}

#[test]
fn nothing_else_is_believed() {
    let limits = Limits::default();
    let head = |numbers: [u32; 4]| numbers.into_iter().flat_map(u32::to_le_bytes).collect::<Vec<u8>>();
    for answer in [vec![], head([0, 1, 2, 2]), head([0, 1, 0, 0]), head([7, 0, 0, 0]), head([0, 1, u32::MAX, u32::MAX])] {
        assert!(pdf::read(&answer, &limits).is_err(), "{answer:?}");
    }
    let locked = pdf::read(&head([1, 0, 0, 0]), &limits).unwrap_err();
    assert!(locked.to_string().contains("password"), "{locked}");
}
