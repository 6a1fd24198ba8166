import Domain
import Foundation
import Testing

@Suite("Messages: what becomes of them")
struct MessageRulesTests {
    private static let clock = CompanyClock(zone: TimeZone(identifier: "Asia/Tehran")!, calendar: .jalali)

    @Test(
        "each answer of a provider has its fate",
        arguments: [
            (SendAnswer.accepted(id: "1", cost: nil), 1, MessageFate.sent), (.unclear("timeout"), 1, .unknown),
            (.refused(SendFault(.permanent, "411")), 1, .failed), (.refused(SendFault(.credit, "418")), 1, .held),
            (.refused(SendFault(.account, "403")), 1, .held),
            (.refused(SendFault(.temporary, "409")), 1, .again(after: 20)),
            (.refused(SendFault(.temporary, "409")), 7, .again(after: 600)),
            (.refused(SendFault(.temporary, "connect")), 500, .again(after: 600)),
            (.refused(SendFault(.sealed, "")), 1, .failed), (.refused(SendFault(.pace, "429")), 1, .putOff(after: 60)),
        ])
    func fates(answer: SendAnswer, attempts: Int, fate: MessageFate) {
        #expect(MessageFate(answer, attempts: attempts, scatter: 0.5) == fate)
    }

    @Test(
        "nobody is written to in quiet hours, whether they go over midnight or not",
        arguments: [
            (22 * 60, 8 * 60, "21:59", "21:59"), (22 * 60, 8 * 60, "22:00", "08:00"),
            (22 * 60, 8 * 60, "03:10", "08:00"),
            (22 * 60, 8 * 60, "08:00", "08:00"), (13 * 60, 14 * 60, "13:30", "14:00"),
            (13 * 60, 14 * 60, "14:00", "14:00"),
        ])
    func quiet(from: Int, to: Int, at: String, open: String) throws {
        let parts = at.split(separator: ":").compactMap { Int($0) }
        let day = CalendarDay(iso: "2026-11-23")!
        let moment = Self.clock.instant(day, hour: parts[0], minute: parts[1])
        let found = try #require(QuietHours(from: from, to: to)).open(from: moment, Self.clock)
        #expect(Self.clock.dateTimeText(found).hasSuffix(open))
        #expect(found >= moment && found < moment.adding(seconds: 86_400))
    }

    @Test(
        "so many go in a minute, and the next when the first of them is a minute old",
        arguments: [
            (2, [Int64](), 2, Int64(1_000)), (2, [990], 1, 1_000), (2, [950, 990], 0, 1_010),
            (2, [930, 940, 990], 1, 1_000),
            (1, [941, 990, 995], 0, 1_055),
        ])
    func pace(perMinute: Int, tried: [Int64], room: Int, open: Int64) throws {
        let pace = try #require(SendPace(perMinute: perMinute))
        let (now, past) = (Instant(seconds: 1_000), tried.map { Instant(seconds: $0) })
        #expect(pace.room(at: now, after: past) == room)
        #expect(pace.open(from: now, after: past) == Instant(seconds: open))
        #expect(SendPace(perMinute: 0) == nil)
    }

    @Test("hours that are none are no quiet hours")
    func none() {
        #expect(QuietHours(from: 60, to: 60) == nil)
        #expect(QuietHours(from: -1, to: 60) == nil)
        #expect(QuietHours(from: 0, to: 1_440) == nil)
    }

    @Test("a text knows the fields of its event only, and a line goes with what nothing is known of")
    func text() throws {
        let text = try MessageText("سلام {name}\nپیگیری: {link}\n{company} {number}", for: .jobReceived)
        #expect(text.fields == [.name, .link, .company, .number])
        #expect(
            text.filled([.name: "زهرا", .company: "آرمان", .number: "1405-1", .link: ""]) == "سلام زهرا\nآرمان 1405-1")
        #expect(throws: Complaint("messages.text.field", "{day}")) { try MessageText("{day}", for: .jobReceived) }
        #expect(throws: Complaint("messages.text.needed", "{code}")) {
            try MessageText("{company}", for: .passwordCode)
        }
        #expect(throws: Complaint("messages.text.needed", "{entry}")) { try MessageText("{name}", for: .invitation) }
        #expect(throws: Complaint("messages.text.field", "{x}")) { try MessageText("{x}", for: .jobReceived) }
    }
}
