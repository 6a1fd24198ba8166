import Domain
import Foundation
import NIOCore
import Web

/// The bytes of a file on its way. Whoever has it open has it alone, among all processes: of two who send the same piece at
/// the same moment, one is refused.
final class ArrivingFile: Sendable {
    private let place: URL
    private let descriptor: Int32

    /// - Throws: `Refusal.stale` while another request has it.
    init(_ place: URL) throws {
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(), withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        self.place = place
        descriptor = open(place.path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw IOError(errnoCode: errno, reason: "open \(place.path)") }
        // The descriptor is closed by deinit from here on.
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw Refusal.stale(Complaint("files.under_way")) }
    }

    deinit { close(descriptor) }

    /// Bytes that have come; 0 where nothing has.
    static func count(_ place: URL) -> Int {
        var facts = stat()
        return stat(place.path, &facts) == 0 ? Int(facts.st_size) : 0
    }

    var count: Int { Self.count(place) }

    func append(_ buffer: ByteBuffer) throws {
        try buffer.withUnsafeReadableBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let written = write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if written < 0, errno == EINTR { continue }
                guard written > 0 else { throw IOError(errnoCode: errno, reason: "write \(place.path)") }
                rest = rest.dropFirst(written)
            }
        }
    }

    func bytes() throws -> [UInt8] { [UInt8](try Data(contentsOf: place)) }

    func remove() { unlink(place.path) }
}
