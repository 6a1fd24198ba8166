import Domain
import Testing

@Suite("A customer's number")
struct CustomerNumberTests {
    @Test(
        "is read however it is written",
        arguments: [
            ("۰۹۱۲ ۳۴۵ ۶۷۸۹", "+989123456789", ""), ("+98 912 345 6789", "+989123456789", ""),
            ("02188776655", "02188776655", ""), ("۰۲۱-۸۸۷۷۶۶۵۵ داخلی ۱۲", "02188776655", "12"),
            ("+98 21 8877 6655", "02188776655", ""), ("00982188776655 #7", "02188776655", "7"),
            ("021\u{00A0}8877\u{00A0}6655", "02188776655", ""),
        ])
    func read(typed: String, stored: String, line: String) throws {
        let number = try CustomerNumber(typed)
        #expect(number.stored == stored && number.line == line)
    }

    @Test(
        "is refused where digits or the area code are missing",
        arguments: ["", "12", "88776655", "0912345678", "2188776655", "1405-000001", "علی"])
    func refused(typed: String) { #expect(throws: Complaint.self) { try CustomerNumber(typed) } }

    @Test("of a landline is found with and without its area code, and by its end")
    func words() throws {
        let words = CustomerWords.of(name: "شرکت نیک", numbers: [try CustomerNumber("02188776655")])
        #expect(words.isSuperset(of: ["02188776655", "2188776655", "88776655", "8776655", "6655", "شرکت"]))
        #expect(SearchWords.of("021 8877 6655") == ["02188776655"])
        #expect(SearchWords.of("+98 21 8877") == ["0218877"])
        #expect(MobileNumber.shown(stored: "02188776655") == "021 8877 6655")
    }

    @Test(
        "two customers become one only for a reason, never one with himself or with one who is no more",
        arguments: [(1, 1, false, "x"), (1, 2, true, "x"), (1, 2, false, "")])
    func merge(kept: Int64, gone: Int64, isGone: Bool, reason: String) throws {
        #expect(throws: Complaint.self) {
            try MayMergeCustomers(keeping: ID(kept), merging: ID(gone), isGone: isGone, reason: reason)
        }
        _ = try MayMergeCustomers(keeping: ID(1), merging: ID(2), isGone: false, reason: "x")
    }

    @Test("a merge is taken back within thirty days, once")
    func undo() throws {
        let made = Instant(seconds: 1_000)
        let (last, late) = (made.adding(seconds: 30 * 86_400), made.adding(seconds: 30 * 86_400 + 1))
        try MayMergeCustomers.checkUndo(madeAt: made, now: last, isUndone: false, isErased: false)
        for (now, isUndone, isErased) in [(late, false, false), (last, true, false), (last, false, true)] {
            #expect(throws: Complaint.self) {
                try MayMergeCustomers.checkUndo(madeAt: made, now: now, isUndone: isUndone, isErased: isErased)
            }
        }
    }

    @Test(
        "of two who are one, what either has refused stays refused",
        arguments: [
            (CustomerConsent.given, CustomerConsent.refused, CustomerConsent.refused), (.refused, .given, .refused),
            (.unasked, .given, .given), (.given, .unasked, .given), (.unasked, .unasked, .unasked),
        ])
    func consent(one: CustomerConsent, other: CustomerConsent, both: CustomerConsent) {
        #expect(one.joined(with: other) == both)
    }

    @Test("are twelve at most, addresses twenty, but for who has more already")
    func limits() throws {
        try CustomerLimits.check(numbers: 12, addresses: 20)
        try CustomerLimits.check(numbers: 14, addresses: 25, known: (14, 25))
        for (numbers, addresses) in [(13, 0), (0, 21)] {
            #expect(throws: Complaint.self) { try CustomerLimits.check(numbers: numbers, addresses: addresses) }
        }
        #expect(throws: Complaint.self) { try CustomerLimits.check(numbers: 15, addresses: 0, known: (14, 0)) }
    }
}
