import CoreMetrics
import Synchronization

final class Count: CounterHandler {
    private let value = Atomic<Int64>(0)

    func increment(by amount: Int64) { value.add(amount, ordering: .relaxed) }
    func reset() { value.store(0, ordering: .relaxed) }

    func lines(_ series: Measures.Series) -> [String] {
        ["\(series.text("_total")) \(value.load(ordering: .relaxed))"]
    }
}

/// What goes up and down; of what is recorded, the last.
final class Level: MeterHandler, RecorderHandler {
    private let value = Mutex(0.0)

    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { self.value.withLock { $0 = value } }
    func increment(by amount: Double) { value.withLock { $0 += amount } }
    func decrement(by amount: Double) { value.withLock { $0 -= amount } }
    func record(_ value: Int64) { set(value) }
    func record(_ value: Double) { set(value) }

    func lines(_ series: Measures.Series) -> [String] {
        let now = value.withLock { $0 }
        return ["\(series.text()) \(now == now.rounded() ? String(Int64(now)) : String(now))"]
    }
}

/// How often it took at most so long.
final class Times: TimerHandler {
    /// Seconds: from a page out of memory to what a person calls broken.
    private static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    private struct State {
        var counts = [Int64](repeating: 0, count: bounds.count + 1)
        var sum = 0.0
    }

    private let state = Mutex(State())

    func recordNanoseconds(_ duration: Int64) {
        let seconds = Double(duration) / 1e9
        let place = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
        state.withLock { state in
            state.counts[place] += 1
            state.sum += seconds
        }
    }

    func lines(_ series: Measures.Series) -> [String] {
        let now = state.withLock { $0 }
        var below: Int64 = 0
        let buckets = zip(Self.bounds.map { String($0) } + ["+Inf"], now.counts).map { bound, count in
            below += count
            return "\(series.text("_seconds_bucket", extra: "le=\"\(bound)\"")) \(below)"
        }
        return buckets + ["\(series.text("_seconds_sum")) \(now.sum)", "\(series.text("_seconds_count")) \(below)"]
    }
}
