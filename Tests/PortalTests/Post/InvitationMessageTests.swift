import Database
import Domain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing
import Web

@testable import Gate
@testable import Ground
@testable import Post

@Suite("An invitation that goes to the number itself")
struct InvitationMessageTests {
    private static let mobile = "09127776655"

    private func invite(
        _ browser: Browser, byMessage: Bool = true, key: String = Secrets.token()
    ) async throws -> Browser.Answer {
        let form = [("mobile", Self.mobile), ("name", "نادر پذیرش"), ("role", "reception"), ("key", key)]
        return try await browser.post("/arman/people/invitations", form + (byMessage ? [("by_message", "1")] : []))
    }

    /// The paths of the links that went out.
    private func links(_ fake: FakeProvider) -> [String] {
        fake.taken.compactMap { $0.fields["message"] }
            .compactMap { $0.firstMatch(of: #/kardan\.example(\/invitations\/\S+)/#).map { String($0.1) } }
    }

    @Test("its maker sees no link and cannot make it of what he knows, and the history says which way it went")
    func hidden() async throws {
        let world = try await World()
        let maker = try await world.person(.administrator)
        try await FakeProvider.serve { fake, address in
            try await world.usePost(address)
            try await world.browse(as: .administrator) { browser in
                for _ in 0..<2 {
                    let made = try await invite(browser, key: "one-form")
                    #expect(made.status == .seeOther, "\(made.text.suffix(2000))")
                }
                let list = try await browser.get("/arman/people")
                #expect(!list.text.contains("readonly"))
            }
            try await world.sendMessages()
            let links = links(fake)
            #expect(links.count == 1)
            let path = try #require(links.first)
            #expect(!path.hasSuffix(Secrets.hash("invitation:\(maker) /arman/people/invitations one-form")))
            try await world.serve { client in
                let page = try await Browser(client).get(path)
                #expect(page.status == .ok && page.text.contains("نادر پذیرش"))
            }
            let again = try await world.arman.write { tx in
                _ = try tx.execute("UPDATE message SET state = 'failed'")
                return try MessageStore.again(ID(1), tx)
            }
            #expect(!again)
            let history = try await world.history(of: Self.mobile)
            #expect(history == [.invitedByMessage])
        }
    }

    @Test("one that is taken back or gives way to another goes out no more")
    func void() async throws {
        let world = try await World()
        try await FakeProvider.serve { fake, address in
            try await world.usePost(address)
            try await world.browse(as: .administrator) { browser in
                _ = try await invite(browser)
                let first = try #require(try await world.openInvitations().first)
                let back = try await browser.post("/arman/people/invitations/\(first.id)/withdrawal")
                #expect(back.status == .seeOther)
                _ = try await invite(browser)
                _ = try await invite(browser)
                try await world.sendMessages()
                #expect(links(fake).count == 1)
                _ = try await invite(browser)
                _ = try await invite(browser, byMessage: false)
                try await world.sendMessages()
                #expect(links(fake).count == 1)
            }
        }
    }

    @Test("where nothing can be sent, nobody is invited by message and the page says so")
    func cannotSend() async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { browser in
            let refused = try await invite(browser)
            #expect(refused.status == .unprocessableContent)
        }
        let (history, open) = (try await world.history(of: Self.mobile), try await world.openInvitations())
        #expect(history.isEmpty && open.isEmpty)
    }

    @Test("what lets somebody in is forgotten once it is too late or was refused", arguments: [true, false])
    func forgotten(isLate: Bool) async throws {
        let world = try await World()
        try await FakeProvider.serve { fake, address in
            try await world.usePost(address)
            try await world.browse(as: .administrator) { _ = try await invite($0) }
            if isLate { world.time.move(seconds: InvitationStore.linkSeconds + 1) } else { fake.mood = .refuse(411) }
            try await world.sendMessages()
            try await world.expectMessages([isLate ? "invitation expired 0" : "invitation failed 1"])
            let left: String? = try await world.arman.read { try $0.value("SELECT sealed FROM message") }
            #expect(left == MessageContent.gone)
        }
    }

    @Test("a trial to a number that was erased is not sent again")
    func erasedTrial() async throws {
        let world = try await World()
        try await world.usePost("http://127.0.0.1:9")
        try await world.browse(as: .administrator) { _ = try await invite($0) }
        try await world.arman.write { tx in
            _ = try tx.execute("UPDATE message SET event = 'trial', number = '', sealed = '', state = 'failed'")
        }
        await #expect(throws: Complaint("messages.no_mobile")) {
            try await world.arman.write { _ = try MessageStore.again(ID(1), $0) }
        }
    }
}
