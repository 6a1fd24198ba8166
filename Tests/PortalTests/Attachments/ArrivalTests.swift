import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Ground

@Suite("A file that goes up by itself")
struct ArrivalTests {
    private let begin = "/arman/files/arriving"

    private func heads(_ bytes: Int, for place: String, name: String = "a.jpg") -> [String: String] {
        let names = [
            "filename \(Data(name.utf8).base64EncodedString())", "place \(Data(place.utf8).base64EncodedString())",
        ]
        return ["Upload-Length": String(bytes), "Upload-Metadata": names.joined(separator: ",")]
    }

    private func piece(_ offset: Int) -> [String: String] {
        ["Content-Type": "application/offset+octet-stream", "Upload-Offset": String(offset)]
    }

    private func kept(_ answer: Browser.Answer) -> String? { answer.headers[.init("Upload-Kept")!] }
    private func offset(_ answer: Browser.Answer) -> String? { answer.headers[.init("Upload-Offset")!] }

    @Test("comes in pieces, says how far it is, and a form takes it without sending it")
    func pieces() async throws {
        let world = try await World()
        let number = try await world.acceptedJob()
        let form = "/arman/jobs/\(number)/visits"
        let photo = TestPhotos.jpeg()
        let half = photo.count / 2
        try await world.browse(as: .dealerManager) { browser in
            let begun = try await browser.sendBytes(begin, .post, heads(photo.count, for: form))
            #expect(begun.status == .created)
            let place = try #require(begun.location)
            let first = try await browser.sendBytes(place, .patch, piece(0), Array(photo[..<half]))
            #expect(first.status == .noContent && offset(first) == String(half) && kept(first) == nil)
            let asked = try await browser.sendBytes(place, .head)
            #expect(asked.status == .ok && offset(asked) == String(half) && asked.headers[.cacheControl] == "no-store")
            let again = try await browser.sendBytes(place, .patch, piece(0), photo)
            #expect(again.status == .conflict && offset(again) == String(half), "what is there is not written twice")
            let last = try await browser.sendBytes(place, .patch, piece(half), Array(photo[half...]))
            #expect(last.status == .noContent && offset(last) == String(photo.count))
            let name = try #require(kept(last))
            let lost = try await browser.sendBytes(place, .head)
            #expect(kept(lost) == name, "who did not hear the answer asks for it")
            let repeated = try await browser.sendBytes(place, .patch, piece(photo.count))
            #expect(kept(repeated) == name)
            let saved = try await browser.post(form, World.visit() + [("kept", name)])
            #expect(saved.status == .seeOther)
        }
        #expect(try await world.number("SELECT count(*) FROM attachment WHERE subject = 'visit'") == 1)
        #expect(try await world.number("SELECT count(*) FROM upload") == 0)
    }

    @Test("is finished by whoever comes next where the program died after its last byte")
    func died() async throws {
        let world = try await World()
        let photo = TestPhotos.jpeg()
        try await world.browse(as: .dealerManager) { browser in
            let begun = try await browser.sendBytes(begin, .post, heads(photo.count, for: "/arman/x"))
            let place = try #require(begun.location)
            let id = try #require(ID<Arrival>(pathPart: String(place.split(separator: "/").last!)))
            let file = try ArrivingFile(world.arman.blobs.arriving(id))
            try file.append(.init(bytes: photo))
            let busy = try await browser.sendBytes(place, .patch, piece(photo.count))
            #expect(busy.status == .conflict, "one at a time")
            withExtendedLifetime(file) {}
        }
        try await world.browse(as: .dealerManager) { browser in
            let id = try await world.number("SELECT max(id) FROM arriving")
            let finished = try await browser.sendBytes("\(begin)/\(id)", .patch, piece(photo.count))
            #expect(kept(finished) != nil)
        }
        #expect(try await world.number("SELECT count(*) FROM upload") == 1)
    }

    @Test("is its sender's alone")
    func others() async throws {
        let world = try await World()
        let photo = TestPhotos.jpeg()
        try await world.serve { client in
            let manager = try await world.browser(client, as: .dealerManager)
            let begun = try await manager.sendBytes(begin, .post, heads(photo.count, for: "/arman/x"))
            let place = try #require(begun.location)
            for other in [
                try await world.browser(client, as: .administrator),
                try await world.browser(client, as: .dealerManager, dealer: 2),
            ] {
                #expect(try await other.sendBytes(place, .head).status == .notFound)
                let pushed = try await other.sendBytes(place, .patch, piece(0), photo)
                #expect(pushed.status == .notFound)
            }
            var forged = piece(0)
            forged["Kardan-Token"] = "x"
            #expect(try await manager.sendBytes(place, .patch, forged, photo).status == .forbidden)
        }
        #expect(try await world.number("SELECT count(*) FROM upload") == 0)
    }

    @Test("that is no picture is refused in words, and is gone")
    func broken() async throws {
        let world = try await World()
        try await world.browse(as: .dealerManager) { browser in
            let begun = try await browser.sendBytes(begin, .post, heads(5, for: "/arman/x", name: "فیلم.mp4"))
            let place = try #require(begun.location)
            let refused = try await browser.sendBytes(place, .patch, piece(0), Array("film!".utf8))
            #expect(refused.status == .unprocessableContent)
            #expect(refused.text.hasPrefix("«فیلم.mp4» نه عکس"))
            #expect(try await browser.sendBytes(place, .head).status == .notFound)
        }
        #expect(try await world.number("SELECT count(*) FROM arriving") == 0)
    }

    @Test(
        "is not begun without its size and its form, nor where it is too large",
        arguments: [
            ([:], 400), (["Upload-Length": "5"], 400), (["Upload-Length": "-5"], 400),
            (["Upload-Length": "99999999999999999999"], 400), (["Upload-Length": "12582913"], 413),
        ])
    func refused(change: [String: String], status: Int) async throws {
        let world = try await World()
        try await world.browse(as: .dealerManager) { browser in
            let isWhole = status == 413
            let heads = isWhole ? heads(5, for: "/arman/x").merging(change) { $1 } : change
            #expect(try await browser.sendBytes(begin, .post, heads).status.code == status)
            let strange = try await browser.sendBytes(begin, .post, self.heads(5, for: "/pars/x"))
            #expect(strange.status == .badRequest, "of another company")
        }
    }

    @Test("takes no more than it said, and nobody may have too many under way")
    func bounds() async throws {
        let world = try await World()
        try await world.browse(as: .dealerManager) { browser in
            let begun = try await browser.sendBytes(begin, .post, heads(5, for: "/arman/x"))
            let place = try #require(begun.location)
            #expect(
                try await browser.sendBytes(place, .patch, piece(0), Array("123456".utf8)).status == .contentTooLarge)
            for _ in 1..<60 { _ = try await browser.sendBytes(begin, .post, heads(5, for: "/arman/x")) }
            let more = try await browser.sendBytes(begin, .post, heads(5, for: "/arman/x"))
            #expect(more.status == .unprocessableContent)
        }
    }

    @Test("that nobody ends goes after two days, and its bytes with it")
    func swept() async throws {
        let world = try await World()
        try await world.browse(as: .dealerManager) { browser in
            let begun = try await browser.sendBytes(begin, .post, heads(5, for: "/arman/x"))
            _ = try await browser.sendBytes(try #require(begun.location), .patch, piece(0), Array("12".utf8))
        }
        let file = world.arman.blobs.arrivals.appendingPathComponent("1")
        #expect(FileManager.default.fileExists(atPath: file.path))
        let old = Date(timeIntervalSince1970: TimeInterval(world.time.now.seconds))
        try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: file.path)
        world.time.move(seconds: 3 * 86_400)
        try await world.work()
        #expect(try await world.number("SELECT count(*) FROM arriving") == 0)
        #expect(!FileManager.default.fileExists(atPath: file.path))
    }
}
