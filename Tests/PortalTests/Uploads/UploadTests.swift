import Domain
import Foundation
import HTTPTypes
import NIOCore
import Testing

@testable import Ground
@testable import Web

@Suite("Uploads of a person")
struct UploadTests {
    private static let photo: [(field: String, name: String, bytes: [UInt8])] = [("photos", "a.jpg", TestPhotos.jpeg())]

    @Test("run two at a time: the third is refused in his language, another person's is not")
    func third() async throws {
        let world = try await World()
        let number = try await world.acceptedJob()
        let person = try await world.person(.dealerManager)
        try await world.serve { client in
            let incoming = world.portal.incoming
            let manager = try await world.browser(client, as: .dealerManager)
            let path = "/arman/jobs/\(number)/visits"
            let sender = Sender.person(person)
            var (first, second): (Spool?, Spool?) = (try incoming.spool(by: sender), try incoming.spool(by: sender))
            let third = try await manager.upload(path, World.visit(), files: Self.photo)
            #expect(third.status == .tooManyRequests)
            #expect(third.text.contains("دو ارسال فایل از شما هنوز در جریان است"))
            #expect(third.headers[.connection] == "close", "the rest of it is not read")
            let plain = try await manager.upload(path, World.visit(["minutes": "x"]), files: [("photos", "", [])])
            #expect(plain.status == .unprocessableContent, "a form without files needs no turn")
            let job = try await world.number("SELECT id FROM job")
            let other = try await world.browser(client, as: .reception)
                .upload("/arman/files/of/job/\(job)", [], files: Self.photo)
            #expect(other.status == .seeOther)
            withExtendedLifetime((first, second)) { (first, second) = (nil, nil) }
            let later = try await manager.upload(path, World.visit(), files: Self.photo)
            #expect(later.status == .seeOther)
            #expect(incoming.count(by: .person(person)) == 0)
        }
    }

    /// So many pieces of one person's files at the same time, each within the one before.
    private func take(_ count: Int, by person: ID<Person>, _ incoming: Incoming) async throws {
        guard count > 0 else { return }
        try await incoming.piece(by: person) { try await take(count - 1, by: person, incoming) }
    }

    @Test("go up piece by piece six at a time, and the seventh waits until one of them is there")
    func pieces() async throws {
        let world = try await World()
        let (one, other) = (try await world.person(.dealerManager), try await world.person(.reception))
        let incoming = world.portal.incoming
        try await take(Incoming.mostPieces, by: one, incoming)
        await #expect(throws: Refusal.self) { try await take(Incoming.mostPieces + 1, by: one, incoming) }
        try await incoming.piece(by: one) { try await take(Incoming.mostPieces, by: other, incoming) }
        try await take(Incoming.mostPieces, by: one, incoming)
    }

    @Test("that break off, are refused or are forged take no turn along, and leave no file")
    func turns() async throws {
        let world = try await World()
        let number = try await world.acceptedJob()
        let person = try await world.person(.dealerManager)
        try await world.serve { client in
            let manager = try await world.browser(client, as: .dealerManager)
            let path = "/arman/jobs/\(number)/visits"
            for _ in 0..<3 {
                let token = TestPart.field("csrf", manager.formToken)
                let half = TestPart.bytes([token, .file("photos", TestPhotos.jpeg())], isWhole: false)
                let broken = try await Self.send(half, to: path, manager)
                #expect(broken.status == .badRequest)
                let forged = try await Self.send(TestPart.bytes([.file("photos", [1]), token]), to: path, manager)
                #expect(forged.status == .forbidden)
                let refused = try await manager.upload(path, World.visit(["minutes": "x"]), files: Self.photo)
                #expect(refused.status == .unprocessableContent)
            }
            #expect(world.portal.incoming.count(by: .person(person)) == 0)
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: world.place.folder.path + "/incoming")
        #expect(left == [])
    }

    private static func send(_ body: [UInt8], to path: String, _ browser: Browser) async throws -> Browser.Answer {
        try await browser.send(
            path, .post, headers: [.contentType: "multipart/form-data; boundary=mark"], body: ByteBuffer(bytes: body))
    }

    @Test("come with their token before their files, on each page that has such a form")
    func order() throws {
        let templates = World.root("Templates")
        let pages =
            FileManager.default.enumerator(at: templates, includingPropertiesForKeys: nil)?
            .compactMap { $0 as? URL }.filter { $0.pathExtension == "mustache" } ?? []
        var forms = 0
        for page in pages {
            for form in try String(contentsOf: page, encoding: .utf8).split(separator: "<form").dropFirst() {
                guard form.contains("multipart/form-data") else { continue }
                forms += 1
                let token = try #require(form.range(of: "{{>shared/csrf}}"), "\(page.lastPathComponent)")
                for input in ["type=\"file\"", "{{>files/_field}}"] {
                    if let place = form.range(of: input) { #expect(token.lowerBound < place.lowerBound) }
                }
            }
        }
        #expect(forms >= 6)
    }

    @Test("that a program left when it died are taken away after a day")
    func strays() throws {
        let data = FileManager.default.temporaryDirectory.appendingPathComponent("kardan-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: data) }
        let folder = data.appendingPathComponent("incoming")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, age) in [("old", 90_000.0), ("new", 80_000)] {
            _ = FileManager.default.createFile(
                atPath: folder.path + "/" + name, contents: Data([1]),
                attributes: [.modificationDate: Date(timeIntervalSinceNow: -age)])
        }
        _ = Incoming(in: data)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["new"])
    }
}
