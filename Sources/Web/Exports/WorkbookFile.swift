import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import NIOPosix

/// A workbook on the disk that has no name any more: the system takes it back when nobody holds it. It is sent piece by piece,
/// so that one of a hundred thousand rows takes no more memory than one of ten.
public final class WorkbookFile: Sendable {
    private static let piece = 128 * 1024

    private let descriptor: Int32
    public let count: Int

    /// Takes the name of the file at this path away, and holds it open.
    init(taking path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw IOError(errnoCode: errno, reason: "open a workbook") }
        unlink(path)
        self.descriptor = descriptor
        count = Int(lseek(descriptor, 0, SEEK_END))
    }

    deinit {
        let descriptor = descriptor
        NIOThreadPool.singleton.submit { _ in _ = close(descriptor) }
    }

    func read(at offset: Int) throws -> [UInt8] {
        let wanted = min(Self.piece, count - offset)
        return try Array(unsafeUninitializedCapacity: wanted) { buffer, done in
            while done < wanted {
                let bytes = pread(descriptor, buffer.baseAddress! + done, wanted - done, off_t(offset + done))
                if bytes < 0, errno == EINTR { continue }
                guard bytes > 0 else { throw IOError(errnoCode: errno, reason: "read a workbook") }
                done += bytes
            }
        }
    }

    /// All of it, for a small one.
    func bytes() throws -> [UInt8] {
        var all: [UInt8] = []
        all.reserveCapacity(count)
        while all.count < count { all += try read(at: all.count) }
        return all
    }
}

extension Response {
    /// - Parameter name: as for `download`.
    public static func workbook(_ file: WorkbookFile, name: String) -> Response {
        let body = ResponseBody(contentLength: file.count) { writer in
            var sent = 0
            while sent < file.count {
                let from = sent
                let bytes = try await aside { try file.read(at: from) }
                try await writer.write(ByteBuffer(bytes: bytes))
                sent += bytes.count
            }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: Workbook.mediaType, .contentDisposition: "attachment; filename=\"\(name)\"",
            ], body: body)
    }
}
