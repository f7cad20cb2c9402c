//! Random sequences of operations, against a small model of what they do to money.

mod expected;
mod steps;
mod world;

use proptest::collection::vec;
use proptest::prelude::*;

use expected::Model;
use steps::{Step, step};
pub(crate) use world::File;
use world::World;

/// Carries out steps in the sandbox and in the model, and compares the two after each.
fn compare(steps: &[Step], mut world: World) {
    let mut model = Model::default();
    for (at, step) in steps.iter().enumerate() {
        let told = world.carry_out(step);
        let expected = model.carry_out(step, &told);
        assert_eq!(told.result, expected, "step {at}: {step:?}");
        model.check(&world);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn money_adds_up(steps in vec(step(), 20..60)) {
        compare(&steps, World::in_memory());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    /// What is read from the file again is all that there was in memory.
    #[test]
    fn a_store_that_is_opened_again_answers_the_same(steps in vec(step(), 10..30)) {
        let mut kept = World::in_memory();
        let mut opened = World::opened_again();
        for step in &steps {
            let (kept, opened) = (kept.carry_out(step), opened.carry_out(step));
            prop_assert_eq!(kept.answer, opened.answer);
        }
    }
}
