import Testing

@testable import Domain

@Suite("Which serial a machine is known to hold")
struct HeldSerialsTests {
    private static func held(_ swaps: [(String, String)]) -> HeldSerials {
        HeldSerials(swaps.map { PartSwap(removed: $0.0, fitted: $0.1) })
    }

    @Test(
        "What was fitted stays until it comes out, and may come in again",
        arguments: [
            ([], []), ([("", "A1")], ["A1"]), ([("X9", "")], []), ([("X9", "A1"), ("A1", "B2")], ["B2"]),
            ([("", "A1"), ("", "B2")], ["A1", "B2"]), ([("", "A1"), ("A1", "B2"), ("B2", "A1")], ["A1"]),
            ([("", "A1"), ("", "A1")], ["A1"]), ([("", "A0B"), ("AOB", "C3")], ["C3"]),
        ] as [([(String, String)], [String])])
    func holds(_ swaps: [(String, String)], _ serials: [String]) {
        #expect(Self.held(swaps).serials == serials)
    }

    @Test(
        "What came out is held against what was in, and look-alikes are one",
        arguments: [
            ([("", "A10")], "A10", RemovedPart.held), ([("", "A10")], "A-IO", .held), ([("", "A10")], "Z9", .other),
            ([("", "A1"), ("", "B2")], "B2", .held), ([("", "A1"), ("A1", "B2")], "A1", .other),
            ([], "Z9", .unknown), ([("X9", "")], "Z9", .unknown), ([("", "A10")], "", .unsaid), ([], "", .unsaid),
        ] as [([(String, String)], String, RemovedPart)])
    func verdict(_ swaps: [(String, String)], _ removed: String, _ verdict: RemovedPart) {
        #expect(Self.held(swaps).verdict(on: removed) == verdict)
    }

    @Test(
        "The serial of a part is the last word behind its code that may be one",
        arguments: [
            ("S-1 B2", "B2"), ("S-1 قطعه b۲", "B2"), ("S-1", nil), ("S-1 قطعه", nil), ("S-1 قطعه S-1", nil),
            ("S-1 Relay", nil), ("S-1 رله AA11 BB22", "BB22"), ("", nil),
        ] as [(String, String?)])
    func mention(_ text: String, _ serial: String?) {
        #expect(PartMention(text).serial == serial)
    }

    @Test(
        "Several serials are written with commas or each on its line",
        arguments: [
            ("", []), (" ", []), ("a1", ["A1"]), ("a1، ب", nil), ("A1, b۲", ["A1", "B2"]), ("A1،\nB2;", ["A1", "B2"]),
        ] as [(String, [String]?)])
    func list(_ typed: String, _ serials: [String]?) {
        #expect((try? SerialText.list(typed)) == serials)
    }
}
