import Testing

@testable import Domain

@Suite("A pattern of serials")
struct SerialPatternTests {
    @Test(
        "takes the serials that are written so, and no others",
        arguments: [
            ("KD########", "KD12345678", true), ("KD########", "KD1234567", false), ("KD########", "KE12345678", false),
            ("AR-@@#{6-8}", "AR-XY123456", true), ("AR-@@#{6-8}", "AR-XY12345678", true),
            ("AR-@@#{6-8}", "AR-XY123456789", false), ("[ABX]#{3}", "X001", true), ("[ABX]#{3}", "C001", false),
            ("KD#{4} ?{6}", "A1B2C3", true), ("kd#{۴}", "KD1234", true), ("A#{0-2}B", "AB", true),
            ("KD#{7}!", "KD12345672", false), ("KD#{7}!", "KD1234567X", false), ("#{10}!", "79927398713", true),
            ("#{10}!", "79927398710", false), ("#{10}!", "79927398731", false), ("@#{3}-#!!", "A123-406", true),
            ("@#{3}-#!!", "A123-407", false), ("A#{0-2}B", "A12B", true), ("A#{0-2}B", "A123B", false),
            ("", "ANYTHING", true), ("##", "", false),
        ])
    func accepts(_ pattern: String, _ serial: String, _ isTaken: Bool) throws {
        #expect(try SerialPattern(pattern).accepts(serial) == isTaken)
    }

    @Test(
        "names the serial that was likely meant where letters that look alike were taken for one another",
        arguments: [
            ("KD########", "KD1234567O", "KD12345670"), ("KD########", "KDI234S67O", "KD12345670"),
            ("@@####", "0A1234", "OA1234"), ("#{2-4}L", "1OL", "10L"), ("#{10}!", "7992739B713", "79927398713"),
        ])
    func meant(_ pattern: String, _ typed: String, _ meant: String) throws {
        let read = try SerialPattern(pattern)
        #expect(throws: Complaint("units.serial.look_alike", typed, meant)) { try read.check(typed) }
        #expect(read.accepts(meant))
    }

    @Test(
        "says that something was misread where a check digit does not fit", arguments: ["79927398710", "79927398731"])
    func misread(_ typed: String) throws {
        let read = try SerialPattern("#{10}!")
        #expect(throws: Complaint("units.serial.check", typed)) { try read.check(typed) }
    }

    @Test("says how serials are written where nothing like it was typed")
    func other() throws {
        let read = try SerialPattern("KD####")
        #expect(throws: Complaint("units.serial.pattern", "XX1", "KD####")) { try read.check("XX1") }
    }

    @Test(
        "is refused where it cannot be read",
        arguments: [
            "KD{", "{3}", "A{3-1}", "A{x}", "[", "[]", "کد#", "A*", "A{-1}", "#{1-2-3}", "!", "#!#", "#!!!", "#!{2}",
        ])
    func bad(_ typed: String) {
        #expect(throws: Complaint("products.serial_pattern.bad", typed.uppercased())) { try SerialPattern(typed) }
    }

    @Test("has no more places than a serial has letters", arguments: ["#{61}", "#{30}@{31}", "# # # # # # # # # # #"])
    func long(_ typed: String) {
        let complaint = #expect(throws: Complaint.self) { try SerialPattern(typed) }
        #expect(complaint?.key.hasPrefix("products.serial_pattern.") == true)
    }

    @Test("answers at once to what would send a search for a pattern round and round")
    func catastrophic() throws {
        let read = try SerialPattern(
            Array(repeating: "?{0-6}#{0-6}?{0-6}#{0-6}?{0-6}#{0-6}?{0-6}#{0-6}?{0-6}#{0-5}-", count: 4).joined(
                separator: " "))
        let clock = ContinuousClock()
        let time = clock.measure {
            for end in ["!", "O", "-", ""] {
                let serial = String(repeating: "0", count: 59) + end
                _ = (read.accepts(serial), read.meant(by: serial))
            }
            _ = read.accepts(String(repeating: "0", count: 100_000))
        }
        #expect(time < .seconds(2))
    }
}
