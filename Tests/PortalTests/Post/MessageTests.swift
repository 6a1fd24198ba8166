import Database
import Domain
import NIOCore
import Testing

@testable import Ground
@testable import Post
@testable import Work

@Suite("Messages: written with the deed, sent once")
struct MessageTests {
    private struct Undone: Error {}

    @Test("without an account nobody is written to, and a deed that is undone writes to nobody")
    func withTheDeed() async throws {
        let world = try await World()
        _ = try await world.addJob()
        try await world.expectMessages([])
        try await world.usePost("http://127.0.0.1:9")
        let arman = world.arman
        _ = try? await arman.write { tx in
            let customer: ID<Customer> = try #require(try tx.value("SELECT min(id) FROM customer"))
            try OutboxStore.add(
                Notice("job_received", about: EventSubject("job", 1), "1405-1"), to: .customer(customer), but: nil, tx)
            throw Undone()
        }
        try await world.expectMessages([])
        _ = try await world.addJob()
        try await world.expectMessages(["job_received waiting 0"])
    }

    @Test("the same event is written about once, however often its deed is tried")
    func once() async throws {
        let world = try await World()
        try await world.usePost("http://127.0.0.1:9")
        _ = try await world.addJob()
        for _ in 0..<3 {
            try await world.arman.write { tx in
                let row = try tx.one("SELECT id, number, customer_id FROM job")
                try JobStore.tell("job_received", row("id"), row("number"), to: row("customer_id"), tx)
            }
        }
        try await world.expectMessages(["job_received waiting 0"])
    }

    @Test("a message is sent once, in the company's words, and told to be delivered once its provider says so")
    func sent() async throws {
        let world = try await World()
        try await FakeProvider.serve { fake, address in
            try await world.usePost(address)
            let number = try await world.addJob()
            try await world.sendMessages()
            try await world.expectMessages(["job_received sent 1"])
            try await world.sendMessages()
            let taken = fake.taken
            #expect(taken.count == 1)
            #expect(taken.first?.fields["receptor"] == "09121112233")
            let text = try #require(taken.first?.fields["message"])
            #expect(text.contains("زهرا کریمی"))
            #expect(text.contains(number))
            #expect(!text.contains("{"))
            fake.status = 10
            world.time.move(seconds: 61)
            try await world.sendMessages()
            try await world.expectMessages(["job_received delivered 1"])
            let open = try await world.arman.read { try MessageStore.nextMoment($0) }
            #expect(open == nil)
        }
    }

    @Test("after a silence nothing is sent again before the provider has said that it never had it")
    func silence() async throws {
        let world = try await World()
        try await FakeProvider.serve { fake, address in
            try await world.usePost(address)
            _ = try await world.addJob()
            fake.next(.cut)
            try await world.sendMessages()
            try await world.expectMessages(["job_received unknown 1"])
            world.time.move(seconds: 61)
            try await world.sendMessages()
            // It had it: known by our number.
            try await world.expectMessages(["job_received sent 1"])
            #expect(fake.taken.count == 1)
            #expect(fake.asked == fake.taken.map(\.ours))

            _ = try await world.addJob(mobile: "09121112244")
            fake.next(.page(500))
            try await world.sendMessages()
            try await world.expectMessages(last: "job_received unknown 1")
            world.time.move(seconds: 61)
            try await world.sendMessages()
            try await world.expectMessages(last: "job_received sent 2")
            #expect(fake.taken.count == 2)
        }
    }

    @Test("whom nobody can be asked about stays unknown until a person decides")
    func unknown() async throws {
        let world = try await World()
        try await FakeProvider.serve { fake, address in
            try await world.usePost(address, .smsir)
            _ = try await world.addJob()
            fake.next(.cut)
            try await world.sendMessages()
            world.time.move(seconds: 86_400)
            try await world.sendMessages()
            try await world.expectMessages(["job_received unknown 1"])
            #expect(fake.taken.count == 1)
        }
    }

    @Test("a provider that says too late that it never had a message is not believed, and another one is not asked")
    func forgotten() async throws {
        let world = try await World()
        try await FakeProvider.serve { fake, address in
            try await world.usePost(address)
            _ = try await world.addJob()
            fake.next(.page(500))
            try await world.sendMessages()
            world.time.move(seconds: StatusAsking.memory)
            try await world.sendMessages()
            try await world.expectMessages(["job_received unknown 1"])
            #expect(fake.asked.count == 1)

            _ = try await world.addJob(mobile: "09121112244")
            fake.next(.page(500))
            try await world.sendMessages()
            try await world.usePost(address, .ghasedak)
            world.time.move(seconds: 120)
            try await world.sendMessages()
            try await world.expectMessages(last: "job_received unknown 1")
            #expect(fake.asked.count == 1)
            #expect(fake.taken.isEmpty)
        }
    }

    @Test("who dies while he sends leaves it unknown, and comes too late with what he knows")
    func killed() async throws {
        let world = try await World()
        try await FakeProvider.serve { fake, address in
            try await world.usePost(address)
            _ = try await world.addJob()
            let company = world.arman
            // Taken on by a process that is never heard of again.
            let row = try await company.write { tx in
                let account = try PostAccountStore.find(tx)
                let provider = account?.open(in: company, SmsWire())
                try MessageStore.claim(10, token: "dead", account, provider, company.clock, tx)
                return try #require(try MessageStore.claimed("dead", tx).first)
            }
            try await world.sendMessages()
            try await world.expectMessages(["job_received sending 1"])
            world.time.move(seconds: MessageStore.lease + 1)
            try await world.sendMessages()
            // It was asked for, never known, and sent by the next one.
            try await world.expectMessages(["job_received sent 2"])
            #expect(fake.asked == [String(row.reference)])
            #expect(fake.taken.count == 1)
            try await company.write { tx in
                try MessageStore.settle(
                    row, .refused(SendFault(.permanent, "411")), token: "dead", price: 0, canAsk: true, scatter: 0, tx)
            }
            try await world.expectMessages(["job_received sent 2"])
        }
    }

    @Test("who dies after the provider has it leaves it to be asked for, and it is not sent again")
    func killedLater() async throws {
        let world = try await World()
        try await FakeProvider.serve { fake, address in
            try await world.usePost(address)
            _ = try await world.addJob()
            let company = world.arman
            let (row, provider) = try await company.write { tx in
                let account = try PostAccountStore.find(tx)
                let provider = try #require(account?.open(in: company, SmsWire()))
                try MessageStore.claim(10, token: "dead", account, provider, company.clock, tx)
                return (try #require(try MessageStore.claimed("dead", tx).first), provider)
            }
            _ = await provider.send(row.order)
            world.time.move(seconds: MessageStore.lease + 1)
            try await world.sendMessages()
            try await world.expectMessages(["job_received sent 1"])
            #expect(fake.taken.count == 1)
        }
    }

    @Test("two at once send each message once")
    func two() async throws {
        let world = try await World()
        try await FakeProvider.serve { fake, address in
            try await world.usePost(address)
            for number in 0..<90 { _ = try await world.addJob(mobile: "091211133\(10 + number)") }
            async let one: Void = world.sendMessages()
            async let other: Void = world.sendMessages()
            _ = try await (one, other)
            try await world.sendMessages()
            try await world.expectMessages(Array(repeating: "job_received sent 1", count: 90))
            #expect(Set(fake.taken.compactMap { $0.fields["receptor"] }).count == 90)
            #expect(fake.taken.count == 90)
        }
    }

    @Test("a fault for good ends it at once, one for now is tried again later and later")
    func faults() async throws {
        let world = try await World()
        try await FakeProvider.serve { fake, address in
            try await world.usePost(address)
            _ = try await world.addJob()
            fake.next(.refuse(411))
            try await world.sendMessages()
            try await world.expectMessages(["job_received failed 1"])
            _ = try await world.addJob(mobile: "09121112244")
            fake.mood = .refuse(409)
            try await world.sendMessages()
            try await world.expectMessages(last: "job_received waiting 1")
            world.time.move(seconds: 4)
            try await world.sendMessages()
            try await world.expectMessages(last: "job_received waiting 1")
            for _ in 0..<8 {
                world.time.move(seconds: 901)
                try await world.sendMessages()
            }
            try await world.expectMessages(last: "job_received failed 8")
            #expect(fake.taken.isEmpty)
        }
    }

    @Test("an empty account stops the channel, says so once, and burns no try")
    func credit() async throws {
        let world = try await World()
        try await FakeProvider.serve { fake, address in
            try await world.usePost(address)
            for mobile in ["09121112233", "09121112244"] { _ = try await world.addJob(mobile: mobile) }
            fake.mood = .refuse(418)
            try await world.sendMessages()
            try await world.expectMessages(["job_received held 0", "job_received held 0"])
            _ = try await world.addJob(mobile: "09121112255")
            try await world.sendMessages()
            try await world.expectMessages(last: "job_received held 0")
            let told = try await world.arman.read {
                try $0.value("SELECT count(*) FROM outbox WHERE kind = 'post_stopped_credit'", as: Int.self)
            }
            #expect(told == 1)
            fake.mood = .accept
            try await world.arman.write { tx in
                try ResumePost().run(by: try #require(try tx.value("SELECT min(id) FROM person")), in: world.arman, tx)
            }
            try await world.sendMessages()
            try await world.expectMessages(Array(repeating: "job_received sent 1", count: 3))
            #expect(fake.taken.count == 3)
        }
    }

    @Test("quiet hours put off without burning a try, and what is too late is not sent")
    func quiet() async throws {
        let world = try await World()
        try await FakeProvider.serve { fake, address in
            // It is ten o'clock.
            try await world.usePost(address) { $0.quiet = QuietHours(from: 9 * 60, to: 12 * 60) }
            _ = try await world.addJob()
            try await world.sendMessages()
            try await world.expectMessages(["job_received waiting 0"])
            world.time.move(seconds: 2 * 3_600 - 1)
            try await world.sendMessages()
            #expect(fake.taken.isEmpty)
            world.time.move(seconds: 1)
            try await world.sendMessages()
            try await world.expectMessages(["job_received sent 1"])

            try await world.usePost(address) { $0.isOn = true }
            _ = try await world.addJob(mobile: "09121112244")
            world.time.move(seconds: 3 * 86_400)
            try await world.sendMessages()
            try await world.expectMessages(last: "job_received expired 0")
            #expect(fake.taken.count == 1)
        }
    }

    @Test("a key of another installation is told in words, and nothing is lost")
    func lostKey() async throws {
        let world = try await World()
        try await world.usePost("http://127.0.0.1:9")
        _ = try await world.addJob()
        try await world.arman.write { tx in
            _ = try tx.execute("UPDATE post_account SET secret = 'c2VhbGVkIGVsc2V3aGVyZQ=='")
        }
        try await world.sendMessages()
        try await world.expectMessages(["job_received held 0"])
        let why = try await world.arman.read { try PostAccountStore.find($0)?.stopped?.why }
        #expect(why == "key")
    }

    @Test("the key stands in no column as it was typed")
    func sealed() async throws {
        let world = try await World()
        try await world.usePost("http://127.0.0.1:9")
        let row = try await world.arman.read { try $0.one("SELECT * FROM post_account") }
        for field in row.fields {
            if case .text(let text) = field.value { #expect(!text.contains("the-key"), "\(field.name)") }
        }
        let texts = try await world.arman.read {
            try $0.list("SELECT value_before || value_after || detail FROM event", as: String.self)
        }
        #expect(!texts.contains { $0.contains("the-key") })
    }
}
