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
            _ = await provider.send(try #require(row.order(in: company)))
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
            for _ in 0..<12 {
                world.time.move(seconds: 901)
                try await world.sendMessages()
            }
            try await world.expectMessages(last: "job_received waiting 13")
            world.time.move(seconds: 2 * 86_400)
            try await world.sendMessages()
            // It has an end of its own, and keeps why it came to nothing.
            try await world.expectMessages(last: "job_received expired 13")
            let why: String? = try await world.arman.read {
                try $0.value("SELECT fault_code FROM message WHERE id = 2")
            }
            #expect(why == "409")
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

    @Test("three hours without the provider lose nothing")
    func outage() async throws {
        let world = try await World()
        try await FakeProvider.serve { fake, address in
            try await world.usePost("http://127.0.0.1:9")
            _ = try await world.addJob()
            for _ in 0..<12 {
                try await world.sendMessages()
                world.time.move(seconds: 901)
            }
            try await world.expectMessages(["job_received waiting 12"])
            try await world.arman.write { _ = try $0.execute("UPDATE post_account SET address = \(address)") }
            try await world.sendMessages()
            try await world.expectMessages(["job_received sent 13"])
            #expect(fake.taken.count == 1)
        }
    }

    @Test(
        "another key at the same provider knows nothing of what was given to the one before, also while that is under way"
    )
    func otherKey() async throws {
        let world = try await World()
        try await FakeProvider.serve { fake, address in
            try await world.usePost(address)
            let company = world.arman
            _ = try await world.addJob()
            let gate = fake.hold()
            async let sending: Void = world.sendMessages()
            await gate.reached()
            try await world.usePost(address) { $0.key = "another" }
            fake.next(.page(500))
            gate.open()
            try await sending
            try await world.expectMessages(["job_received unknown 1"])
            world.time.move(seconds: 61)
            try await world.sendMessages()
            try await world.expectMessages(["job_received unknown 1"])
            #expect(fake.asked.isEmpty)
            // The same key once more is the same account.
            _ = try await world.addJob(mobile: "09121112244")
            fake.next(.page(500))
            try await world.sendMessages()
            try await world.usePost(address) { $0.key = "another" }
            world.time.move(seconds: 61)
            try await world.sendMessages()
            try await world.expectMessages(last: "job_received sent 2")
            let holder = try await company.read { try PostAccountStore.find($0)?.holder }
            #expect(holder == 2)
        }
    }

    @Test("what the account before was refused for does not stop the new one")
    func otherRefused() async throws {
        let world = try await World()
        try await FakeProvider.serve { fake, address in
            try await world.usePost(address)
            _ = try await world.addJob()
            let gate = fake.hold()
            fake.next(.refuse(403))
            async let sending: Void = world.sendMessages()
            await gate.reached()
            try await world.usePost(address) { $0.key = "another" }
            gate.open()
            try await sending
            let stopped = try await world.arman.read { try PostAccountStore.find($0)?.stopped?.why }
            #expect(stopped == nil)
            try await world.sendMessages()
            try await world.expectMessages(["job_received sent 1"])
        }
    }

    @Test("whoever stops within a burst hears out what he has begun and gives back the rest")
    func stopped() async throws {
        let world = try await World()
        try await FakeProvider.serve { fake, address in
            try await world.usePost(address)
            for number in 0..<30 { _ = try await world.addJob(mobile: "091211133\(10 + number)") }
            let gate = fake.hold()
            let sending = Task { try await world.sendMessages() }
            await gate.reached()
            sending.cancel()
            gate.open()
            _ = await sending.result
            let (sent, waiting) = try await world.arman.read { tx in
                (
                    try tx.value("SELECT count(*) FROM message WHERE state = 'sent'", as: Int.self) ?? 0,
                    try tx.value(
                        "SELECT count(*) FROM message WHERE state = 'waiting' AND attempts = 0 AND lease_token IS NULL",
                        as: Int.self) ?? 0
                )
            }
            #expect(sent == fake.taken.count)
            #expect(sent > 0)
            #expect(waiting > 0)
            #expect(sent + waiting == 30)
            try await world.sendMessages()
            try await world.expectMessages(Array(repeating: "job_received sent 1", count: 30))
            #expect(fake.taken.count == 30)
        }
    }

    @Test("a link stands in no row, is sent whole, again too, and is gone once it has arrived")
    func sealedLink() async throws {
        let world = try await World()
        try await FakeProvider.serve { fake, address in
            let number = try await world.addJob()
            try await world.usePost(address)
            let maker = try await world.person(.reception)
            try await world.arman.write { tx in
                _ = try tx.execute("UPDATE job SET made_by = \(maker)")
                let job = try JobStore.find(number, .company, tx)
                try JobStore.tell("job_received", job.id, number, to: job.customer, tx)
            }
            let token = #/track\/([0-9a-f]{40})/#
            let row = try await world.arman.read { try $0.one("SELECT * FROM message") }
            for field in row.fields {
                if case .text(let text) = field.value { #expect(!text.contains(token), "\(field.name)") }
            }
            let body: String = try row("body")
            #expect(body.contains("/track/…"))
            fake.next(.refuse(411))
            try await world.sendMessages()
            try await world.arman.write { tx in
                _ = try MessageStore.again(ID(1), tx)
                try RunStore.call("post", by: tx.now, in: world.arman, tx)
            }
            fake.status = 10
            try await world.sendMessages()
            #expect(fake.taken.first?.fields["message"]?.contains(token) == true)
            world.time.move(seconds: 61)
            try await world.sendMessages()
            try await world.expectMessages(["job_received delivered 1"])
            let left: String? = try await world.arman.read { try $0.value("SELECT sealed FROM message") }
            #expect(left == MessageContent.gone)
        }
    }

    @Test(
        "what another installation has sealed is sent by nobody, and rows of before are sealed when a company is opened"
    )
    func sealedElsewhere() async throws {
        let world = try await World()
        try await FakeProvider.serve { fake, address in
            try await world.usePost(address)
            for mobile in ["09121112233", "09121112244"] { _ = try await world.addJob(mobile: mobile) }
            let link = "https://kardan.example/arman/track/" + String(repeating: "a", count: 40)
            try await world.arman.write { tx in
                _ = try tx.execute("UPDATE message SET sealed = 'c2VhbGVkIGVsc2V3aGVyZQ==' WHERE id = 1")
                _ = try tx.execute("UPDATE message SET sealed = NULL, body = \(link) WHERE id = 2")
            }
            try await MessageSealStore.sealOld(in: world.arman)
            let shown: String? = try await world.arman.read { try $0.value("SELECT body FROM message WHERE id = 2") }
            #expect(shown == "https://kardan.example/arman/track/…")
            try await world.sendMessages()
            try await world.expectMessages(["job_received failed 1", "job_received sent 1"])
            #expect(fake.taken.map { $0.fields["message"] } == [link])
            let again = try await world.arman.write { try MessageStore.again(ID(1), $0) }
            #expect(!again)
        }
    }

    @Test("whom a job is taken from does not come: his customer is not told so any more")
    func released() async throws {
        let world = try await World()
        // It is ten o'clock.
        try await world.usePost("http://127.0.0.1:9") { $0.quiet = QuietHours(from: 9 * 60, to: 12 * 60) }
        let number = try await world.addJob()
        try await world.offerJob(number)
        try await world.browse(as: .dealerManager) { browser in
            let taken = try await browser.post(
                "/arman/jobs/\(number)/acceptance", [("version", try await world.version(of: number))])
            #expect(taken.status == .seeOther, "\(taken.text)")
        }
        try await world.browse(as: .dispatcher) { browser in
            let version = try await world.version(of: number)
            let back = try await browser.post(
                "/arman/jobs/\(number)/withdrawal", [("version", version), ("reason", "delay"), ("note", "")])
            #expect(back.status == .seeOther, "\(back.text.suffix(2000))")
        }
        let states = try await world.arman.read { tx in
            try tx.list(
                "SELECT event || ' ' || state FROM message WHERE customer_id IS NOT NULL ORDER BY id", as: String.self)
        }
        #expect(states == ["job_received waiting", "job_accepted expired"])
    }
}
