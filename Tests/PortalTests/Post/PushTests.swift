import Crypto
import Database
import Domain
import Foundation
import NIOCore
import Testing
import Web

@testable import Ground
@testable import Post

@Suite("Notices in a browser", .timeLimit(.minutes(30)))
struct PushTests {
    /// A browser's own half: it alone opens what is sent to it.
    private struct Receiver {
        let key: P256.KeyAgreement.PrivateKey
        let auth: [UInt8]

        init() { (key, auth) = (.init(), (0..<16).map { _ in UInt8.random(in: 0...255) }) }

        var given: [(String, String)] {
            [("p256dh", Base64URL.text(key.publicKey.x963Representation)), ("auth", Base64URL.text(auth))]
        }

        /// As RFC 8291 says that a browser does it.
        func opened(_ body: [UInt8]) throws -> String {
            let (salt, length) = (Array(body[0..<16]), Int(body[20]))
            let sender = Array(body[21..<(21 + length)])
            let shared = try key.sharedSecretFromKeyAgreement(with: .init(x963Representation: sender))
            let info = Data("WebPush: info\0".utf8) + key.publicKey.x963Representation + Data(sender)
            let secret = shared.hkdfDerivedSymmetricKey(
                using: SHA256.self, salt: auth, sharedInfo: info, outputByteCount: 32)
            func derived(_ purpose: String, _ count: Int) -> SymmetricKey {
                HKDF<SHA256>.deriveKey(
                    inputKeyMaterial: secret, salt: salt, info: Data("Content-Encoding: \(purpose)\0".utf8),
                    outputByteCount: count)
            }
            let nonce = derived("nonce", 12).withUnsafeBytes { Data($0) }
            let sealed = Data(body[(21 + length)...])
            let plain = try AES.GCM.open(.init(combined: nonce + sealed), using: derived("aes128gcm", 16))
            #expect(plain.last == 2)
            return String(decoding: plain.dropLast(), as: UTF8.self)
        }
    }

    private func deliver(_ world: World) async throws {
        let wire = PublicWire(patience: .seconds(60), isAnywhere: true)
        let courses: [any DeliveryCourse] = [HookCourse(), PushCourse()]
        try await CompanyRuns(world.arman, World.root, kinds: [SendDeliveries(wire, by: courses)]).drain()
    }

    private func subscribe(_ world: World, _ address: String, _ receiver: Receiver, _ role: Role) async throws {
        let person = try await world.person(role)
        let key = Base64URL.text(receiver.key.publicKey.x963Representation)
        let target = try #require(
            PushTarget(endpoint: "\(address)/x", key: key, auth: Base64URL.text(receiver.auth), isAnywhere: true))
        try await world.arman.write { tx in
            try PushStore.add(target, .fa, origin: "https://kardan.example", of: person, in: world.arman, tx)
        }
    }

    private func tell(_ world: World, _ count: Int = 1, from first: Int = 1) async throws {
        try await world.arman.write { tx in
            let notices = (first..<(first + count)).map {
                Notice("payout_waiting", about: EventSubject("payout", Int64($0)), "P1405-\($0)")
            }
            try OutboxStore.add(notices, to: .office([.financeApprover]), but: nil, tx)
        }
    }

    @Test("what is sent is what RFC 8291 makes of its own example")
    func example() throws {
        func bytes(_ text: String) throws -> [UInt8] { try #require(Base64URL.bytes(text)) }
        let target = try #require(
            PushTarget(
                endpoint: "https://push.example.net/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV",
                key: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
                auth: "BTBZMqHH6r4Tts7J_aSIgg", isAnywhere: false))
        let sealed = try PushMessage.sealed(
            Array("When I grow up, I want to be a watermelon".utf8), for: target,
            own: .init(rawRepresentation: bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")),
            salt: bytes("DGv6ra1nlYgDCS1FRnbzlw"))
        #expect(
            Base64URL.text(sealed)
                == "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
        )
    }

    @Test("a notice goes to each browser of its person, in words, sealed for it and signed by the server's key")
    func told() async throws {
        let world = try await World()
        try await FakeSystem.serve { fake, address in
            let receiver = Receiver()
            try await subscribe(world, address, receiver, .financeApprover)
            try await subscribe(world, "\(address)/other", Receiver(), .dispatcher)
            try await tell(world)
            try await deliver(world)
            let taken = try #require(fake.taken.first)
            #expect(fake.taken.count == 1 && taken.path == "/x")
            #expect(taken.headers["content-encoding"] == "aes128gcm" && taken.headers["ttl"] == "86400")
            let text = try receiver.opened(taken.body)
            let json = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
            #expect(json["url"] == .text("/arman/bell") && json["title"] == .text("آرمان"))
            #expect(json["body"]?.string?.contains("P1405-1") == true)
            let hand = try #require(
                taken.headers["authorization"]?.firstMatch(of: #/^vapid t=([^.]+)\.([^.]+)\.([^,]+), k=(.+)$/#))
            let key = try P256.Signing.PublicKey(
                x963Representation: try #require(Base64URL.bytes(String(hand.output.4))))
            let signature = try P256.Signing.ECDSASignature(
                rawRepresentation: try #require(Base64URL.bytes(String(hand.output.3))))
            #expect(key.isValidSignature(signature, for: Data("\(hand.output.1).\(hand.output.2)".utf8)))
            let claims = try JSONDecoder().decode(
                JSONValue.self, from: Data(try #require(Base64URL.bytes(String(hand.output.2)))))
            #expect(claims["aud"] == .text(address) && claims["sub"] == .text("https://kardan.example"))
            #expect(claims["exp"]?.integer == world.time.now.seconds + 12 * 3_600)
            #expect(Base64URL.text(world.arman.pushKey) == String(hand.output.4))
            #expect(world.pars.pushKey == world.arman.pushKey)
        }
    }

    @Test("many at once are one sentence, none is sent twice, and a browser that is gone is forgotten")
    func gone() async throws {
        let world = try await World()
        try await FakeSystem.serve { fake, address in
            let receiver = Receiver()
            try await subscribe(world, address, receiver, .financeApprover)
            try await tell(world, 40)
            for _ in 0..<2 { try await deliver(world) }
            #expect(fake.taken.count == 1)
            let many = try receiver.opened(try #require(fake.taken.first).body)
            #expect(many.contains("40"))
            fake.status = 503
            try await tell(world, from: 50)
            try await deliver(world)
            fake.status = 200
            world.time.move(seconds: 60)
            try await deliver(world)
            #expect(fake.taken.count == 3)
            fake.status = 410
            try await tell(world, from: 60)
            try await deliver(world)
            let left = try await world.number("SELECT count(*) FROM push_device")
            #expect(left == 0)
            try await tell(world, from: 70)
            try await deliver(world)
            #expect(fake.taken.count == 4)
        }
    }

    @Test("a person adds his browser and takes it away, sealed in its row; another's he does not see or take")
    func page() async throws {
        let world = try await World()
        let receiver = Receiver()
        let endpoint = "https://fcm.googleapis.com/fcm/send/abc123"
        try await world.browse(as: .dealerManager) { browser in
            let page = try await browser.get("/arman/messages/mine")
            #expect(page.text.contains("data-push=\"\(Base64URL.text(world.arman.pushKey))\""))
            for bad in ["http://fcm.googleapis.com/a", "https://", "x"] {
                let refused = try await browser.post(
                    "/arman/messages/mine/devices", [("endpoint", bad)] + receiver.given)
                #expect(refused.status == .badRequest, "\(bad)")
            }
            let keyless = try await browser.post(
                "/arman/messages/mine/devices", [("endpoint", endpoint), ("p256dh", "AAAA"), ("auth", "AAAA")])
            #expect(keyless.status == .badRequest)
            for _ in 0..<2 {
                let added = try await browser.post(
                    "/arman/messages/mine/devices", [("endpoint", endpoint)] + receiver.given)
                #expect(added.status == .seeOther)
            }
            let shown = try await browser.get("/arman/messages/mine")
            #expect(shown.text.contains("کروم") && !shown.text.contains("abc123"))
        }
        let rows: [String] = try await world.arman.read { try $0.list("SELECT sealed FROM push_device") }
        #expect(rows.count == 1 && !rows[0].contains("abc123"))
        let id = try await world.number("SELECT id FROM push_device")
        try await world.browse(as: .dispatcher) { browser in
            _ = try await browser.post("/arman/messages/mine/devices/removal", [("device", "\(id)")])
            let page = try await browser.get("/arman/messages/mine")
            #expect(!page.text.contains("کروم"))
        }
        let kept = try await world.number("SELECT count(*) FROM push_device")
        #expect(kept == 1)
        try await world.browse(as: .dealerManager) { browser in
            let removed = try await browser.post("/arman/messages/mine/devices/removal", [("device", "\(id)")])
            #expect(removed.status == .seeOther)
        }
        let left = try await world.number("SELECT count(*) FROM push_device")
        #expect(left == 0)
    }

    @Test("a browser that is lent on tells the one who has it now")
    func lent() async throws {
        let world = try await World()
        let receiver = Receiver()
        try await subscribe(world, "https://push.example", receiver, .financeApprover)
        try await subscribe(world, "https://push.example", receiver, .dispatcher)
        try await tell(world)
        let waiting = try await world.number("SELECT count(*) FROM delivery")
        #expect(waiting == 0)
        let devices = try await world.number("SELECT count(*) FROM push_device")
        #expect(devices == 1)
    }
}
