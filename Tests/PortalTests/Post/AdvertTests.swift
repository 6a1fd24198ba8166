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

    @Test("it waits out the hours that the company keeps free of it, as the history knows them")
    func hours() async throws {
        let world = try await World()
        try await FakeProvider.serve { fake, address in
            try await world.usePost(address)
            try await setAdvert(world)
            _ = try await world.addJob()
            try await world.arman.write { _ = try $0.execute("UPDATE customer SET consent = 'given'") }
            try await world.sendMessages()
            let path = "/arman/messages/reminders"
            try await world.browse(as: .serviceManager) { browser in
                let usual = try await browser.get(path)
                #expect(usual.text.value(of: "advert_from") == "22:00" && usual.text.value(of: "advert_to") == "08:00")
                for (from, to) in [("20", ""), ("9", "9"), ("25", "26")] {
                    let bad = try await browser.post(path, [("advert_from", from), ("advert_to", to)])
                    #expect(bad.status == .unprocessableContent, "\(from) \(to)")
                }
                let saved = try await browser.post(path, [("advert_from", "۹:۳۰"), ("advert_to", "11")])
                #expect(saved.status == .seeOther)
            }
            let history: [String] = try await world.arman.read {
                try $0.list("SELECT value_after FROM event WHERE kind = 'reminders'")
            }
            #expect(history.count == 1 && history[0].contains("09:30–11:00"))
            try await world.browse(as: .serviceManager) { browser in
                let page = try await browser.get(path).text
                #expect(page.contains("ساعت‌های بدون تبلیغ") && page.value(of: "advert_from") == "09:30")
            }
            // Ten in the morning: an hour that was free before.
            try await tell(world)
            try await world.sendMessages()
            let before = fake.taken.count
            world.time.move(seconds: 3_600)
            try await world.sendMessages()
            #expect(fake.taken.count == before + 1 && fake.taken.last?.fields["message"]?.contains("لغو۱۱") == true)
            try await world.browse(as: .serviceManager) { browser in
                _ = try await browser.post(path, [("advert_from", ""), ("advert_to", "")])
            }
            world.time.move(seconds: 13 * 3_600)
            _ = try await world.addJob(mobile: "09121112299")
            try await world.arman.write { tx in
                try tx.execute("UPDATE customer SET consent = 'given'")
                let row = try tx.one("SELECT id, number, customer_id FROM job WHERE id = (SELECT max(id) FROM job)")
                try JobStore.tell("survey", row("id"), row("number"), to: row("customer_id"), tx)
            }
            try await world.sendMessages()
            let last = fake.taken.compactMap { $0.fields["message"] }.filter { $0.contains("لغو۱۱") }
            #expect(last.count == 2)
        }
    }

    @Test("it waits out the night, beside the company's own hours, and says how to end it")
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
