import Database
import Domain
import NIOCore
import Testing

@testable import Base
@testable import Ground
@testable import Post
@testable import Work

@Suite("Advertising is kept apart")
struct AdvertTests {
    private func setAdvert(_ world: World) async throws {
        try await world.browse(as: .serviceManager) { browser in
            let fields = [
                ("body_fa", "{name}، نظر شما؟"), ("body_en", "{name}, tell us"), ("version", "1"), ("on", "1"),
                ("advert", "1"),
            ]
            let path = "/arman/messages/templates/survey"
            let preview = try await browser.post(path, fields + [("preview", "1")])
            #expect(preview.text.contains("لغو۱۱"))
            let saved = try await browser.post(path, fields)
            #expect(saved.status == .seeOther)
            // What is no use for selling cannot be called so.
            _ = try await browser.post(
                "/arman/messages/templates/job_received",
                [("body_fa", "{number}"), ("body_en", "{number}"), ("version", "1"), ("on", "1"), ("advert", "1")])
        }
        let adverts: [String] = try await world.arman.read {
            try $0.list("SELECT event FROM message_template WHERE is_advert = 1")
        }
        #expect(adverts == ["survey"])
    }

    private func tell(_ world: World, _ kind: String = "survey") async throws {
        try await world.arman.write { tx in
            for row in try tx.rows("SELECT id, number, customer_id FROM job ORDER BY id") {
                try JobStore.tell(kind, row("id"), row("number"), to: row("customer_id"), tx)
            }
        }
    }

    private func states(_ world: World) async throws -> [String] {
        try await world.arman.read { tx in
            try tx.list("SELECT state || ' ' || fault FROM message WHERE event = 'survey' ORDER BY id")
        }
    }

    @Test("it goes to whoever has agreed and to nobody else; news of his own job goes to everybody")
    func consent() async throws {
        let world = try await World()
        try await FakeProvider.serve { fake, address in
            try await world.usePost(address)
            try await setAdvert(world)
            for mobile in ["09121112233", "09121112244", "09121112255"] { _ = try await world.addJob(mobile: mobile) }
            try await world.arman.write { tx in
                try tx.execute("UPDATE customer SET consent = 'given' WHERE mobile = '+989121112233'")
                try tx.execute("UPDATE customer SET consent = 'refused' WHERE mobile = '+989121112244'")
            }
            try await tell(world)
            let written = try await states(world)
            #expect(written == ["waiting "])
            // Who says no before it has left gets none.
            try await world.arman.write { _ = try ConsentStore.refuse(by: "+989121112233", $0) }
            try await world.sendMessages()
            let after = try await states(world)
            #expect(after == ["expired opted_out"])
            #expect(fake.taken.count == 3)
            #expect(fake.taken.allSatisfy { !($0.fields["message"]?.contains("لغو") ?? true) })
        }
    }

    @Test("it waits out the night that the law keeps, beside the company's own hours, and says how to end it")
    func night() async throws {
        let world = try await World()
        try await FakeProvider.serve { fake, address in
            try await world.usePost(address) { $0.quiet = QuietHours(from: 8 * 60, to: 9 * 60) }
            try await setAdvert(world)
            _ = try await world.addJob()
            try await world.arman.write { _ = try $0.execute("UPDATE customer SET consent = 'given'") }
            // From ten in the morning to half past eleven at night.
            world.time.move(seconds: 13 * 3_600 + 1_800)
            try await tell(world)
            try await tell(world, "job_finished")
            try await world.sendMessages()
            #expect(fake.taken.compactMap { $0.fields["message"] }.filter { $0.contains("لغو۱۱") }.isEmpty)
            #expect(!fake.taken.isEmpty)
            let open = try await world.number("SELECT not_before FROM message WHERE event = 'survey'")
            let time = world.arman.clock.timeOfDay(of: Instant(seconds: Int64(open)))
            #expect(time.hour == 9 && time.minute == 0)
            world.time.set(Instant(seconds: Int64(open)))
            try await world.sendMessages()
            #expect(fake.taken.last?.fields["message"]?.hasSuffix("\nلغو۱۱") == true)
        }
    }
}
