import Domain
import Testing

@testable import Gate
@testable import Ground
@testable import House

@Suite("Before money or rights move")
struct ConfirmationTests {
    @Test("these deeds, and no other, ask their person to prove that it is he")
    func routes() {
        let confirmed = RouteTable.house.rows.filter(\.isConfirmed).map(\.path)
        #expect(
            Set(confirmed) == [
                "/:company/messages/account", "/:company/messages/mail", "/:company/messages/hooks",
                "/:company/messages/hooks/:hook", "/:company/messages/hooks/:hook/secret",
                "/:company/payouts/:payout/approval",
                "/:company/payouts/:payout/bank-files", "/:company/payouts/:payout/bank-files/:part",
                "/:company/sheba-changes/:change/confirmation", "/:company/proposals/:proposal/confirmation",
                "/:company/people/:person/roles",
                "/:company/team/invitations", "/:company/people/invitations", "/:company/people/:person/sign-out",
                "/:company/people/second-step", "/:company/people/codes", "/:company/people/:person/second-step",
                "/:company/parts/prices/:pricelist/activation",
                "/:company/workshop/units/:repair/disposal",
                "/:company/warranty/:warranty/activation", "/:company/units/exchanges/:exchange/confirmation",
                "/:company/collateral/:collateral/end",
            ])
    }

    @Test("the password is asked for ten minutes after the sign-in, and nothing that was typed is lost")
    func asked() async throws {
        let world = try await World()
        let person = try await world.person(.reception)
        try await world.browse(as: .administrator) { browser in
            let fresh = try await browser.changeRoles(person, to: [.reception, .dispatcher])
            #expect(fresh.status == .seeOther)
            world.time.move(seconds: 600)
            let version = try await world.member(person).version
            let sent = [
                ("version", "\(version)"), ("role", "reception"), ("role", "service_manager"), ("dealer", "<\"&'"),
                ("dealer", ""), ("key", "its own key of the page"),
            ]
            let path = "/arman/people/\(person)/roles"
            let asked = try await browser.post(path, sent)
            #expect(asked.status == .preconditionRequired && asked.text.contains("action=\"\(path)\""))
            for (name, value) in sent where !value.contains("<") {
                #expect(asked.text.contains("type=\"hidden\" name=\"\(name)\" value=\"\(value)\""), "\(name)")
            }
            #expect(asked.text.contains("value=\"&lt;&quot;&amp;&#39;\""))
            #expect(try await world.member(person).roles == Roles([.reception, .dispatcher]))
            let good = sent.filter { !$0.1.contains("<") }
            let wrong = try await browser.post(path, good + [("kardan_proof", "not the password")])
            #expect(wrong.status == .unprocessableContent && wrong.text.contains("name=\"kardan_proof\""))
            #expect(try await world.member(person).version == version)
            let right = try await browser.post(path, good + [("kardan_proof", World.password)])
            #expect(right.location == "/arman/people/\(person)")
            #expect(try await world.member(person).roles == Roles([.reception, .serviceManager]))
            // Sent twice it is done once: what proved who he is does not belong to the form.
            let twice = try await browser.post(path, good)
            #expect(twice.location == "/arman/people/\(person)")
            world.time.move(seconds: 599)
            let soon = try await browser.changeRoles(person, to: [.reception])
            #expect(soon.status == .seeOther)
            world.time.move(seconds: 1)
            let late = try await browser.changeRoles(person, to: [.auditor])
            #expect(late.status == .preconditionRequired)
        }
    }

    @Test("a code is asked for where the telephone makes some, and wrong ones lock as they do at the sign-in")
    func code() async throws {
        let world = try await World()
        let person = try await world.person(.reception)
        try await world.browse(as: .administrator) { browser in
            let (secret, _) = try await browser.setUpSecondStep(world)
            world.time.move(seconds: 600)
            let path = "/arman/people/\(person)/sign-out"
            let asked = try await browser.post(path)
            #expect(asked.text.contains("autocomplete=\"one-time-code\""))
            let password = try await browser.post(path, [("kardan_proof", World.password)])
            #expect(password.status == .unprocessableContent)
            let right = try await browser.post(path, [("kardan_proof", secret.now(world))])
            #expect(right.status == .seeOther)
            world.time.move(seconds: 600)
            for _ in 1...5 { _ = try await browser.post(path, [("kardan_proof", "000000")]) }
            let locked = try await browser.post(path, [("kardan_proof", secret.now(world))])
            #expect(locked.status == .unprocessableContent)
        }
    }
}
