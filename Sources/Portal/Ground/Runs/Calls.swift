import Database
import Domain

/// Wakes whoever works on runs in this process.
package final class Calls: Sendable {
    let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() { (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

    func call() { continuation.yield() }
}

extension Companies {
    /// There is work in this company: said to all processes by the directory, and at once to this one.
    func wake(_ company: ID<Company>) {
        Task {
            try? await directory.write { try DueStore.wake(company, at: $0.now, $0) }
            calls.call()
        }
    }
}
