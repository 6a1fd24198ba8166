/// Writes dates and times byte by byte: a list shows thousands of them a second, and a formatter is far too slow.
enum DateText {
    static func make(year: Int, month: Int, day: Int, separator: UInt8) -> String {
        String(unsafeUninitializedCapacity: 10) { bytes in
            put(year: year, month: month, day: day, separator: separator, in: bytes)
            return 10
        }
    }

    static func make(
        year: Int, month: Int, day: Int, separator: UInt8, hour: Int, minute: Int
    ) -> String {
        String(unsafeUninitializedCapacity: 16) { bytes in
            put(year: year, month: month, day: day, separator: separator, in: bytes)
            bytes[10] = UInt8(ascii: " ")
            put(hour, digits: 2, at: 11, in: bytes)
            bytes[13] = UInt8(ascii: ":")
            put(minute, digits: 2, at: 14, in: bytes)
            return 16
        }
    }

    private static func put(
        year: Int, month: Int, day: Int, separator: UInt8, in bytes: UnsafeMutableBufferPointer<UInt8>
    ) {
        put(year, digits: 4, at: 0, in: bytes)
        bytes[4] = separator
        put(month, digits: 2, at: 5, in: bytes)
        bytes[7] = separator
        put(day, digits: 2, at: 8, in: bytes)
    }

    private static func put(_ number: Int, digits: Int, at place: Int, in bytes: UnsafeMutableBufferPointer<UInt8>) {
        var rest = abs(number)
        for position in stride(from: place + digits - 1, through: place, by: -1) {
            bytes[position] = 0x30 + UInt8(rest % 10)
            rest /= 10
        }
    }
}
