import Domain
import Testing

@Suite("How long a job waits for a part")
struct WaitSpanTests {
    private static let day: Int64 = 86_400
    private static let cases: [(Int64, Int64?, Int64)] = [
        // From day, to day (nil: it still waits), days of them within ten days that end on day 20.
        (12, 15, 3), (5, 15, 5), (5, nil, 10), (18, nil, 2), (2, 8, 0), (20, nil, 0), (15, 15, 0), (12, 30, 8),
    ]

    @Test("only what of a wait lies within the span counts", arguments: cases)
    func clipped(from: Int64, to: Int64?, days: Int64) {
        func at(_ day: Int64) -> Instant { Instant(seconds: day * Self.day) }
        let span = WaitSpan(from: at(from), to: to.map(at), since: at(10), now: at(20))
        #expect(span.days == days)
    }

    @Test("half a day is a day, less is none", arguments: [(43_199, 0), (43_200, 1), (-5, 0), (129_600, 2)])
    func rounded(seconds: Int64, days: Int64) { #expect(WaitSpan(seconds: seconds).days == days) }
}
