/// Folds two words into one by a full multiplication: every bit of the result depends on every bit of both. Not cryptographic.
@inlinable @inline(__always)
public func mix(_ one: UInt64, _ other: UInt64) -> UInt64 {
  let product = (one ^ 0x9e37_79b9_7f4a_7c15).multipliedFullWidth(by: other ^ 0xd1b5_4a32_d192_ed03)
  return product.high ^ product.low
}
