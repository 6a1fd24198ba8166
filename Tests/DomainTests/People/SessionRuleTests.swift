import Domain
import Testing

@Suite("A session")
struct SessionRuleTests {
    private static let day: Int64 = 86_400

    @Test(
        "ends without a visit, and ninety days after the sign-in; sooner for whoever decides about money or people",
        arguments: [
            (false, 0, 29 * day, true), (false, 0, 30 * day, false), (false, 70 * day, 89 * day, true),
            (false, 89 * day, 90 * day, false), (true, 0, 43_199, true), (true, 0, 43_200, false),
            (true, 13 * day, 13 * day + 43_199, true), (true, 14 * day - 1, 14 * day, false),
        ])
    func ends(_ isShort: Bool, seen: Int64, now: Int64, holds: Bool) {
        let rule = SessionRules().rule(isShort: isShort)
        let (made, seenAt, nowAt) = (Instant(seconds: 0), Instant(seconds: seen), Instant(seconds: now))
        #expect(rule.holds(madeAt: made, seenAt: seenAt, now: nowAt) == holds)
        #expect((rule.end(madeAt: made, seenAt: seenAt) > nowAt) == holds)
    }

    @Test("of theirs lasts as the operator says, from an hour to thirty days")
    func hours() {
        for (hours, idle) in [(1, 3_600), (48, 172_800), (0, 3_600), (100_000, 30 * Self.day)] {
            #expect(SessionRules(hours: hours).rule(isShort: true).idle == idle)
        }
    }
}
