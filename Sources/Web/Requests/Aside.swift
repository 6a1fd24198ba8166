import NIOPosix

/// Work that takes long or waits for the disk, on a thread of its own: requests are answered on the event loops, and
/// whatever stands there keeps every other connection of that loop waiting.
public func aside<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
    try await NIOThreadPool.singleton.runIfActive(work)
}
