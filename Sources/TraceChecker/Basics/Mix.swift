/// Folds two words into one by a full multiplication. Not cryptographic: for each word there is one value with which
/// the result does not depend on the other, so use `fold` to hash untrusted values.
@inlinable @inline(__always)
public func mix(_ one: UInt64, _ other: UInt64) -> UInt64 {
  let product = (one ^ 0x9e37_79b9_7f4a_7c15).multipliedFullWidth(by: other ^ 0xd1b5_4a32_d192_ed03)
  return product.high ^ product.low
}

/// Folds a word into a hash: like `mix`, but the result always depends on the hash so far.
@inlinable @inline(__always)
public func fold(_ hash: UInt64, _ word: UInt64) -> UInt64 { mix(hash, word) &+ hash }
