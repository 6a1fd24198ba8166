import Crypto
import Domain
import Foundation
import Ground

/// A file that a company takes with it, by its SHA-256.
struct ExportedFile: Sendable {
    let sha256: String
    let mediaType: String?

    /// With the ending by which machines know what it is.
    var name: String {
        let endings = ["image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp", "application/pdf": ".pdf"]
        return sha256 + (mediaType.flatMap { endings[$0] } ?? "")
    }
}

/// What goes into the archive, while it is put together beside it.
struct ExportFolder: Sendable {
    /// A line as `sha256sum` writes it.
    struct Sum: Sendable {
        let name: String
        let sha256: String
        var line: String { "\(sha256)  \(name)\n" }
    }

    let outside: String
    private let slug: String
    private var inside: URL { URL(fileURLWithPath: outside).appendingPathComponent(slug) }

    init(_ outside: String, slug: String) { (self.outside, self.slug) = (outside, slug) }

    func make() throws {
        try? FileManager.default.removeItem(atPath: outside)
        for part in ["tables", "files"] {
            try FileManager.default.createDirectory(
                at: inside.appendingPathComponent(part), withIntermediateDirectories: true)
        }
    }

    func remove() { try? FileManager.default.removeItem(atPath: outside) }

    func place(of name: String) -> URL { inside.appendingPathComponent(name) }

    /// - Returns: nil where the company's own file is missing or is not what it was.
    func add(_ file: ExportedFile, of blobs: Blobs) throws -> Sum? {
        guard let bytes = try? blobs.get(file.sha256), Blobs.hash(of: bytes) == file.sha256 else { return nil }
        let name = "files/\(file.name)"
        // Another name for the same bytes; on another disk they are written once more.
        if link(try blobs.place(of: file.sha256).path, place(of: name).path) != 0 {
            try Data(bytes).write(to: place(of: name))
        }
        return Sum(name: name, sha256: file.sha256)
    }

    func add(_ text: String, named name: String) throws -> Sum {
        let bytes = Array(text.utf8)
        try Data(bytes).write(to: place(of: name))
        return Sum(name: name, sha256: Blobs.hash(of: bytes))
    }

    /// All of it as one file, which is there under its name only once it is whole and on the disk.
    /// - Throws: `CocoaError` where it cannot be written.
    func pack(to path: String) throws {
        let half = URL(fileURLWithPath: outside).appendingPathComponent("archive.tar.gz")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "tar", "--create", "--gzip", "--file", half.path, "--directory", outside, "--sort=name", "--owner=0",
            "--group=0", "--numeric-owner", "--mode=u=rwX,go=rX", slug,
        ]
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.fileWriteUnknown) }
        try Blobs.flush(half)
        try FileManager.default.moveItem(atPath: half.path, toPath: path)
        try Blobs.flush(URL(fileURLWithPath: path).deletingLastPathComponent())
    }
}

/// One table on its way into its file: never whole in memory.
final class ExportedTableFile {
    private static let portion = 262_144
    private let name: String
    private let handle: FileHandle
    private var hash = SHA256()
    /// Begins with the mark by which spreadsheets know UTF-8.
    private var text = "\u{FEFF}"

    init(_ name: String, header: [String], in folder: ExportFolder) throws {
        self.name = name
        let place = folder.place(of: name)
        guard FileManager.default.createFile(atPath: place.path, contents: nil) else {
            throw CocoaError(.fileWriteUnknown)
        }
        handle = try FileHandle(forWritingTo: place)
        try add(header)
    }

    func add(_ cells: [String]) throws {
        text += DelimitedText.write(header: cells, records: [], lineEnd: "\r\n")
        if text.utf8.count >= Self.portion { try flush() }
    }

    func end() throws -> ExportFolder.Sum {
        try flush()
        try handle.close()
        let digits = hash.finalize().map { String(Int($0) + 256, radix: 16).dropFirst() }.joined()
        return ExportFolder.Sum(name: name, sha256: digits)
    }

    private func flush() throws {
        let bytes = Data(text.utf8)
        text = ""
        hash.update(data: bytes)
        try handle.write(contentsOf: bytes)
    }
}
