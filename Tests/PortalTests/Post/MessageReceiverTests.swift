import Database
import Domain
import Testing

@testable import Base
@testable import Ground
@testable import Post
@testable import Work

@Suite("Whom a message reaches")
struct MessageReceiverTests {
    private static let landline = "02188776655"

    /// A customer who is called under a landline alone, and his job.
    private func withLandline(_ world: World) async throws -> ID<Customer> {
        try await world.usePost("http://127.0.0.1:9")
        return try await world.arman.write { tx in
            let customer = try CustomerStore.findOrAdd(MobileNumber("09121112233"), "زهرا کریمی", tx)
            _ = try tx.execute("UPDATE customer SET mobile = \(Self.landline) WHERE id = \(customer)")
            try OutboxStore.add(
                Notice("job_finished", about: EventSubject("job", try Self.job(of: customer, tx)), "1405-1"),
                to: .customer(customer), but: nil, tx)
            return customer
        }
    }

    private static func job(of customer: ID<Customer>, _ tx: Transaction) throws -> Int64 {
        try #require(try tx.value("SELECT min(id) FROM job"))
    }

    @Test("who has a landline alone is written down as not reached, and written to once he has a mobile number")
    func landline() async throws {
        let world = try await World()
        _ = try await world.addJob(mobile: "09121112244")
        let customer = try await withLandline(world)
        try await world.expectMessages(["job_finished failed 0"])
        try await world.browse(as: .administrator) { browser in
            let list = try await browser.get("/arman/messages?tab=trouble")
            #expect(list.text.contains("شماره همراه ندارد"))
            let id: Int64 = try await world.arman.read { try #require(try $0.value("SELECT id FROM message")) }
            #expect(!list.text.contains("/arman/messages/\(id)/again"))
            let none = try await browser.post("/arman/messages/\(id)/again")
            #expect(none.status == .unprocessableContent)
            try await world.arman.write { tx in
                _ = try tx.execute(
                    "INSERT INTO customer_number (customer_id, number) VALUES (\(customer), '+989351112233')")
            }
            let offered = try await browser.get("/arman/messages?tab=trouble")
            #expect(offered.text.contains("/arman/messages/\(id)/again"))
            let again = try await browser.post("/arman/messages/\(id)/again")
            #expect(again.status == .seeOther)
        }
        try await world.expectMessages(["job_finished waiting 0"])
        let number: String = try await world.arman.read { try #require(try $0.value("SELECT number FROM message")) }
        #expect(number == "+989351112233")
    }

    @Test("the company's language decides the words and the digits")
    func language() async throws {
        let world = try await World()
        try await world.usePost("http://127.0.0.1:9") { $0.language = .en }
        let number = try await world.addJob()
        let body: String = try await world.arman.read { try #require(try $0.value("SELECT body FROM message")) }
        #expect(body == "Dear زهرا کریمی, your service request \(number) is registered.\nArman")
    }

    @Test("who is taken out is written to no more, whoever is sending, and nothing of him stays")
    func erased() async throws {
        let world = try await World()
        try await FakeProvider.serve { fake, address in
            try await world.usePost(address)
            let company = world.arman
            _ = try await world.addJob()
            let row = try await company.write { tx -> SendRow in
                let account = try PostAccountStore.find(tx)
                let provider = account?.open(in: company, SmsWire())
                try MessageStore.claim(10, token: "slow", account, provider, company.clock, tx)
                return try #require(try MessageStore.claimed("slow", tx).first)
            }
            try await company.write { tx in
                _ = try tx.execute("UPDATE job SET state = 'cancelled'")
                let customer: ID<Customer> = try #require(try tx.value("SELECT min(id) FROM customer"))
                try EraseCustomer(customer: customer, person: nil).run(in: company, tx)
            }
            let left = try await world.rows(holding: ["کریمی", "9121112233"])
            #expect(left == [])
            // Whoever was at it comes back with an answer that would have it tried again.
            try await company.write { tx in
                try MessageStore.settle(
                    row, .refused(SendFault(.temporary, "409")), token: "slow", price: 0, canAsk: true, scatter: 0, tx)
            }
            world.time.move(seconds: 3_600)
            try await world.sendMessages()
            try await world.expectMessages(["job_received unknown 1"])
            #expect(fake.taken.isEmpty)
            let id: ID<Message> = try await company.read { try #require(try $0.value("SELECT id FROM message")) }
            await #expect(throws: Complaint("messages.no_mobile")) {
                _ = try await company.write { try MessageStore.again(id, $0) }
            }
        }
    }

    @Test("a trial that went to a number of his goes with his data, another one stays")
    func erasedTrial() async throws {
        let world = try await World()
        let company = world.arman
        try await world.usePost("http://127.0.0.1:9")
        _ = try await world.addJob()
        try await company.write { tx in
            for number in ["09121112233", "09121119999"] {
                try SendTrial(number: MobileNumber(number).e164, text: "آزمایش", occasion: number + "form").run(
                    in: company, tx)
            }
            _ = try tx.execute("UPDATE job SET state = 'cancelled'")
            let customer: ID<Customer> = try #require(try tx.value("SELECT min(id) FROM customer"))
            try EraseCustomer(customer: customer, person: nil).run(in: company, tx)
        }
        let numbers: [String] = try await company.read { tx in
            try tx.list("SELECT number FROM message WHERE event = 'trial' ORDER BY id")
        }
        #expect(numbers == ["", "+989121119999"])
    }

    @Test(
        "the doctor names a message that nobody comes back to, one that is late, and what is left of one who was taken out"
    )
    func doctor() async throws {
        let world = try await World()
        try await world.usePost("http://127.0.0.1:9")
        _ = try await world.addJob()
        let well = try await world.arman.read { try MessageDoctorList.all($0) }
        #expect(well == [])
        try await world.arman.write { tx in
            _ = try tx.execute("UPDATE customer SET erased_at = 1")
            _ = try tx.execute("UPDATE run SET state = 'done' WHERE kind = 'post'")
        }
        world.time.move(seconds: 7_200)
        let ill = try await world.arman.read { try MessageDoctorList.all($0).map(\.key) }
        #expect(ill == ["doctor.message_late", "doctor.message_left"])
        try await world.arman.write { _ = try $0.execute("UPDATE message SET due_at = NULL, number = '', body = '–'") }
        let lost = try await world.arman.read { try MessageDoctorList.all($0).map(\.key) }
        #expect(lost == ["doctor.message_lost"])
    }

    @Test("a customer who turns out to be another brings his messages, and the dossier shows them")
    func merged() async throws {
        let world = try await World()
        try await world.usePost("http://127.0.0.1:9")
        let number = try await world.addJob()
        _ = try await world.addJob(mobile: "09121112244")
        let customers: [ID<Customer>] = try await world.arman.read {
            try $0.list("SELECT id FROM customer ORDER BY id")
        }
        try await world.arman.write { tx in
            let move = MessageDataStore.move
            try move.move(try move.find(customers[0], tx), customers[1], tx)
        }
        let count = try await world.number("SELECT count(*) FROM message WHERE customer_id = \(customers[1])")
        #expect(count == 2)
        try await world.browse(as: .administrator) { browser in
            let dossier = try await browser.get("/arman/customers/\(customers[1])/data")
            #expect(dossier.text.contains("با شماره \u{200E}\(number) ثبت شد"))
        }
    }

    @Test("what a dealer is told of at once is one message, with the first three numbers and how many more")
    func together() async throws {
        let world = try await World()
        try await world.usePost("http://127.0.0.1:9")
        _ = try await world.person(.dealerManager)
        try await world.arman.write { tx in
            let dealer: ID<Dealer> = try #require(try tx.value("SELECT id FROM dealer WHERE code = 'D100'"))
            let notices = (1...14).map {
                Notice("claim_approved", about: EventSubject("claim", Int64($0)), "1405-00000\($0)")
            }
            try OutboxStore.add(notices, to: .dealer(dealer, [.dealerManager]), but: nil, tx)
        }
        try await world.expectMessages(["claim_approved waiting 0"])
        let body: String = try await world.arman.read { try #require(try $0.value("SELECT body FROM message")) }
        #expect(body.contains("\u{200E}1405-000001، \u{200E}1405-000002، \u{200E}1405-000003 +۱۱"))
    }

    @Test("what still waits goes when something later says it better, and never by its own deed again")
    func superseded() async throws {
        let world = try await World()
        // It is ten o'clock.
        try await world.usePost("http://127.0.0.1:9") { $0.quiet = QuietHours(from: 9 * 60, to: 12 * 60) }
        let number = try await world.addJob()
        try await world.arman.write { tx in
            let job = try JobStore.find(number, .company, tx)
            for occasion in ["1", "1", "2"] {
                try JobStore.tell("appointment_agreed", job.id, number, on: occasion, to: job.customer, tx)
            }
        }
        try await world.expectMessages([
            "job_received waiting 0", "appointment_agreed expired 0", "appointment_agreed waiting 0",
        ])
    }

    @Test("of a job that is cancelled its customer is told nothing more, not by hand either")
    func void() async throws {
        let world = try await World()
        try await FakeProvider.serve { fake, address in
            try await world.usePost(address)
            let number = try await world.addJob()
            // Nobody knows whether the first one arrived; the second waits.
            fake.next(.page(500))
            try await world.sendMessages()
            try await world.arman.write { tx in
                let job = try JobStore.find(number, .company, tx)
                try JobStore.tell("job_accepted", job.id, number, on: "1", to: job.customer, tx)
            }
            try await world.browse(as: .dispatcher) { browser in
                let version = try await world.version(of: number)
                let cancelled = try await browser.post(
                    "/arman/jobs/\(number)/cancellation", [("version", version), ("reason", "customer"), ("note", "")])
                #expect(cancelled.status == .seeOther, "\(cancelled.text.suffix(2000))")
            }
            try await world.expectMessages(["job_received unknown 1", "job_accepted expired 0"])
            world.time.move(seconds: 61)
            try await world.sendMessages()
            // The provider says that it never had it, and it is not sent for all that.
            try await world.expectMessages(["job_received expired 1", "job_accepted expired 0"])
            #expect(fake.taken.isEmpty)
            let again = try await world.arman.write { try MessageStore.again(ID(2), $0) }
            #expect(!again)
        }
    }
}
