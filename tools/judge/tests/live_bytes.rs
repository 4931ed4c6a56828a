//! What the allocation meter says is live. Alone in its file: every other test of the process would be counted.

#[global_allocator]
static METER: judge::AllocationMeter = judge::AllocationMeter;

#[test]
fn what_is_held_counts_and_what_is_freed_does_not() {
    let before = judge::live_bytes();
    let mut held = vec![0_u8; 1000];
    assert_eq!(judge::live_bytes() - before, 1000);
    held.reserve_exact(3000);
    assert_eq!(judge::live_bytes() - before, 4000);
    drop(held);
    assert_eq!(judge::live_bytes(), before);
}
