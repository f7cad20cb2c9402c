use super::{plain, u8x16};

#[test]
fn loops_do_what_instructions_do() {
    for seed in 0..=255_u8 {
        let mut next = seed;
        let one: [u8; 16] = std::array::from_fn(|_| {
            next = next.wrapping_mul(29).wrapping_add(17);
            next
        });
        let other: [u8; 16] = std::array::from_fn(|at| if at % 3 == 0 { one[at] } else { seed });
        let (a, b) = (u8x16::from(one), u8x16::from(other));
        let (c, d) = (plain::u8x16::from(one), plain::u8x16::from(other));
        for (own, peer) in [
            (c.cmp_eq(d), a.cmp_eq(b)),
            (c.min(d), a.min(b)),
            (c & d, a & b),
            (c | d, a | b),
            (c ^ d, a ^ b),
            (c - d, a - b),
            (!c, !a),
            (plain::u8x16::splat(seed), u8x16::splat(seed)),
            (c.cmp_eq(c), a.cmp_eq(a)),
        ] {
            assert_eq!(own.to_array(), peer.to_array(), "{one:?} {other:?}");
            assert_eq!(own.move_mask(), peer.move_mask());
        }
        let marks = [(c.cmp_eq(c), a.cmp_eq(a)), (c.cmp_eq(d), a.cmp_eq(b))];
        for (own, peer) in marks {
            assert_eq!(own.all(), peer.all());
        }
    }
}
