import Domain
import Testing

@Suite("Digits and numbers")
struct DigitsTests {
    @Test("Digits change script and letters stay")
    func scripts() {
        #expect(Digits.ascii("۱۴۰۵/٠٩/02 تا ۹٩") == "1405/09/02 تا 99")
        #expect(Digits.ascii("ی\u{6FA}ي") == "ی\u{6FA}ي")
        #expect(Digits.persian("1405/09/02 تا A") == "۱۴۰۵/۰۹/۰۲ تا A")
        #expect(Digits.persian("") == "")
        #expect(Digits.ascii(Digits.persian("0123456789")) == "0123456789")
    }

    @Test(
        "Numbers are grouped by three",
        arguments: [
            (0, "0"), (999, "999"), (1000, "1٬000"), (-1000, "-1٬000"), (1_234_567, "1٬234٬567"), (-100, "-100"),
            (Int64.min, "-9٬223٬372٬036٬854٬775٬808"), (100_000, "100٬000"),
        ] as [(Int64, String)])
    func grouped(number: Int64, text: String) {
        #expect(Digits.grouped(number, separator: "٬") == text)
        #expect((try? TypedNumber.integer(text)) == number)
    }

    @Test(
        "A whole number is read in any script, with group marks in their places",
        arguments: [
            ("1,250,000", 1_250_000), ("۱٬۲۵۰٬۰۰۰", 1_250_000), ("١،٢٥٠،٠٠٠", 1_250_000), ("1 250 000", 1_250_000),
            (" ۴ ", 4), ("-12", -12), ("−12", -12), ("+7", 7), ("007", 7), ("9223372036854775807", Int64.max),
        ] as [(String, Int64)])
    func integers(typed: String, value: Int64) throws {
        #expect(try TypedNumber.integer(typed, in: Int64.min...Int64.max) == value)
    }

    @Test("What is no whole number, or is out of range, is refused with its reason")
    func badIntegers() {
        for typed in ["1,5", "12,34", "1234,567", "1.5", "12a", "--1", ",100", "1,,000", "۱۲۳ ریال", "-", "1e3"] {
            #expect(throws: Complaint("kernel.number.unreadable", typed)) { try TypedNumber.integer(typed, in: 0...9) }
        }
        #expect(throws: Complaint("kernel.number.missing")) { try TypedNumber.integer(" \u{200C}", in: 0...9) }
        #expect(throws: Complaint("kernel.number.large", "۱۰", "9")) { try TypedNumber.integer("۱۰", in: 0...9) }
        #expect(throws: Complaint("kernel.number.small", "-1", "0")) { try TypedNumber.integer("-1", in: 0...9) }
        let huge = "99999999999999999999"
        #expect(throws: Complaint("kernel.number.large", huge, String(Int64.max))) { try TypedNumber.integer(huge) }
        #expect(throws: Complaint("kernel.number.small", "-" + huge, String(Int64.min))) {
            try TypedNumber.integer("-" + huge)
        }
    }

    @Test(
        "A number with one decimal is kept in tenths",
        arguments: [
            ("4.5", 45), ("۴٫۵", 45), ("۴/۵", 45), ("12", 120), ("12.0", 120), ("4.50", 45), ("0.4", 4), (".4", 4),
            ("-1.5", -15), ("-0.5", -5), ("1,234.5", 12_345),
        ] as [(String, Int64)])
    func tenths(typed: String, value: Int64) throws {
        #expect(try TypedNumber.tenths(typed, in: -1000...100_000) == value)
    }

    @Test("Tenths refuse finer numbers and those out of range")
    func badTenths() {
        #expect(throws: Complaint("kernel.number.tenths", "4.25")) { try TypedNumber.tenths("4.25", in: 0...50) }
        #expect(throws: Complaint("kernel.number.large", "5.6", "5.5")) { try TypedNumber.tenths("5.6", in: 0...55) }
        #expect(throws: Complaint("kernel.number.small", "-1", "0")) { try TypedNumber.tenths("-1", in: 0...55) }
        for typed in ["4.", "4.5.1", "4,5", "a.5", ".", "4.x"] {
            #expect(throws: Complaint("kernel.number.unreadable", typed)) { try TypedNumber.tenths(typed, in: 0...50) }
        }
    }
}
