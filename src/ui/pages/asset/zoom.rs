//! How near the picture is, how it is turned, and which part of it is on the stage.

use leptos::prelude::*;

/// Nearest: eight screen pixels for each of the picture's.
const NEAREST: f64 = 8.0;
/// How much one step of the wheel or a key changes.
const STEP: f64 = 1.25;

/// Scale against the fitted picture, and how far its middle is from the middle of the stage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// 1 where the whole picture fits.
    pub scale: f64,
    /// CSS pixels to the right.
    pub x: f64,
    /// CSS pixels down.
    pub y: f64,
}

impl View {
    const FIT: Self = Self { scale: 1.0, x: 0.0, y: 0.0 };

    /// The same view scaled by `factor` with the point under `(x, y)` held still.
    fn scaled(self, scale: f64, x: f64, y: f64) -> Self {
        let factor = scale / self.scale;
        Self { scale, x: x - (x - self.x) * factor, y: y - (y - self.y) * factor }
    }

    /// Moved back so far that the picture does not leave the stage.
    fn held(self, shown: (f64, f64), stage: (f64, f64)) -> Self {
        let room = |shown: f64, stage: f64| ((shown * self.scale - stage) / 2.0).max(0.0);
        let (across, down) = (room(shown.0, stage.0), room(shown.1, stage.1));
        Self { x: self.x.clamp(-across, across), y: self.y.clamp(-down, down), ..self }
    }
}

/// The state of the stage, kept from one asset to the next.
#[derive(Clone, Copy)]
pub struct Zoom {
    view: RwSignal<View>,
    /// The stage in CSS pixels; 0 until measured.
    stage: RwSignal<(f64, f64)>,
    /// The picture in its own pixels.
    picture: RwSignal<(f64, f64)>,
    /// Quarter turns to the right, for looking only.
    turns: RwSignal<u8>,
    /// Small pictures are blown up to fit, so that two of unequal size can be compared.
    fills: RwSignal<bool>,
}

impl Zoom {
    /// Fitted, on a stage not measured yet.
    pub fn new() -> Self {
        Self {
            view: RwSignal::new(View::FIT),
            stage: RwSignal::new((0.0, 0.0)),
            picture: RwSignal::new((0.0, 0.0)),
            turns: RwSignal::new(0),
            fills: RwSignal::new(false),
        }
    }

    /// The same view on a stage and a picture of its own, beside this one.
    pub fn beside(self) -> Self {
        Self { stage: RwSignal::new((0.0, 0.0)), picture: RwSignal::new((0.0, 0.0)), ..self }
    }

    /// Whether small pictures are blown up to fit; shows the whole picture.
    pub fn fill(self, fills: bool) {
        if self.fills.get_untracked() != fills {
            self.fills.set(fills);
        }
        self.fit();
    }

    /// Whole and upright, for the next picture.
    pub fn reset(self) {
        if self.turns.get_untracked() != 0 {
            self.turns.set(0);
        }
        self.fit();
    }

    /// A quarter to the right, and whole again.
    pub fn turn(self) {
        self.turns.update(|turns| *turns = (*turns + 1) % 4);
        self.fit();
    }

    /// Shows the whole picture.
    pub fn fit(self) {
        if self.view.get_untracked() != View::FIT {
            self.view.set(View::FIT);
        }
    }

    /// Takes the size of the stage.
    pub fn set_stage(self, width: f64, height: f64) {
        if self.stage.get_untracked() != (width, height) {
            self.stage.set((width, height));
            self.put(self.view.get_untracked());
        }
    }

    /// Takes the size of the picture.
    pub fn set_picture(self, width: u32, height: u32) {
        self.picture.set((f64::from(width), f64::from(height)));
    }

    /// Whether it is nearer than fitted, tracked.
    pub fn is_near(self) -> bool {
        self.view.with(|view| view.scale > 1.0)
    }

    /// As a CSS transform, tracked; none while upright and fitted.
    pub fn transform(self) -> Option<String> {
        let View { scale, x, y } = self.view.get();
        let turns = self.turns.get();
        if turns == 0 {
            return (scale != 1.0).then(|| format!("translate({x:.1}px,{y:.1}px) scale({scale:.4})"));
        }
        // The style fits it upright; lying it may have to be smaller, or have room to be larger.
        let (picture, stage) = (self.picture.get(), self.stage.get());
        let fills = self.fills.get();
        let upright = fitted(picture, stage, fills).unwrap_or(1.0);
        let scale = scale * fitted(turned(picture, turns), stage, fills).unwrap_or(upright) / upright;
        Some(format!("translate({x:.1}px,{y:.1}px) scale({scale:.4}) rotate({}deg)", u32::from(turns) * 90))
    }

    /// The picture's own pixels as it lies, tracked.
    fn lying(self) -> (f64, f64) {
        turned(self.picture.get(), self.turns.get())
    }

    /// "Fit, 19%" or "100%", tracked; nothing until the stage was measured.
    pub fn words(self) -> Option<String> {
        let fitted = fitted(self.lying(), self.stage.get(), self.fills.get())?;
        let view = self.view.get();
        let percent = (fitted * view.scale * 100.0).round();
        Some(if view.scale == 1.0 { format!("Fit, {percent}%") } else { format!("{percent}%") })
    }

    /// Between the whole picture and its own pixels, around a point of the stage.
    pub fn toggle(self, x: f64, y: f64) {
        if self.view.get_untracked().scale > 1.0 {
            return self.fit();
        }
        let fitted = self.fitted_untracked();
        // A picture that is shown pixel by pixel already comes nearer still.
        let scale = if fitted < 0.9 { 1.0 / fitted } else { 2.0 };
        self.put(self.view.get_untracked().scaled(scale, x, y));
    }

    /// Nearer by so many steps (farther when below 0), around a point of the stage.
    pub fn step(self, steps: f64, x: f64, y: f64) {
        self.by(STEP.powf(steps), x, y);
    }

    /// Nearer by this factor (farther when below 1), around a point of the stage.
    pub fn by(self, factor: f64, x: f64, y: f64) {
        let fitted = self.fitted_untracked();
        let view = self.view.get_untracked();
        let scale = (view.scale * factor).clamp(1.0, (NEAREST / fitted).max(1.0));
        if scale <= 1.0 {
            self.fit();
        } else {
            self.put(view.scaled(scale, x, y));
        }
    }

    /// Moves the picture by so many CSS pixels.
    pub fn pan(self, x: f64, y: f64) {
        let view = self.view.get_untracked();
        self.put(View { x: view.x + x, y: view.y + y, ..view });
    }

    fn fitted_untracked(self) -> f64 {
        untrack(|| fitted(self.lying(), self.stage.get(), self.fills.get())).unwrap_or(1.0)
    }

    fn put(self, view: View) {
        let (picture, stage) = untrack(|| (self.lying(), self.stage.get()));
        let fitted = self.fitted_untracked();
        let view = view.held((picture.0 * fitted, picture.1 * fitted), stage);
        if self.view.get_untracked() != view {
            self.view.set(view);
        }
    }
}

/// Width and height after so many quarter turns.
fn turned((width, height): (f64, f64), turns: u8) -> (f64, f64) {
    if turns.is_multiple_of(2) { (width, height) } else { (height, width) }
}

/// Screen pixels for each of the picture's when the whole fits; above 1 only where small pictures are blown up.
fn fitted(picture: (f64, f64), stage: (f64, f64), fills: bool) -> Option<f64> {
    let known = [picture.0, picture.1, stage.0, stage.1].iter().all(|length| *length > 0.0);
    known.then(|| (stage.0 / picture.0).min(stage.1 / picture.1).min(if fills { f64::INFINITY } else { 1.0 }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_point_under_the_pointer_stays() {
        let view = View::FIT.scaled(4.0, 100.0, -50.0);
        // Before, the point (100, -50) of the stage showed the picture's point (100, -50).
        assert_eq!((100.0 * view.scale + view.x, -50.0 * view.scale + view.y), (100.0, -50.0));
        let back = view.scaled(1.0, 100.0, -50.0);
        assert_eq!(back, View::FIT);
    }

    #[test]
    fn the_picture_stays_on_the_stage() {
        let far = View { scale: 2.0, x: 900.0, y: -900.0 };
        assert_eq!(far.held((400.0, 300.0), (500.0, 400.0)), View { scale: 2.0, x: 150.0, y: -100.0 });
        assert_eq!(View { x: 5.0, ..View::FIT }.held((400.0, 300.0), (500.0, 400.0)), View::FIT);
    }

    #[test]
    fn a_turned_picture_is_fitted_as_it_lies() {
        let owner = Owner::new();
        owner.with(|| {
            let zoom = Zoom::new();
            zoom.set_picture(4_000, 2_000);
            zoom.set_stage(1_000.0, 800.0);
            assert_eq!(zoom.transform(), None);
            zoom.turn();
            // Upright a quarter of its size, lying a fifth.
            assert_eq!(zoom.transform().as_deref(), Some("translate(0.0px,0.0px) scale(0.8000) rotate(90deg)"));
            assert_eq!(zoom.words().as_deref(), Some("Fit, 20%"));
            zoom.toggle(0.0, 0.0);
            assert_eq!(zoom.words().as_deref(), Some("100%"));
            zoom.reset();
            assert_eq!(zoom.transform(), None);
        });
    }

    #[test]
    fn small_pictures_are_not_blown_up() {
        assert_eq!(fitted((4_000.0, 3_000.0), (1_000.0, 1_000.0), false), Some(0.25));
        assert_eq!(fitted((40.0, 30.0), (1_000.0, 1_000.0), false), Some(1.0));
        assert_eq!(fitted((40.0, 30.0), (1_000.0, 1_000.0), true), Some(25.0), "but where two are compared");
        assert_eq!(fitted((0.0, 0.0), (1_000.0, 1_000.0), false), None);
    }
}
