import CZlib

/// Bytes in the gzip format (RFC 1952).
enum Gzip {
    /// Window bits of zlib, with its mark for a gzip head.
    private static let gzipWindow = MAX_WBITS + 16

    /// - Parameter level: zlib's, 1 (quick) to 9 (small: files, packed once); pages, made anew each time, at 5.
    /// - Returns: nil where zlib has no memory.
    static func packed(_ bytes: [UInt8], level: Int32) -> [UInt8]? {
        // zlib keeps the address of its stream, so it must not move.
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        defer { stream.deallocate() }
        let begun = deflateInit2_(
            stream, level, Z_DEFLATED, gzipWindow, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        guard begun == Z_OK else { return nil }
        defer { deflateEnd(stream) }
        return finish(stream, bytes)
    }

    private static func finish(_ stream: UnsafeMutablePointer<z_stream>, _ bytes: [UInt8]) -> [UInt8]? {
        var input = bytes
        let most = Int(deflateBound(stream, UInt(bytes.count)))
        let packed = [UInt8](unsafeUninitializedCapacity: most) { output, count in
            input.withUnsafeMutableBufferPointer { source in
                stream.pointee.next_in = source.baseAddress
                stream.pointee.avail_in = UInt32(source.count)
                stream.pointee.next_out = output.baseAddress
                stream.pointee.avail_out = UInt32(most)
                count = deflate(stream, Z_FINISH) == Z_STREAM_END ? Int(stream.pointee.total_out) : 0
            }
        }
        return packed.isEmpty ? nil : packed
    }
}
