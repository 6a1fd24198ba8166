import Hummingbird
import NIOCore

/// What is sent and is no form: bytes, handed on as they come.
public enum PlainBody {
    /// Bytes that are handed on together: a change of thread costs more than a few of them.
    private static let portion = 65_536

    /// What has come is handed on also where the rest never comes.
    /// - Parameters:
    ///   - limit: bytes; what goes beyond is refused before it is handed on.
    ///   - take: gets the pieces in their order.
    /// - Throws: `UnreadBody` with a `Refusal` or a `BrokenBody`; whatever `take` throws.
    public static func read(
        _ request: Request, limit: Int, _ take: @escaping @Sendable (ByteBuffer) async throws -> Void
    ) async throws {
        let body = ArrivingBody(request, limit: limit)
        do {
            if let length = body.length, length > limit { throw Refusal.tooLarge }
            try await Pace().hold { watch in
                var portion = ByteBuffer()
                func handOn() async throws {
                    guard portion.readableBytes > 0 else { return }
                    let full = portion
                    portion = ByteBuffer()
                    try await take(full)
                }
                do {
                    try await body.each(watch) { buffer in
                        portion.writeImmutableBuffer(buffer)
                        if portion.readableBytes >= Self.portion { try await handOn() }
                    }
                } catch let broken as BrokenBody {
                    try await handOn()
                    throw broken
                }
                try await handOn()
            }
        } catch { throw UnreadBody(cause: error) }
    }
}
