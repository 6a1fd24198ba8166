import Domain
import Foundation
import Testing

@Suite("A text message that comes in")
struct ReceivedTextTests {
    @Test(
        "one digit is a rating, the operators' word ends advertising, and the rest is for a person",
        arguments: [
            ("5", ReceivedText.rating(5)), (" ۱ ", .rating(1)), ("٣.", .rating(3)), ("0", .other), ("6", .other),
            ("55", .other), ("5 ستاره", .other), ("لغو11", .optOut), ("لغو ۱۱", .optOut), ("«لغو‌۱۱»", .optOut),
            ("لغو", .optOut), ("STOP", .optOut), ("کار را لغو کنید", .other), ("سلام، کی می‌آیید؟", .other),
            ("", .other),
        ])
    func meaning(text: String, meaning: ReceivedText) { #expect(ReceivedText(text) == meaning) }
}

@Suite("Words that a machine answers")
struct KeywordTests {
    @Test(
        "a serial behind a sign is checked, a serial and a card begin a warranty, and what people say is neither",
        arguments: [
            ("#AB-1234", .check("AB-1234")), ("# ab-1234", .check("AB-1234")), ("#۱۲۳۴۵", .check("12345")),
            ("sn100 c-7", .activation(serial: "SN100", card: "C-7")),
            ("SN100\n778899", .activation(serial: "SN100", card: "778899")),
            ("hello world", .other), ("from 10", .other), ("ساعت ۱۰", .other), ("#", .other), ("# a b c", .other),
            ("a1 b", .other), ("4", .rating(4)),
        ] as [(String, ReceivedText)])
    func keywords(text: String, meaning: ReceivedText) { #expect(ReceivedText(text) == meaning) }
}

@Suite("Hours in which nobody is written to")
struct QuietHoursTests {
    @Test("where several keep quiet, the first moment that none of them does is open")
    func several() throws {
        let clock = CompanyClock(zone: try #require(TimeZone(identifier: "Asia/Tehran")), calendar: .jalali)
        let day = CalendarDay(number: 20_780)
        let evening = clock.instant(day, hour: 21, minute: 0)
        let hours = [try #require(QuietHours(from: 20 * 60, to: 22 * 60 + 30)), .ofAdvertising]
        #expect(hours.open(from: evening, clock) == clock.instant(day.adding(days: 1), hour: 8, minute: 0))
        #expect([QuietHours.ofAdvertising].open(from: evening, clock) == evening)
        #expect([QuietHours]().open(from: evening, clock) == evening)
        let halves = [try #require(QuietHours(from: 0, to: 720)), try #require(QuietHours(from: 720, to: 0))]
        #expect(halves.open(from: evening, clock) > evening)
    }
}
