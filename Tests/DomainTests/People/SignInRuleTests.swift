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
        let rule = SignInRule(places.map { SignInRule.Place($0.0, $0.1, isOpen: true) })
        #expect(rule.byPassword == byPassword)
        #expect(rule.byCode == byCode)
    }

    @Test("a place where he is locked, or that is closed, counts as one and gives no code")
    func locked() {
        let open = SignInRule.Place(Self.dealer, Self.rule(.code, resets: true), isOpen: true)
        let locked = SignInRule.Place(Self.dealer, Self.rule(.both, resets: true), isOpen: false)
        for rule in [SignInRule([open, locked]), SignInRule([locked])] {
            #expect(rule.byPassword && !rule.byCode && !rule.resetsByCode)
        }
    }

    @Test(
        "a forgotten password is chosen anew by code by a dealer's person where the one company says so, and where there is a password"
    )
    func resets() {
        func resets(_ places: (Roles, CodeRule)...) -> Bool {
            SignInRule(places.map { SignInRule.Place($0.0, $0.1, isOpen: true) }).resetsByCode
        }
        #expect(!resets((Self.office, Self.rule(.password, resets: true))))
        #expect(!resets((Self.dealer, Self.rule(.password))))
        #expect(!resets((Self.dealer, Self.rule(.code, resets: true))))
        let both = (Self.dealer, Self.rule(.both, resets: true))
        #expect(resets(both))
        #expect(!resets(both, both))
    }

    @Test(
        "a company sends as many codes in a day as its dealers' people need",
        arguments: [(0, 50), (12, 50), (500, 2_000)])
    func most(people: Int, codes: Int) { #expect(PhoneCode.most(for: people) == codes) }

    @Test(
        "a code has six digits", arguments: [(0, "000000"), (7, "000007"), (999_999, "999999"), (1_000_001, "000001")])
    func digits(number: Int, text: String) { #expect(PhoneCode.text(number) == text) }
}
