import Crypto
import Domain
import Foundation

/// A company's files under their SHA-256. The same bytes lie there once; a file is whole or absent, never half.
public struct Blobs: Sendable {
    public let folder: URL

    public init(folder: URL) { self.folder = folder }

    /// Writes and flushes the bytes before it returns, so a row that names them never names nothing.
    /// - Returns: the SHA-256, 64 hexadecimal digits.
    public func put(_ bytes: [UInt8]) throws -> String {
        let hash = Self.hash(of: bytes)
        let place = try place(of: hash)
        if try isThere(place) { return hash }
        let drawer = place.deletingLastPathComponent()
        if !FileManager.default.fileExists(atPath: drawer.path) {
            try FileManager.default.createDirectory(at: drawer, withIntermediateDirectories: true)
            try Self.flush(folder)
        }
        let half = place.appendingPathExtension(UUID().uuidString)
        _ = FileManager.default.createFile(atPath: half.path, contents: nil)
        let handle = try FileHandle(forWritingTo: half)
        try handle.write(contentsOf: bytes)
        try handle.synchronize()
        try handle.close()
        if rename(half.path, place.path) != 0 { throw CocoaError(.fileWriteUnknown) }
        try Self.flush(drawer)
        return hash
    }

    /// A new name stands in its folder for good only once the folder is on the disk.
    package static func flush(_ place: URL) throws {
        let descriptor = open(place.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw CocoaError(.fileReadUnknown) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    /// One that is there already is as young as one that was just written: the sweep must leave it alone until its row is
    /// written.
    private func isThere(_ place: URL) throws -> Bool {
        guard FileManager.default.fileExists(atPath: place.path) else { return false }
        return try withLock(LOCK_SH) { utimes(place.path, nil) == 0 }
    }

    public func get(_ hash: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: place(of: hash))) }

    /// What the bytes under this name really hash to. - Throws: where there is no such file.
    package func hash(ofFile name: String) throws -> String { Self.hash(of: try get(name)) }

    /// 64 hexadecimal digits.
    package static func hash(of bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).map { String(Int($0) + 256, radix: 16).dropFirst() }.joined()
    }

    /// Where the small picture of a photo lies: made from it again wherever it is lost, so no copy carries it.
    package func thumbnail(of hash: String) -> URL {
        folder.deletingLastPathComponent().appendingPathComponent("thumbnails/\(hash.prefix(2))/\(hash).jpg")
    }

    /// Where the bytes of a file lie that is on its way.
    func arriving(_ id: ID<Arrival>) -> URL { arrivals.appendingPathComponent(id.description) }

    /// Where all of them lie.
    var arrivals: URL { folder.deletingLastPathComponent().appendingPathComponent("arriving", isDirectory: true) }

    package func place(of hash: String) throws -> URL {
        guard hash.count == 64, hash.allSatisfy(\.isHexDigit) else { throw CocoaError(.fileReadInvalidFileName) }
        return folder.appendingPathComponent(String(hash.prefix(2))).appendingPathComponent(hash)
    }
}
