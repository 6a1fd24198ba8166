import Logging
import Synchronization

/// What a request has begun and does not wait for, so that how long it takes tells nobody anything.
package final class Errands: Sendable {
    private let tasks = Mutex<[Int: Task<Void, Never>]>([:])
    private let count = Atomic(0)

    /// So many at a time: strangers begin them.
    static let most = 100

    /// - Returns: false where too many are under way; then it is not done.
    func begin(_ work: @escaping @Sendable () async -> Void) -> Bool {
        let number = count.add(1, ordering: .relaxed).newValue
        return tasks.withLock { tasks in
            guard tasks.count < Self.most else { return false }
            tasks[number] = Task {
                await work()
                self.tasks.withLock { _ = $0.removeValue(forKey: number) }
            }
            return true
        }
    }

    /// Returns once all that was begun is done.
    package func settle() async {
        for task in tasks.withLock({ Array($0.values) }) { await task.value }
    }
}

extension Portal {
    package func aside(_ work: @escaping @Sendable () async -> Void) {
        guard !errands.begin(work), faults.take("errands", at: now()).isTaken else { return }
        Logger(label: "kardan").warning("too much is under way aside: some of it is not done")
    }
}
