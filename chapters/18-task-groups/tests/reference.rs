//! The demos that are ports of recorded asyncio programs print what those print, line by line.

#[test]
fn ports_print_what_asyncio_prints() {
    for name in [
        "sibling_cancelled",
        "torn_down_flat",
        "grandchildren",
        "spawn_refused",
        "order_of_errors",
    ] {
        let read = |ending| {
            let path = format!("{}/expected/{name}.{ending}", env!("CARGO_MANIFEST_DIR"));
            std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
        };
        assert_eq!(read("txt"), read("py.txt"), "{name}");
    }
}
