/// One pass over a text, scalar by scalar, into a new one that is never longer: the ground of `SearchText`.
enum LetterPass {
    /// What `rule` answers beside a scalar to write.
    static let drop: UInt32 = 0
    static let space: UInt32 = 0x20
    static let outside: UInt32 = .max

    /// Writes what `rule` makes of each scalar, with runs of spaces made one (none unless `spaced`) and none at the
    /// ends. Nil as soon as the rule answers `outside`. A rule must not answer a scalar longer than the one it was given.
    @inline(__always)
    static func run(_ text: String, spaced: Bool, _ rule: (UInt32) -> UInt32) -> String? {
        var isOutside = false
        let result = String(unsafeUninitializedCapacity: text.utf8.count) { bytes in
            var count = 0
            var owesSpace = false
            for scalar in text.unicodeScalars {
                let letter = rule(scalar.value)
                if letter == drop { continue }
                if letter == space {
                    owesSpace = spaced && count > 0
                    continue
                }
                if letter == outside {
                    isOutside = true
                    break
                }
                if owesSpace {
                    bytes[count] = 0x20
                    count += 1
                    owesSpace = false
                }
                count += write(letter, at: count, in: bytes)
            }
            return count
        }
        return isOutside ? nil : result
    }

    @inline(__always)
    private static func write(_ scalar: UInt32, at place: Int, in bytes: UnsafeMutableBufferPointer<UInt8>) -> Int {
        if scalar < 0x80 {
            bytes[place] = UInt8(scalar)
            return 1
        }
        if scalar < 0x800 {
            bytes[place] = UInt8(0xC0 | scalar >> 6)
            bytes[place + 1] = UInt8(0x80 | scalar & 0x3F)
            return 2
        }
        let length = scalar < 0x10000 ? 3 : 4
        for position in 1..<length {
            bytes[place + position] = UInt8(0x80 | scalar >> UInt32(6 * (length - 1 - position)) & 0x3F)
        }
        bytes[place] = length == 3 ? UInt8(0xE0 | scalar >> 12) : UInt8(0xF0 | scalar >> 18)
        return length
    }
}
