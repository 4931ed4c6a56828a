pub fn all_in_one(_: &crate::results::Results) -> String { String::new() }
pub fn write(_: &crate::results::Results, _: &std::path::Path) -> Result<usize, String> { Ok(0) }
