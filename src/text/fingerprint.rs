//! A short sign of a text, to tell whether it is the same one later.

/// The texts, one after the other, as 16 hexadecimal digits: 64-bit FNV-1a, which is the same in every version and on
/// every machine. It finds changes that are made by mistake, not those that are made to deceive.
pub(crate) fn fingerprint<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let bytes = texts.into_iter().flat_map(str::bytes);
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}
