import Testing

@testable import Domain

@Suite("A typed serial")
struct SerialTextTests {
    @Test(
        "is read in Latin capitals and digits, whatever it looked like",
        arguments: [
            ("fr-۱۲۳٤", "FR-1234"), (" FR 12\u{200C}34 ", "FR1234"), ("\u{202A}FR-1\u{202C}", "FR-1"),
            ("АВС-1", "ABC-1"), ("Ν1", "N1"), ("FR\u{FEFF}9", "FR9"),
        ])
    func read(_ typed: String, _ serial: String) throws { #expect(try SerialText.parse(typed) == serial) }

    @Test("is refused with the letter that stands in no serial", arguments: [("FR-۱ی", "ی"), ("Ж1", "Ж")])
    func refused(_ typed: String, _ letter: String) {
        #expect(throws: Complaint("units.serial.letter", letter)) { try SerialText.parse(typed) }
    }

    @Test("is missing where nothing of it is seen")
    func empty() { #expect(throws: Complaint("form.missing")) { try SerialText.parse("\u{200F} \u{200B}") } }
}
