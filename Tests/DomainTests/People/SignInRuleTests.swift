import Domain
import Testing

@Suite("How a person signs in")
struct SignInRuleTests {
    private static let dealer = Roles([.dealerManager])
    private static let office = Roles([.administrator])

    private static func rule(_ way: SignInWay, resets: Bool = false) -> CodeRule { CodeRule(way: way, resets: resets) }

    @Test(
        "a dealer's person of one company alone comes in by code, nobody of an office, and nobody of two companies",
        arguments: [
            ([(dealer, rule(.password))], true, false), ([(dealer, rule(.code))], false, true),
            ([(dealer, rule(.both))], true, true), ([(office, rule(.both))], true, false),
            ([(office, rule(.code))], true, false), ([], true, false), ([(Roles([]), rule(.code))], true, false),
            ([(dealer, rule(.code)), (dealer, rule(.code))], true, false),
            ([(dealer, rule(.both)), (office, rule(.password))], true, false),
        ])
    func ways(places: [(Roles, CodeRule)], byPassword: Bool, byCode: Bool) {
        let rule = SignInRule(places.map { (roles: $0.0, rule: $0.1) })
        #expect(rule.byPassword == byPassword)
        #expect(rule.byCode == byCode)
    }

    @Test("a forgotten password is chosen anew by code where the one company says so, and where there is a password")
    func resets() {
        #expect(!SignInRule([(Self.office, Self.rule(.password, resets: true))]).resetsByCode)
        #expect(SignInRule([(Self.dealer, Self.rule(.password, resets: true))]).resetsByCode)
        #expect(!SignInRule([(Self.dealer, Self.rule(.password))]).resetsByCode)
        #expect(!SignInRule([(Self.dealer, Self.rule(.code, resets: true))]).resetsByCode)
        let both = (roles: Self.dealer, rule: Self.rule(.both, resets: true))
        #expect(SignInRule([both]).resetsByCode)
        #expect(!SignInRule([both, both]).resetsByCode)
    }

    @Test(
        "a code has six digits", arguments: [(0, "000000"), (7, "000007"), (999_999, "999999"), (1_000_001, "000001")])
    func digits(number: Int, text: String) { #expect(PhoneCode.text(number) == text) }
}
