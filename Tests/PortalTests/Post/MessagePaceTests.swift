import Database
import Domain
import Testing

@testable import Ground
@testable import Post

@Suite("How fast messages go, and what they cost")
struct MessagePaceTests {
    @Test("so many go in a minute as the line takes, none burns a try, and those before go first")
    func pace() async throws {
        let world = try await World()
        try await FakeProvider.serve { fake, address in
            try await world.usePost(address) { $0.perMinute = 2 }
            for number in 0..<5 { _ = try await world.addJob(mobile: "0912111330\(number)") }
            try await world.sendMessages()
            let sent = Array(repeating: "job_received sent 1", count: 2)
            let waiting = Array(repeating: "job_received waiting 0", count: 3)
            try await world.expectMessages(sent + waiting)
            world.time.move(seconds: 59)
            try await world.sendMessages()
            #expect(fake.taken.count == 2)
            let next = try await world.arman.read { try MessageStore.nextMoment($0) }
            #expect(next == world.time.now.adding(seconds: 1))
            for _ in 0..<2 {
                world.time.move(seconds: 61)
                try await world.sendMessages()
            }
            try await world.expectMessages(Array(repeating: "job_received sent 1", count: 5))
        }
    }

    @Test("what comes too fast for the provider goes later, without burning a try")
    func tooFast() async throws {
        let world = try await World()
        try await FakeProvider.serve { fake, address in
            try await world.usePost(address)
            _ = try await world.addJob()
            fake.mood = .page(429)
            for _ in 0..<3 {
                try await world.sendMessages()
                world.time.move(seconds: 91)
            }
            try await world.expectMessages(["job_received waiting 0"])
            fake.mood = .accept
            try await world.sendMessages()
            try await world.expectMessages(["job_received sent 1"])
        }
    }

    @Test(
        "a low credit is told once, until it was enough again; each answer is kept, and silence is not asked at once again"
    )
    func credit() async throws {
        let world = try await World()
        try await FakeProvider.serve { fake, address in
            try await world.usePost(address) { $0.creditLow = 200_000 }
            func told() async throws -> Int {
                try await world.number("SELECT count(*) FROM outbox WHERE kind = 'post_credit_low'")
            }
            for mobile in ["09121112233", "09121112244", "09121112255"] {
                _ = try await world.addJob(mobile: mobile)
                try await world.sendMessages()
                world.time.move(seconds: PostCreditStore.pause / 2 + 1)
            }
            let (first, asked) = (try await told(), try await world.number("SELECT count(*) FROM post_credit"))
            #expect(first == 1)
            #expect(asked == 2)
            try await world.arman.write { tx in
                try PostCreditStore.add(500_000, holder: 1, tx)
                try PostCreditStore.add(nil, holder: 1, tx)
                try PostCreditStore.add(7, holder: 1, tx)
                try PostCreditStore.add(6, holder: 2, tx)
            }
            let again = try await told()
            #expect(again == 2)
            let left = try await world.arman.read { try PostAccountStore.find($0)?.credit }
            #expect(left == 7)
        }
    }

    @Test("the account's page says what each month has cost and what was left")
    func costs() async throws {
        let world = try await World()
        try await FakeProvider.serve { _, address in
            try await world.usePost(address)
            for mobile in ["09121112233", "09121112244"] {
                _ = try await world.addJob(mobile: mobile)
                try await world.sendMessages()
                world.time.move(seconds: 32 * 86_400)
            }
            let clock = world.arman.clock
            let lines = try await world.arman.read {
                try MessageCostList.months(12, upTo: clock.day(of: $0.now), clock, $0)
            }
            #expect(lines.map(\.messages) == [1, 1])
            #expect(lines.map(\.cost) == [240, 240])
            try await world.browse(as: .administrator) { browser in
                let page = try await browser.get("/arman/messages/account")
                #expect(page.text.contains("هزینه هر ماه"))
                #expect(page.text.contains("۱۵۴٬۰۰۰"))
                let form = [
                    ("provider", "kavenegar"), ("key_of_account", ""), ("line", "3000123"), ("on", "1"),
                    ("version", "1"), ("per_minute", "x"),
                ]
                let wrong = try await browser.post("/arman/messages/account", form)
                #expect(wrong.status == .unprocessableContent)
                let right = try await browser.post(
                    "/arman/messages/account",
                    Array(form.dropLast()) + [("per_minute", "۱۲۰"), ("credit_low", "50000")])
                #expect(right.status == .seeOther)
            }
            let known = try await world.arman.read { try PostAccountStore.find($0) }
            #expect(known?.pace == SendPace(perMinute: 120))
            #expect(known?.creditLow == 50_000)
        }
    }
}
