import Domain
import Testing

@Suite("Codes that are made by a scheme")
struct CodeSchemeTests {
    private static func scheme(_ check: CodeCheck = .luhn) throws -> CodeScheme {
        let family = try CodeSegment(
            name: "family", kind: .table, length: 2, alphabet: .letters,
            values: [.init("FR", "Fridge"), .init("WA", "Washer")])
        let assembly = try CodeSegment(
            name: "assembly", kind: .table, length: 2, alphabet: .digits, separator: "-",
            values: [.init("10", "Cooling"), .init("20", "Electric")])
        let variant = try CodeSegment(name: "variant", kind: .text, length: 1, alphabet: .mixed)
        let serial = try CodeSegment(name: "serial", kind: .serial, length: 3, alphabet: .mixed, separator: "-")
        return CodeScheme(segments: [family, assembly, variant, serial], check: check, checkSeparator: "-")
    }

    @Test(
        "The check digits are those of others",
        arguments: [
            // The test numbers of credit cards and of ISIN; ISO 7064 of an IBAN put to its end.
            (CodeCheck.luhn, "7992739871", "3"), (.luhn, "411111111111111", "1"), (.luhn, "US037833100", "5"),
            (.luhn, "AU0000XVGZA", "3"), (.mod97, "794", "44"), (.mod97, "WEST12345698765432GB", "82"),
            (.none, "12", ""),
        ])
    func check(_ check: CodeCheck, _ body: String, _ digits: String) {
        #expect(check.digits(of: body) == digits)
    }

    @Test("A code is made of values and a number, and reads back into words", arguments: CodeCheck.allCases)
    func roundTrip(_ check: CodeCheck) throws {
        let scheme = try Self.scheme(check)
        try scheme.checkWhole()
        let code = try scheme.code(["WA", "20", "B"], serial: 7)
        #expect(code.hasPrefix("WA-20B-007"))
        let readings = try scheme.read(code)
        #expect(readings.map(\.meaning) == ["Washer", "Electric", nil, nil])
        #expect(readings.map(\.text) == ["WA", "20", "B", "007"])
        #expect(scheme.serial(of: code) == 7)
        // However it is written.
        #expect(try scheme.read(code.lowercased().filter { $0 != "-" }) == readings)
        #expect(try scheme.beginning(["WA", "20", "B"]) == "WA20B")
    }

    @Test("No slip of one digit and no two that changed places go unseen", arguments: [CodeCheck.luhn, .mod97])
    func slips(_ check: CodeCheck) throws {
        let scheme = try Self.scheme(check)
        let code = try scheme.code(["FR", "10", "A"], serial: 123)
        let bare = Array(code.filter { $0 != "-" })
        for place in 5..<8 {
            for digit in "0123456789" where digit != bare[place] {
                var slip = bare
                slip[place] = digit
                #expect(throws: Complaint.self, "\(String(slip))") { try scheme.read(String(slip)) }
            }
        }
        var swapped = bare
        swapped.swapAt(6, 7)
        #expect(throws: Complaint.self) { try scheme.read(String(swapped)) }
    }

    @Test(
        "What is none of its values, too long or too short is none of its codes",
        arguments: ["XX-10A-001-0", "FR-30A-001-0", "FR-10*-001", "FR-10A-01", "", "FR-10A-0001-00", "FR-10A-00B-1"])
    func refused(_ code: String) throws {
        let scheme = try Self.scheme()
        #expect(throws: Complaint.self) { try scheme.read(code) }
    }

    @Test("A number that is too large for its segment, and a value that is none, make no code")
    func full() throws {
        let scheme = try Self.scheme()
        #expect(throws: Complaint("parts.coding.serial.full", "3")) {
            try scheme.code(["FR", "10", "A"], serial: 1_000)
        }
        #expect(throws: Complaint("parts.coding.segment.bad", "assembly", "99")) {
            try scheme.code(["FR", "99", "A"], serial: 1)
        }
        #expect(throws: Complaint.self) { try scheme.code(["FR", "10"], serial: 1) }
    }

    @Test("A scheme ends with its number, and its code is no longer than a code may be")
    func whole() throws {
        let serial = try CodeSegment(name: "n", kind: .serial, length: 3, alphabet: .digits)
        let text = try CodeSegment(name: "t", kind: .text, length: 12, alphabet: .mixed)
        for segments in [[], [text], [serial, text], [serial, serial], [text, text, text, text, serial]] {
            #expect(throws: Complaint.self) { try CodeScheme(segments: segments, check: .none).checkWhole() }
        }
        try CodeScheme(segments: [text, serial], check: .mod97).checkWhole()
    }

    @Test(
        "A segment has a length, and values that are written as it says, each once",
        arguments: [
            (0, [("10", "a")]), (13, []), (2, []), (2, [("1", "a")]), (2, [("AB", "a")]), (2, [("10", "")]),
            (2, [("10", "a"), ("10", "b")]),
        ] as [(Int, [(String, String)])])
    func segments(_ length: Int, _ values: [(String, String)]) {
        #expect(throws: Complaint.self) {
            try CodeSegment(
                name: "s", kind: .table, length: length, alphabet: .digits, values: values.map { .init($0.0, $0.1) })
        }
    }

    @Test("Values are typed a line each, in any digits")
    func lines() throws {
        let values = try CodeSegment.values("۱۰ = مدار تبريد\n\n  fr=Fridge = cold \n")
        #expect(values == [.init("10", "مدار تبرید"), .init("FR", "Fridge = cold")])
        #expect(throws: Complaint("parts.coding.line.bad", "10")) { try CodeSegment.values("10") }
    }

    @Test("A list of codes is looked through before it comes in")
    func list() throws {
        let scheme = try Self.scheme()
        let good = try scheme.code(["FR", "10", "A"], serial: 1)
        let known = try scheme.code(["FR", "10", "A"], serial: 2)
        let check = CodeListCheck(
            [good, good.lowercased(), known, "FR-10A-003-9", "*", "X-1"], known: [PartCode.key(known)], scheme: scheme)
        #expect(
            check.lines.map { $0.complaint?.key ?? "" } == [
                "", "parts.coding.twice", "parts.coding.known", "parts.coding.check.bad", "parts.code.bad",
                "parts.coding.code.length",
            ])
        #expect(check.lines[0].readings.count == 4 && check.refused.count == 5)
        #expect(CodeListCheck(["X-1", "x1"], known: [], scheme: nil).refused.map(\.number) == [2])
    }
}
