import Synchronization

/// What a request has begun and does not wait for, so that how long it takes tells nobody anything.
package final class Errands: Sendable {
    private let tasks = Mutex<[Int: Task<Void, Never>]>([:])
    private let count = Atomic(0)

    func begin(_ work: @escaping @Sendable () async -> Void) {
        let number = count.add(1, ordering: .relaxed).newValue
        tasks.withLock { tasks in
            tasks[number] = Task {
                await work()
                self.tasks.withLock { _ = $0.removeValue(forKey: number) }
            }
        }
    }

    /// Returns once all that was begun is done.
    package func settle() async {
        for task in tasks.withLock({ Array($0.values) }) { await task.value }
    }
}

extension Portal {
    package func aside(_ work: @escaping @Sendable () async -> Void) { errands.begin(work) }
}
