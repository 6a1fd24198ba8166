import Database
import Foundation
import Synchronization

/// Small pictures for lists: about 20 kB where the photo has a megabyte. A stranger's picture is never decoded in the
/// server's process: `vipsthumbnail` does it, with bounds on its time and memory, and what it made is kept beside the blobs.
package final class Thumbnails: Sendable {
    /// Pixels of the longer side: twice what a page shows, for a sharp screen.
    private static let side = 400
    private static let program = "/usr/bin/vipsthumbnail"
    /// `timeout` ends what hangs, `prlimit` bounds the memory (bytes) and the seconds of the processor.
    private static let bounds = ["20s", "/usr/bin/prlimit", "--as=2000000000", "--cpu=15", "--core=0"]

    private let turns = Turns(2)

    /// A JPEG. - Returns: nil where none can be made of this picture, or the program is not there.
    package func small(_ sha256: String, of company: OpenCompany) async throws -> [UInt8]? {
        let place = company.blobs.thumbnail(of: sha256)
        if let kept = try? Data(contentsOf: place) { return kept.isEmpty ? nil : [UInt8](kept) }
        guard FileManager.default.isExecutableFile(atPath: Self.program) else { return nil }
        return try await turns.take {
            let made = try await make(of: company.blobs.place(of: sha256), at: place)
            // An empty one says that it cannot be made: nobody tries again at each look.
            if made == nil { try Data().write(to: place, options: .atomic) }
            return made.map { [UInt8]($0) }
        }
    }

    private func make(of picture: URL, at place: URL) async throws -> Data? {
        let folder = place.deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let target = folder.appendingPathComponent("\(UUID().uuidString).part.jpg")
        defer { unlink(target.path) }
        let isMade = try await Self.run(
            Self.bounds + [
                Self.program, picture.path, "--size", "\(Self.side)x\(Self.side)>", "-o",
                "\(target.path)[Q=62,strip,optimize_coding]",
            ])
        guard isMade, rename(target.path, place.path) == 0 else { return nil }
        return try Data(contentsOf: place)
    }

    /// - Returns: whether it ended well.
    private static func run(_ arguments: [String]) async throws -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/timeout")
        process.arguments = arguments
        process.environment = ["VIPS_CONCURRENCY": "1", "VIPS_BLOCK_UNTRUSTED": "1", "LC_ALL": "C.UTF-8"]
        (process.standardInput, process.standardOutput) = (FileHandle.nullDevice, FileHandle.nullDevice)
        process.standardError = FileHandle.nullDevice
        return try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus == 0) }
            do { try process.run() } catch {
                process.terminationHandler = nil
                continuation.resume(throwing: error)
            }
        }
    }
}
