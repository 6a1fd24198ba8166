import Testing

@testable import Domain

@Suite("Two that look like one")
struct LikenessTests {
    private static func pairs(_ keys: [(String, Int64)]) -> Set<[Int64]> {
        Set(
            Likeness<Customer>.all(by: keys.map { (key: $0.0, thing: ID($0.1)) }).map {
                [$0.one.value, $0.other.value]
            })
    }

    @Test("are each with each of those who share a key, the older first and once, never one with itself")
    func pairs() {
        #expect(Self.pairs([("a", 3), ("a", 1), ("b", 1), ("b", 3), ("c", 2), ("a", 1)]) == [[1, 3]])
        #expect(Self.pairs([("a", 1), ("a", 2), ("a", 3)]) == [[1, 2], [1, 3], [2, 3]])
        #expect(Self.pairs([("a", 1), ("b", 2)]).isEmpty)
        #expect(Likeness<Customer>(ID(1), ID(1)) == nil)
    }

    @Test("are not told by what many have in common")
    func many() {
        #expect(Self.pairs((1...10).map { ("a", $0) }).count == 45)
        #expect(Self.pairs((1...11).map { ("a", $0) }).isEmpty)
    }

    @Test(
        "have serials that look the same: letters for digits, other scripts, marks between and marks that nobody sees",
        arguments: [
            ("FR-100-77123", "FR-1OO-77I23"), ("FR-900", "FR900"), ("FR-900", "FR 90\u{200C}0"), ("SB82", "5882"),
            ("АВ12", "AB12"), ("GZ0", "620"), ("fr-900", "FR-900"),
        ])
    func look(one: String, other: String) { #expect(SerialText.look(one) == SerialText.look(other)) }

    @Test("other serials look otherwise", arguments: [("FR-900", "FR-901"), ("FR-900", "FT-900"), ("A", "")])
    func other(one: String, other: String) { #expect(SerialText.look(one) != SerialText.look(other)) }
}
