import Foundation
import Synchronization

/// A file to whose end lines are written, whole ones, by several processes at once. One that was carried away, as `logrotate`
/// does it, is begun anew.
public final class LogFile: Sendable {
    private let path: String
    private let descriptor: Mutex<Int32>

    /// - Throws: where it cannot be written.
    public init(_ path: String) throws {
        self.path = path
        descriptor = Mutex(try Self.opened(path))
    }

    deinit { descriptor.withLock { _ = close($0) } }

    /// Where the disk takes no more, the line is lost: nobody is refused for the log's sake.
    public func write(_ line: String) {
        descriptor.withLock { descriptor in
            if !Self.isThere(path, descriptor), let fresh = try? Self.opened(path) {
                close(descriptor)
                descriptor = fresh
            }
            let bytes = Array(line.utf8)
            _ = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
        }
    }

    private static func isThere(_ path: String, _ descriptor: Int32) -> Bool {
        var (named, held) = (stat(), stat())
        return stat(path, &named) == 0 && fstat(descriptor, &held) == 0 && named.st_ino == held.st_ino
            && named.st_dev == held.st_dev
    }

    private static func opened(_ path: String) throws -> Int32 {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        return descriptor
    }
}
