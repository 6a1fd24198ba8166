import Domain
import Testing

@Suite("The code of a part")
struct PartCodeTests {
    @Test(
        "is kept in capitals and ASCII digits, without spaces",
        arguments: [
            ("rf-۱۲۳", "RF-123"), (" RF 123 ", "RF123"), ("rf_12/3.a+#", "RF_12/3.A+#"), ("كد١٢", "کد12"), ("1", "1"),
        ])
    func parse(_ typed: String, _ code: String) throws {
        #expect(try PartCode.parse(typed) == code)
    }

    @Test(
        "holds something, nothing strange, and not too much",
        arguments: ["", "-", "--//", "A*B", "A\"B", "<A>", "A,B", String(repeating: "1", count: 41)])
    func refused(_ typed: String) {
        #expect(throws: Complaint.self) { try PartCode.parse(typed) }
    }

    @Test(
        "is one however it is written",
        arguments: [
            ("RF-123", "rf123"), ("RF 1 2 3", "rf123"), ("ＲＦ－１２３", "rf123"), ("rf.1/2_3", "rf123"), ("RF‌-۱۲۳", "rf123"),
            ("ك-ي", "کی"),
        ])
    func key(_ typed: String, _ key: String) {
        #expect(PartCode.key(typed) == key)
    }

    @Test("is among the words of its part, whole, beside the words of the names")
    func words() {
        let words = PartWords.of(names: ["کمپرسور يخچال", "Compressor R-600"], codes: ["RF-12/3", "EM2X 30", ""])
        #expect(Set(words) == ["کمپرسور", "یخچال", "compressor", "r", "600", "r600", "rf123", "em2x30"])
        #expect(PartWords.code("RF 12-3") == "rf123")
        #expect(PartWords.typed("كمپرسور  r-600") == ["کمپرسور", "r600"])
        #expect(PartWords.of(names: [], codes: [String(repeating: "9", count: 99)]).first?.count == 60)
    }

    @Test(
        "A barcode of a shop has its check digit; any other is as it is read",
        arguments: [
            ("6260100400012", false), ("6260100400016", true), ("96385074", true), ("96385075", false),
            ("036000291452", true), ("RF-100", true), ("12345", true), ("قطعه", false),
        ])
    func barcode(_ text: String, _ isGood: Bool) {
        #expect(((try? PartRules.barcode(text)) != nil) == isGood, "\(text)")
    }

    @Test(
        "A replaced part is owed as its rule says",
        arguments: [
            (PartReturn.never, false, false), (.warranty, true, false), (.always, true, true),
        ])
    func owed(_ rule: PartReturn, _ covered: Bool, _ paid: Bool) {
        #expect(rule.isOwed(isCovered: true) == covered)
        #expect(rule.isOwed(isCovered: false) == paid)
    }
}
