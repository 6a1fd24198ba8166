import Domain
import Foundation

/// Files that no row names: what was sent with a form that was given up.
extension Blobs {
    /// The files that were written, or put again, in this span of time.
    func written(after start: Instant, before end: Instant) -> [String] {
        let files = FileManager.default.enumerator(
            at: folder, includingPropertiesForKeys: [.contentModificationDateKey])
        let all = files?.lazy.compactMap { $0 as? URL } ?? [].lazy.compactMap { $0 as? URL }
        return all.filter { file in
            Self.age(of: file).map { start < $0 && $0 < end } ?? false
        }.map(\.lastPathComponent)
    }

    /// - Returns: false where somebody has put it again since.
    func remove(_ name: String, before end: Instant) throws -> Bool {
        let place = try? place(of: name)
        // Half of a file that a dead process left.
        let file = place ?? folder.appendingPathComponent(String(name.prefix(2))).appendingPathComponent(name)
        return try withLock(LOCK_EX) {
            guard let age = Self.age(of: file), age < end else { return false }
            return unlink(file.path) == 0
        }
    }

    /// Between a look at a file's age and its removal nobody says that he needs it.
    func withLock<T>(_ kind: Int32, _ work: () throws -> T) throws -> T {
        let descriptor = open(folder.appendingPathComponent("lock").path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0, flock(descriptor, kind) == 0 else { throw CocoaError(.fileWriteUnknown) }
        defer { close(descriptor) }
        return try work()
    }

    private static func age(of file: URL) -> Instant? {
        var status = stat()
        guard lstat(file.path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, file.lastPathComponent != "lock"
        else {
            return nil
        }
        return Instant(seconds: Int64(status.st_mtim.tv_sec))
    }
}
