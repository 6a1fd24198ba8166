import Foundation
import NIOCore
import NIOPosix
import Synchronization

/// The files of one form while it is dealt with, one behind the other in a file that has no name any more: the system takes
/// it back when nobody holds it, even where the program dies.
public final class Spool: Sendable {
    private let descriptor: Int32
    private let end = Mutex(0)
    private let onEnd: @Sendable () -> Void

    /// - Parameters:
    ///   - folder: made where it is not there, for the program's own user alone.
    ///   - onEnd: called once, when the last of the form's files is let go.
    public init(in folder: URL, onEnd: @escaping @Sendable () -> Void = {}) throws {
        descriptor = try Self.nameless(in: folder)
        self.onEnd = onEnd
    }

    private static func nameless(in folder: URL) throws -> Int32 {
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let place = folder.appendingPathComponent(UUID().uuidString)
        let descriptor = open(place.path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw IOError(errnoCode: errno, reason: "open \(place.path)") }
        unlink(place.path)
        return descriptor
    }

    /// To give back many megabytes takes the disk some time.
    deinit {
        onEnd()
        let descriptor = descriptor
        NIOThreadPool.singleton.submit { _ in _ = close(descriptor) }
    }

    /// Takes away what a program left that died between making a file and taking its name.
    public static func sweep(_ folder: URL, before moment: Date) {
        let keys: Set<URLResourceKey> = [.contentModificationDateKey]
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: Array(keys))
        for case let file as URL in files ?? .init() {
            guard let made = try? file.resourceValues(forKeys: keys).contentModificationDate, made < moment else {
                continue
            }
            try? FileManager.default.removeItem(at: file)
        }
    }

    var count: Int { end.withLock { $0 } }

    func append(_ bytes: UnsafeRawBufferPointer) throws {
        try end.withLock { end in
            var rest = bytes[...]
            while !rest.isEmpty {
                let written = pwrite(
                    descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count, off_t(end))
                if written < 0, errno == EINTR { continue }
                guard written > 0 else { throw IOError(errnoCode: errno, reason: "write a file of a form") }
                rest = rest.dropFirst(written)
                end += written
            }
        }
    }

    func read(_ count: Int, at offset: Int) throws -> [UInt8] {
        try Array(unsafeUninitializedCapacity: count) { buffer, done in
            while done < count {
                let bytes = pread(descriptor, buffer.baseAddress! + done, count - done, off_t(offset + done))
                if bytes < 0, errno == EINTR { continue }
                guard bytes > 0 else { throw IOError(errnoCode: errno, reason: "read a file of a form") }
                done += bytes
            }
        }
    }
}
