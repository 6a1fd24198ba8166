import Database
import Domain
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing

@testable import Base
@testable import Ground
@testable import Post

@Suite("Text messages that a provider brings, and what answers them")
struct CalledTests {
    private func path(_ world: World) async throws -> String {
        let account = try #require(try await world.arman.read { try PostAccountStore.find($0) })
        return "/arman/front/sms/\(CalledRoutes.secret(account.callRound, of: world.arman))"
    }

    private func bodies(_ world: World) async throws -> [String] {
        try await world.arman.read { try $0.list("SELECT number || ' ' || body FROM message_received ORDER BY id") }
    }

    @Test(
        "is read as a form, in the address or as JSON, by the names that providers use, and once",
        arguments: [
            ("messageid=7&from=09121112233&to=3000123&message=%D8%B3%D9%84%D8%A7%D9%85+a", "", true),
            ("", "messageid=7&from=09121112233&to=3000123&message=%D8%B3%D9%84%D8%A7%D9%85%20a", true),
            ("", "messageid=7&from=989121112233&to=3000123&message=%D8%B3%D9%84%D8%A7%D9%85%20a", false),
            (#"{"id":7,"mobile":989121112233,"number":"3000123","messageText":"سلام a"}"#, "", true),
            (#"{"data":[{"MsgID":"7","Sender":"09121112233","Receiver":"3000123","Body":"سلام a"}]}"#, "", true),
            (#"[{"sender":"09121112233","text":"سلام a"}]"#, "", true),
        ])
    func forms(body: String, query: String, isPosted: Bool) async throws {
        let world = try await World()
        try await world.usePost("http://127.0.0.1:9") { $0.receives = true }
        let path = try await path(world)
        try await world.serve { client in
            for _ in 0..<2 {
                try await client.execute(
                    uri: query.isEmpty ? path : "\(path)?\(query)", method: isPosted ? .post : .get,
                    body: body.isEmpty ? nil : ByteBuffer(string: body)
                ) { #expect($0.status == .ok && String(buffer: $0.body) == "ok") }
            }
        }
        let found = try await bodies(world)
        #expect(found == ["+989121112233 سلام a"])
    }

    private func status(
        _ client: any TestClientProtocol, _ path: String, _ text: String
    ) async throws -> HTTPResponse.Status {
        try await client.execute(uri: "\(path)?\(text)", method: .get) { $0.status }
    }

    @Test("comes in by its own address alone, which the administrator sees and makes anew")
    func secret() async throws {
        let world = try await World()
        try await world.usePost("http://127.0.0.1:9") { $0.receives = true }
        let (old, query) = (try await path(world), "from=09121112233&message=a")
        try await world.serve { client in
            let wrong = try await status(client, "/arman/front/sms/\(String(repeating: "a", count: 40))", query)
            #expect(wrong == .notFound)
            let other = try await status(client, old.replacing("/arman/", with: "/pars/"), query)
            #expect(other == .notFound)
            let empty = try await status(client, old, "x=1")
            #expect(empty == .badRequest)
            let long = try await client.execute(
                uri: old, method: .post, body: ByteBuffer(string: String(repeating: "a", count: 70_000))
            ) { $0.status }
            #expect(long == .contentTooLarge)
            let head = try await client.execute(uri: "\(old)?\(query)", method: .head) { $0.status }
            #expect(head == .ok)
        }
        let none = try await bodies(world)
        #expect(none.isEmpty)
        try await world.browse(as: .administrator) { browser in
            let renewed = try await browser.post("/arman/messages/account/call")
            #expect(renewed.status == .seeOther)
        }
        let new = try await path(world)
        try await world.serve { client in
            let over = try await status(client, old, query)
            #expect(over == .notFound)
            let right = try await status(client, new, query)
            #expect(right == .ok)
        }
        try await world.usePost("http://127.0.0.1:9") { $0.receives = false }
        try await world.serve { client in
            let off = try await status(client, new, query)
            #expect(off == .notFound)
        }
    }

    private func take(_ world: World, _ texts: [String], from number: String = "09121112233") async throws {
        let company = world.arman
        try await company.write { tx in
            for (place, text) in texts.enumerated() {
                let id = "\(tx.now.seconds) \(place) \(number)"
                let sms = try #require(ReceivedSms(id: id, from: number, line: "3000123", text: text))
                try ReceivedStore.take(sms, from: .kavenegar, in: company, tx)
            }
        }
    }

    private func meanings(_ world: World) async throws -> [String] {
        try await world.arman.read { try $0.list("SELECT meaning FROM message_received ORDER BY id") }
    }

    private func answers(_ world: World) async throws -> [String] {
        try await world.arman.read { tx in
            try tx.list(
                "SELECT event || ' ' || number || ' ' || body FROM message WHERE event <> 'job_received' ORDER BY id")
        }
    }

    @Test("#serial says whether the machine is the company's and until when it is covered, and nothing of its owner")
    func check() async throws {
        let world = try await World()
        try await world.usePost("http://127.0.0.1:9") { $0.checksSerials = true }
        _ = try await world.addJob()
        let serial: String = try #require(try await world.arman.read { try $0.value("SELECT min(serial) FROM unit") })
        try await take(
            world, ["#\(serial)", "# \(Digits.persian(serial.lowercased()))", "#NOSUCH99"], from: "09129998877")
        let found = try await meanings(world)
        #expect(found == ["check", "check", "check"])
        let texts = try await answers(world)
        #expect(texts.map { String($0.prefix { $0 != " " }) } == ["serial_known", "serial_known", "serial_unknown"])
        #expect(texts.allSatisfy { $0.contains("+989129998877") && !$0.contains("زهرا") })
        #expect(texts[0].contains(serial))
        world.time.move(seconds: 1)
        try await take(world, ["#\(serial)", "#\(serial)", "#\(serial)"], from: "09129998877")
        let bound = try await meanings(world)
        #expect(bound.suffix(3) == ["check", "check", "contact"])
        try await world.usePost("http://127.0.0.1:9")
        try await take(world, ["#\(serial)"], from: "09127776655")
        let off = try await meanings(world)
        #expect(off.last == "contact")
    }

    @Test(
        "a serial and its card's number begin its warranty where the company says so; what does not fit is a person's")
    func activate() async throws {
        let world = try await World()
        try await world.usePost("http://127.0.0.1:9") { $0.activatesCards = true }
        try await world.arman.write { tx in
            let model: ID<ProductModel> = try tx.one("SELECT id FROM product_model WHERE code = 'FRIDGE-1'")("id")
            let card = RegisteredCard(serial: "SN10020030", model: model, number: "CARD7788", dates: UnitDates())
            try WarrantyCardStore.add([.init(card: card, customer: nil, unit: nil, city: nil)], by: nil, tx)
        }
        try await take(world, ["SN10020030 WRONG99"])
        world.time.move(seconds: 1)
        try await take(world, ["sn10020030 card7788"])
        world.time.move(seconds: 1)
        try await take(world, ["SN10020030 CARD7788"], from: "09129998877")
        let found = try await meanings(world)
        #expect(found == ["contact", "activation", "contact"])
        let texts = try await answers(world)
        #expect(texts.count == 1 && texts[0].hasPrefix("card_activated +989121112233"))
        let owner: String? = try await world.arman.read { tx in
            try tx.value(
                "SELECT c.mobile FROM unit u JOIN customer c ON c.id = u.customer_id WHERE u.serial = 'SN10020030'")
        }
        #expect(owner == "+989121112233")
    }
}
