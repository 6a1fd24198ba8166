import Domain
import Foundation
import Testing

@Suite("A password")
struct PasswordRuleTests {
    private let rule: PasswordRule

    init() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        rule = PasswordRule(
            list: try Data(contentsOf: root.appendingPathComponent("Data/passwords.txt")),
            product: ["Kardan", "کاردان"])
    }

    private func owner() throws -> PasswordRule.Owner {
        PasswordRule.Owner(
            mobile: try MobileNumber("09130000007"),
            names: ["سارا یوسفی", "arman", "آرمان", "Arman", "پارس الکترونیک", "Ali"])
    }

    private func complaint(_ password: String) throws -> String? {
        let owner = try owner()
        do {
            try rule.check(password, of: owner)
            return nil
        } catch { return error.key }
    }

    @Test(
        "of those that are used most is refused, with a year behind it too",
        arguments: [
            "password", "Password1", "iloveyou", "qwertyui", "abcd1234", "PASSWORD", "password1405", "iloveyou!",
            "qwerty123", "1q2w3e4r5t", "password۱۴۰۵", "p@ssw0rd",
        ])
    func common(_ password: String) throws {
        #expect(try complaint(password) == "password.common")
    }

    @Test(
        "that is the company's, the program's or the person's own name or number is refused",
        arguments: [
            "arman1405", "Arman-2026!", "آرمان۱۴۰۵", "kardan-demo", "کاردان ۱۴۰۵", "9130000007", "09130000007",
            "+989130000007", "00989130000007", "۰۹۱۳۰۰۰۰۰۰۷", "0913-000-0007", "یوسفی۱۴۰۵", "sarman12", "پارس‌الکترونیک",
            "kardan-arman-1405", "arman12345678",
        ])
    func known(_ password: String) throws {
        #expect(try complaint(password) == "password.known_word")
    }

    @Test(
        "that is too short, too long or too plain is refused",
        arguments: [
            ("short", "password.short"), ("12345678", "password.common"), ("۱۲۳۴۵۶۷۸", "password.common"),
            ("aaaaaaaa", "password.common"), ("abababab", "password.common"),
            (String(repeating: "ab3d", count: 51), "password.long"),
        ])
    func plain(_ password: String, _ expected: String) throws {
        #expect(try complaint(password) == expected)
    }

    @Test(
        "of one's own is taken, also where such a word is a small part of it",
        arguments: [
            "kardan-test-1405", "Bahar-1405-bahar", "another good one", "گذر از رود ۱۴۰۵", "arman and the three rivers",
            "alibaba-und-40", "xk7 Qm2 pp",
        ])
    func good(_ password: String) throws {
        #expect(try complaint(password) == nil)
    }

    @Test("of a list of three thousand and more is known")
    func size() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let words = try String(contentsOf: root.appendingPathComponent("Data/passwords.txt"), encoding: .utf8)
            .split(separator: "\n")
        #expect(words.count >= 3_000)
        #expect(words.allSatisfy { $0.count >= PasswordRule.lengths.lowerBound })
    }
}
