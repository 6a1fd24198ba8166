import Domain
import Testing

@Suite("Work that failed waits")
struct BackoffTests {
    @Test(
        "twice as long each time, at most ten minutes, scattered by half",
        arguments: [(1, 3, 8), (2, 5, 15), (3, 10, 30), (7, 160, 480), (8, 300, 900), (40, 300, 900), (0, 3, 8)])
    func doubled(attempt: Int, least: Int64, most: Int64) {
        #expect(Backoff.seconds(after: attempt, scatter: 0) == least)
        #expect(Backoff.seconds(after: attempt, scatter: 1) == most)
        #expect(Backoff.seconds(after: attempt, scatter: 7) == most)
    }
}
