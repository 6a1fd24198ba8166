/// Addresses of the network that belong to everybody: neither this machine nor a house behind its wall.
public enum NetworkAddress {
    /// - Parameter bytes: four, or sixteen, as they go over the wire.
    public static func isPublic(_ bytes: [UInt8]) -> Bool {
        switch bytes.count {
        case 4: return !closed.contains { $0.holds(bytes) }
        case 16:
            // An older address in the form of a newer one is what it is.
            if bytes[..<10].allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF {
                return isPublic(Array(bytes[12...]))
            }
            return global.holds(bytes) && !closedWithin.contains { $0.holds(bytes) }
        default: return false
        }
    }

    private struct Block {
        let start: [UInt8]
        let bits: Int

        init(_ start: [UInt8], _ bits: Int) { (self.start, self.bits) = (start, bits) }

        func holds(_ bytes: [UInt8]) -> Bool {
            for (index, first) in start.enumerated() where index * 8 < bits {
                let mask = UInt8(truncatingIfNeeded: 0xFF00 >> min(8, bits - index * 8))
                if first & mask != bytes[index] & mask { return false }
            }
            return true
        }
    }

    /// RFC 6890: what is nobody's, one house's, one link's, for examples or for many at once.
    private static let closed = [
        Block([0], 8), Block([10], 8), Block([100, 64], 10), Block([127], 8), Block([169, 254], 16),
        Block([172, 16], 12), Block([192, 0, 0], 24), Block([192, 0, 2], 24), Block([192, 88, 99], 24),
        Block([192, 168], 16), Block([198, 18], 15), Block([198, 51, 100], 24), Block([203, 0, 113], 24),
        Block([224], 4), Block([240], 4),
    ]
    private static let global = Block([0x20], 3)
    /// Within it: protocols of their own, examples, and what leads on to an older address.
    private static let closedWithin = [
        Block([0x20, 0x01, 0x00], 23), Block([0x20, 0x01, 0x0D, 0xB8], 32), Block([0x20, 0x02], 16),
        Block([0x3F, 0xFE], 16),
    ]
}
