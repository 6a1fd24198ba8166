import Domain
import Testing
import Web

@testable import Ground

@Suite("Checking a password")
struct PasswordTests {
    @Test("is refused where more wait than the server can bear, and goes on after")
    func flood() async throws {
        let passwords = Passwords(cost: 1024)
        let hash = try await passwords.hash("kardan-test-1405")
        let refused = await withTaskGroup(of: Bool.self) { group in
            for _ in 1...(Passwords.mostWaiting * 3) {
                group.addTask {
                    do { return try await !passwords.matches("kardan-test-1405", hash) } catch Refusal.tooMany {
                        return true
                    } catch { return false }
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(refused > 0 && refused <= Passwords.mostWaiting * 2)
        let after = try await passwords.matches("kardan-test-1405", hash)
        #expect(after)
    }

    @Test("takes the same password of any keyboard, and no other")
    func keyboards() async throws {
        let passwords = Passwords(cost: 16)
        let hash = try await passwords.hash("گذر ۱۴۰۵ é")
        for (typed, isRight) in [("گذر 1405 é", true), ("گذر ١٤٠٥ e\u{301}", true), ("گذر 1405 e", false), ("", false)]
        {
            let matches = try await passwords.matches(typed, hash)
            #expect(matches == isRight)
        }
        let nobody = try await passwords.matches("گذر 1405 é", nil)
        #expect(!nobody)
    }

    @Test(
        "refuses what is too short, too plain or the number itself",
        arguments: [
            "short", "12345678", "۱۲۳۴۵۶۷۸", "aaaaaaaa", "abababab", "09121000100",
            String(repeating: "ab3d", count: 51),
        ])
    func weak(_ password: String) throws {
        let mobile = try MobileNumber("09121000100")
        #expect(throws: Complaint.self) { try Passwords.check(password, mobile: mobile) }
    }
}
