import Database
import Domain
import Testing

@testable import Base
@testable import Ground
@testable import Post
@testable import Work

@Suite("Text messages that come in")
struct ReceivedTests {
    private func receive(_ world: World) async throws {
        try await world.arman.write { try RunStore.call(ReceiveMessages.name, by: $0.now, in: world.arman, $0) }
        try await CompanyRuns(world.arman, World.root, kinds: [ReceiveMessages(SmsWire(patience: .seconds(60)))])
            .drain()
    }

    private func meanings(_ world: World) async throws -> [String] {
        try await world.arman.read { try $0.list("SELECT meaning FROM message_received ORDER BY id", as: String.self) }
    }

    @Test(
        "each provider's is read once, however often it is fetched, and becomes a contact",
        arguments: SmsProviderKind.allCases)
    func once(kind: SmsProviderKind) async throws {
        let world = try await World()
        try await FakeProvider.serve { fake, address in
            try await world.usePost(address, kind) { $0.receives = true }
            fake.receive("سلام، کی می‌آیید؟", from: "09121112233")
            for _ in 0..<3 {
                try await receive(world)
                world.time.move(seconds: 61)
            }
            let found = try await meanings(world)
            #expect(found == ["contact"])
            let row = try await world.arman.read { tx in
                try tx.one("SELECT channel, phone, body FROM contact")
            }
            let (channel, phone, body): (String, String, String) = (
                try row("channel"), try row("phone"), try row("body")
            )
            #expect([channel, phone, body] == ["sms", "+989121112233", "سلام، کی می‌آیید؟"])
            try await world.browse(as: .serviceManager) { browser in
                let list = try await browser.get("/arman/messages/received")
                #expect(list.text.contains("کی می‌آیید"))
            }
        }
    }

    @Test("a digit is the rating of the job whose end he was told of, once; without one a person reads it")
    func rating() async throws {
        let world = try await World()
        try await world.addTariff()
        try await FakeProvider.serve { fake, address in
            try await world.usePost(address) { $0.receives = true }
            let number = try await world.addJob()
            let maker = try await world.person(.reception)
            try await world.arman.write { _ = try $0.execute("UPDATE job SET made_by = \(maker)") }
            try await world.giveJob(number)
            _ = try await world.finishJob(number)
            try await world.arman.write { tx in
                let job = try JobStore.find(number, .company, tx)
                try JobStore.tell("job_finished", job.id, number, to: job.customer, tx)
            }
            try await world.sendMessages()
            fake.receive("۴", from: "09121112233")
            fake.receive("1", from: "09121112233")
            fake.receive("5", from: "09129998877")
            try await receive(world)
            let found = try await meanings(world)
            #expect(found == ["rating", "contact", "contact"])
            let stars = try await world.number("SELECT stars FROM job_rating")
            #expect(stars == 4)
        }
    }

    @Test("the operators' word ends advertising, and what is no person's number or a flood fills no desk")
    func optOut() async throws {
        let world = try await World()
        try await FakeProvider.serve { fake, address in
            try await world.usePost(address) { $0.receives = true }
            _ = try await world.addJob()
            fake.receive("لغو۱۱", from: "09121112233")
            fake.receive("تخفیف ویژه", from: "300040005000")
            for number in 0..<25 { fake.receive("پیام \(number)", from: "09129998877") }
            try await receive(world)
            let found = try await meanings(world)
            #expect(found.prefix(2) == ["opt_out", "left"])
            #expect(found.filter { $0 == "contact" }.count == 20)
            let consent: String? = try await world.arman.read { try $0.value("SELECT consent FROM customer") }
            #expect(consent == "refused")
            // A message about his own job reaches him all the same.
            _ = try await world.addJob()
            try await world.sendMessages()
            #expect(fake.taken.count == 2)
            try await world.arman.write { tx in
                _ = try tx.execute("UPDATE job SET state = 'cancelled'")
                let customer: ID<Customer> = try #require(try tx.value("SELECT min(id) FROM customer"))
                try EraseCustomer(customer: customer, person: nil).run(in: world.arman, tx)
            }
            let left: [String] = try await world.arman.read { tx in
                try tx.list("SELECT body FROM message_received WHERE customer_id IS NOT NULL OR number = ''")
            }
            #expect(left == ["–"])
        }
    }
}
