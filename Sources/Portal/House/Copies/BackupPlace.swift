import Crypto
import Domain
import Foundation
import Ground

/// What lies where in a backup.
struct BackupPlace: Sendable {
    let path: String
    /// false where an earlier program made it: one file.
    let isFolder: Bool

    init(_ path: String, isFolder: Bool) { (self.path, self.isFolder) = (path, isFolder) }

    init(_ path: String) {
        var isFolder = ObjCBool(false)
        _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        self.init(URL(fileURLWithPath: path).path, isFolder: isFolder.boolValue)
    }

    var store: String { isFolder ? path + "/store.sqlite" : path }
    var files: Blobs { Blobs(folder: URL(fileURLWithPath: path + "/files")) }
    /// A line as `sha256sum` writes and reads it. It comes last: without it a backup is not whole.
    private var digest: String { store + ".sha256" }

    func add(_ bytes: [UInt8], named sha256: String) throws {
        let file = try files.place(of: sha256)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
    }

    func seal() throws {
        try Data("\(try Self.digest(of: store))  store.sqlite\n".utf8).write(to: URL(fileURLWithPath: digest))
    }

    /// Whether the store's file is what it was, byte by byte. - Throws: `backup.digest`, `backup.changed`.
    func check() throws {
        guard let line = try? String(contentsOfFile: digest, encoding: .utf8) else {
            throw Complaint("backup.digest", digest)
        }
        guard let found = try? Self.digest(of: store), line.prefix(64) == found else {
            throw Complaint("backup.changed", store)
        }
    }

    /// Bytes of the store.
    func size() throws -> Int {
        try FileManager.default.attributesOfItem(atPath: store)[.size] as? Int ?? 0
    }

    private static func digest(of path: String) throws -> String {
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        defer { try? file.close() }
        var hash = SHA256()
        while let bytes = try file.read(upToCount: 1 << 20), !bytes.isEmpty { hash.update(data: bytes) }
        return hash.finalize().map { String(Int($0) + 256, radix: 16).dropFirst() }.joined()
    }
}
